/** Fails every test that leaves more tensors behind than it found. Called once at the top of a test file that starts an engine first. */
import * as tf from '@tensorflow/tfjs'
import { afterEach, beforeEach } from 'vitest'

export function leavesNoTensors(): void {
  let before = 0
  beforeEach(() => {
    before = tf.memory().numTensors
  })
  afterEach(() => {
    const left = tf.memory().numTensors - before
    if (left !== 0) throw new Error(`${left} tensors were left behind`)
  })
}
