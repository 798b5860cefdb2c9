/** How a network learns: loss, optimizer, epochs, stopping, seed. Names and defaults are Keras 3's. */
import { z } from 'zod'
import { SettingValue } from './network.ts'

/** `{ type, ...settings }`; absent settings have the catalogue's default. */
export const Typed = z.object({ type: z.string().min(1).max(64) }).catchall(SettingValue)
export type Typed = z.infer<typeof Typed>

export const engineNames = ['compiled', 'tfjs', 'tensorflow'] as const
export const EngineName = z.enum(engineNames)
export type EngineName = z.infer<typeof EngineName>

export const Training = z.object({
  /** 'auto' follows the task. */
  loss: z.union([z.literal('auto'), Typed]).default('auto'),
  optimizer: Typed.prefault({ type: 'adam' }),
  schedule: Typed.prefault({ type: 'constant' }),
  batchSize: z.number().int().min(1).max(65536).default(32),
  epochs: z.number().int().min(1).max(100000).default(10),
  earlyStopping: z
    .object({
      enabled: z.boolean().default(false),
      /** 'validationLoss'; without validation rows the training loss is used, and that is said. */
      patience: z.number().int().min(0).max(10000).default(5),
      minimumChange: z.number().min(0).default(0),
      restoreBest: z.boolean().default(true),
    })
    .prefault({}),
  classWeights: z.enum(['none', 'balanced']).default('none'),
  /** Reported each epoch besides the loss; empty: the task's usual ones. */
  metrics: z.array(z.string()).default([]),
  /** Starting weights, order of rows, dropout, noise. */
  seed: z.number().int().min(0).max(4294967295).default(1),
  engine: z.union([z.literal('auto'), EngineName]).default('auto'),
  /** Keras's `jit_compile`, for TensorFlow: whether XLA compiles its graph. Absent: measured. */
  jitCompile: z.boolean().optional(),
  /** 'fast' lets the compiled engine multiply and add in one rounding where the machine can: other last digits on other machines. */
  arithmetic: z.enum(['exact', 'fast']).default('exact'),
})
export type Training = z.infer<typeof Training>
