/** How a run's engine was chosen: what each one took for this network on this computer, and which of them trains. */
import { z } from 'zod'
import { Device } from './device.ts'
import { EngineName } from './training.ts'

export const EngineTrial = z.object({
  engine: EngineName,
  device: Device,
  /** TensorFlow's graph compiled by XLA. */
  jitCompile: z.boolean(),
  /** Of a step, in steps at full speed; null: not tried. */
  milliseconds: z.number().nullable(),
  /** Until its first step was done, in a process that ran already, as the run finds it. */
  startSeconds: z.number().nullable(),
  /** Of all planned steps, with the start. */
  seconds: z.number().nullable(),
  /**
   * Why it was not tried. 'short': the training is over sooner than it could be. 'layers': XLA takes too long for convolutions. 'failed':
   * it could not be started.
   */
  skipped: z.enum(['short', 'layers', 'failed']).nullable(),
})
export type EngineTrial = z.infer<typeof EngineTrial>

export const EngineChoice = z.object({
  /** Place in `trials`. */
  chosen: z.number().int().min(0),
  batchSize: z.number().int(),
  /** Planned. */
  steps: z.number(),
  /** 'close': another is faster by too little to give up the same result on every computer. 'asked': the person chose the engine. */
  reason: z.enum(['short', 'faster', 'close', 'alone', 'asked']),
  trials: z.array(EngineTrial).min(1),
})
export type EngineChoice = z.infer<typeof EngineChoice>
