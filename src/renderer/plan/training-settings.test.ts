import { describe, expect, it } from 'vitest'
import { Training } from '#contract/training.ts'
import { calmerLearningRate, trainingSetting, withTrainingSetting, withType } from './training-settings.ts'

const training = Training.parse({})

describe('settings of a training by name', () => {
  it('are read and changed along a path', () => {
    const changed = withTrainingSetting(training, 'earlyStopping.patience', 9)
    expect([trainingSetting(training, 'earlyStopping.patience'), trainingSetting(changed, 'earlyStopping.patience')]).toEqual([5, 9])
    expect(changed.earlyStopping.restoreBest).toBe(true)
  })

  it('stay as they were where the schema refuses a value', () => {
    expect(withTrainingSetting(training, 'epochs', 0)).toBe(training)
  })

  it('are unknown where the plan says nothing', () => {
    expect([trainingSetting(training, 'momentum'), trainingSetting(training, 'optimizer')]).toEqual([undefined, undefined])
  })
})

it('keeps what two optimizers share, but not the learning rate of the old one', () => {
  const text = { en: '', 'zh-CN': '' }
  const setting = (name: string) => ({ name, label: text, help: text, kind: 'number' as const, default: 0, common: false })
  const entry = { type: 'adamw', label: text, help: text, settings: [setting('learningRate'), setting('beta1')] }
  expect(withType({ type: 'adam', learningRate: 0.1, beta1: 0.8, amsgrad: true }, 'adamw', entry)).toEqual({ type: 'adamw', beta1: 0.8 })
})

it('proposes the usual learning rate after divergence, or a tenth where that was already the usual one', () => {
  expect([calmerLearningRate(1, 0.001), calmerLearningRate(0.001, 0.001), calmerLearningRate(0.03, 0.01), calmerLearningRate(0.005, 0.01)]).toEqual([0.001, 0.0001, 0.01, 0.0005])
})
