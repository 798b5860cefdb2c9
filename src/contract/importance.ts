/** Which columns a run relies on: how much worse it answers when a column's values are shuffled among the rows. */
import { z } from 'zod'

/** `auc` where one of two answers is so rare that counts of right answers say little; `mae` for numbers, in the target's unit. */
export const importanceMeasures = ['accuracy', 'auc', 'mae'] as const

export const ColumnImportance = z.object({
  column: z.string(),
  /** How much worse the measure is, on average over the shuffles; below 0 where shuffling even helped. */
  mean: z.number(),
  /** Of the shuffles, as NumPy's `std` (population). */
  deviation: z.number(),
})
export type ColumnImportance = z.infer<typeof ColumnImportance>

export const Importance = z.object({
  measure: z.enum(importanceMeasures),
  /** The rows that were shuffled: never those of the test. */
  part: z.enum(['validation', 'training']),
  /** Of the part, `total`; of very many only some are taken. */
  rows: z.number(),
  total: z.number(),
  /** The measure with nothing shuffled. */
  score: z.number(),
  repeats: z.number(),
  /** The most important first. */
  columns: z.array(ColumnImportance),
})
export type Importance = z.infer<typeof Importance>

export const ImportanceEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), columns: z.number(), of: z.number() }),
  z.object({ kind: z.literal('done'), importance: Importance }),
])
export type ImportanceEvent = z.infer<typeof ImportanceEvent>
