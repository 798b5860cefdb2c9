/** What a search for a learning rate finds, and what it says on its way. */
import { z } from 'zod'

export const RatePoint = z.object({
  rate: z.number(),
  /** A running average over the steps until then. */
  loss: z.number(),
})
export type RatePoint = z.infer<typeof RatePoint>

export const RateSearch = z.object({
  /** In the order of the steps; rates grow by the same factor from one to the next. */
  points: z.array(RatePoint),
  /** 'exploded': the loss rose to several times its least; 'diverged': it was no number any more. */
  end: z.enum(['complete', 'exploded', 'diverged']),
  /** null where no rate made the loss fall. */
  suggestion: z.number().nullable(),
})
export type RateSearch = z.infer<typeof RateSearch>

export const RateSearchEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), done: z.number(), of: z.number() }),
  z.object({ kind: z.literal('found'), search: RateSearch }),
])
export type RateSearchEvent = z.infer<typeof RateSearchEvent>
