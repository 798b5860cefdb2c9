import * as tf from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { all, rows, withModel } from '#test/training/small-model.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import type { Engine } from '../training/engine.ts'

let engine: Engine
beforeAll(async () => {
  engine = await tfjsEngine()
})
leavesNoTensors()

describe('a model', () => {
  it('keeps the same few tensors however many steps it makes and rows it answers', async () => {
    await withModel(engine, (model) => {
      model.step(all, 1, 0.1)
      model.evaluate(rows)
      const held = tf.memory().numTensors
      for (let step = 2; step < 20; step++) model.step(all, step, 0.1)
      for (let count = 1; count < 20; count++) model.predict(rows.inputs.subarray(0, 3 * count), count)
      expect(tf.memory().numTensors).toBe(held)
    })
  })
})
