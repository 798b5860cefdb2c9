import { describe, expect, it } from 'vitest'
import { languages } from '../language.ts'
import type { LikelyCause } from '../likely-cause.ts'
import { describeLikelyCause } from './likely-causes.ts'

const stopping = { place: 'training', fix: { kind: 'setAll', settings: { 'earlyStopping.enabled': true } } } as const
const turned: LikelyCause = { kind: 'memorising', gap: { measure: 'right', training: 1, test: 0.62 }, course: { best: { epoch: 12, loss: 0.5 }, last: { epoch: 40, loss: 0.9 }, trainingLoss: 0.02 }, change: stopping, stage: 'network' }
const every: LikelyCause[] = [
  turned,
  { kind: 'memorising', gap: { measure: 'miss', training: 1.5, test: 4 }, course: null, stage: 'network' },
  { kind: 'columnsSayNothing', measure: 'right', linear: 61, guessing: 62, rows: 114, stage: 'prepare' },
  { kind: 'columnsSayNothing', measure: 'miss', linear: 6.4, guessing: 6.5, rows: 114, stage: 'prepare' },
  { kind: 'stillImproving', watched: 'validation', from: { epoch: 8, loss: 0.52 }, to: { epoch: 10, loss: 0.45 }, epochs: 30, change: { place: 'training', fix: { kind: 'set', setting: 'epochs', value: 30 } }, stage: 'train' },
  { kind: 'stillImproving', watched: 'training', from: { epoch: 8, loss: 0.52 }, to: { epoch: 10, loss: 0.45 }, epochs: 30, stage: 'train' },
  { kind: 'rateTooLarge', rate: 0.5, better: 0.001, rises: 4, from: { epoch: 1, loss: 0.9 }, to: { epoch: 10, loss: 1.5 }, stage: 'train' },
  { kind: 'rateTooSmall', rate: 0.00001, better: 0.001, from: { epoch: 1, loss: 0.693 }, to: { epoch: 10, loss: 0.69 }, stage: 'train' },
  { kind: 'fewRows', rows: 60, inputs: 30, stage: 'prepare' },
  { kind: 'fewRows', rows: 1, inputs: null, stage: 'prepare' },
  { kind: 'fewTestRows', rows: 18, stage: 'prepare' },
  { kind: 'rareAnswer', answer: '1', learned: 12, of: 400, found: 1, actual: 10, stage: 'train' },
  { kind: 'largerThanNeeded', parameters: 4033, linearParameters: 31, rows: 455, stage: 'network' },
]

describe('describeLikelyCause', () => {
  it('gives the cause, its evidence in numbers, and the step', () => {
    expect(describeLikelyCause(turned, {}, 'en')).toEqual({
      title: 'It learned its rows by heart.',
      evidence: 'Right on 100 in 100 training rows, on 62 in 100 test rows. After epoch 12 the validation loss rose from 0.5 to 0.9, while the training loss fell to 0.02.',
      step: 'Stop early and keep the best epoch',
    })
    expect(describeLikelyCause(turned, {}, 'zh-CN')).toEqual({
      title: '它把训练数据死记硬背下来了（过拟合）。',
      evidence: '训练集每 100 行答对 100 行，测试集每 100 行只答对 62 行。第 12 轮之后，验证损失从 0.5 升到 0.9，训练损失却降到 0.02。',
      step: '提前停止并保留最佳轮',
    })
    const named = { classNames: [{ value: '1', name: 'fraud' }] }
    expect(every.flatMap((cause) => (cause.kind === 'rareAnswer' ? [describeLikelyCause(cause, named, 'en').title] : []))).toEqual(['“fraud” is rare, and mostly missed.'])
  })

  it('has numbers as evidence of every cause, a plain step, and Chinese without ASCII punctuation', () => {
    for (const cause of every) {
      for (const language of languages) {
        const { title, evidence, step } = describeLikelyCause(cause, {}, language)
        expect(evidence, cause.kind).toMatch(/\d/)
        expect([title, evidence].every((text) => /[.。]$/.test(text)), cause.kind).toBe(true)
        expect(step, cause.kind).not.toMatch(/[.。!]$/)
        if (language === 'zh-CN') expect(title + evidence + step, cause.kind).not.toMatch(/\p{Script=Han}[,:;?!()]|[,:;?!()]\p{Script=Han}|\p{Script=Han}[0-9]|[0-9]\p{Script=Han}/u)
      }
    }
  })
})
