import { expect, it } from 'vitest'
import { Training } from '#contract/training.ts'
import { settledTraining } from './settled-training.ts'

const before = Training.parse({})
const proposed = Training.parse({ epochs: 200, batchSize: 16, optimizer: { type: 'adam', learningRate: 0.003 }, earlyStopping: { enabled: true, patience: 20 } })

it('is as proposed where nothing was touched', () => {
  expect(settledTraining(before, before, proposed)).toEqual(proposed)
  expect(settledTraining(before, Training.parse({}), proposed)).toEqual(proposed)
})

it('keeps each setting that was touched, and no other', () => {
  expect(settledTraining(before, { ...before, epochs: 7 }, proposed)).toEqual({ ...proposed, epochs: 7 })
  expect(settledTraining(before, { ...before, optimizer: { type: 'sgd' } }, proposed)).toEqual({ ...proposed, optimizer: { type: 'sgd' } })
})

it('does not undo what was proposed beside a touched setting of early stopping', () => {
  const touched = { ...before, earlyStopping: { ...before.earlyStopping, minimumChange: 0.1 } }
  expect(settledTraining(before, touched, proposed).earlyStopping).toEqual({ ...proposed.earlyStopping, minimumChange: 0.1 })
})

it('leaves early stopping off where the person turned it off', () => {
  const on = { ...before, earlyStopping: { ...before.earlyStopping, enabled: true } }
  expect(settledTraining(on, before, proposed).earlyStopping).toMatchObject({ enabled: false, patience: 20 })
})
