/** What goes between the studio and the process that TensorFlow runs in, over its channel (structured clones). */
import type { Device } from '#contract/device.ts'
import type { GraphValue } from '#engine/tensorflow/session.ts'

export type ProcessQuestion =
  /** A small training, to see whether it works. */
  | { kind: 'try' }
  | { kind: 'load'; file: Uint8Array }
  | { kind: 'run'; model: number; inputs: Readonly<Record<string, GraphValue>>; outputs: readonly string[] }
  | { kind: 'unload'; model: number }

/** By the question's kind. */
export interface ProcessValues {
  try: { version: string; device: Device; learns: boolean }
  load: number
  run: (Float32Array | Int32Array)[]
  unload: null
}

/** `at` 'start': the library could not be loaded. */
export type ProcessAnswer = { ok: true; value: ProcessValues[keyof ProcessValues] } | { ok: false; reason: string; at: 'start' | 'work' }
