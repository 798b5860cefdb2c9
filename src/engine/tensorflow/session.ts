/** What runs graphs, wherever TensorFlow is: in this thread or in a process of its own. Every call waits for its answer. */

import type { Device } from '#contract/device.ts'

export interface GraphValue {
  shape: readonly number[]
  values: Float32Array | Int32Array
}

export interface TensorflowSession {
  /** Waits until TensorFlow is there, and says what it computes on. Throws what keeps it away. */
  start(): Device
  /** `file`: the bytes of a SavedModel. Its variables are its own. */
  load(file: Uint8Array): LoadedGraph
}

export interface LoadedGraph {
  /** Feeds placeholders by name, and answers with the tensors of these names, in order. */
  run(inputs: Readonly<Record<string, GraphValue>>, outputs: readonly string[]): (Float32Array | Int32Array)[]
  dispose(): void
}
