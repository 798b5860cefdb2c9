/** The plan: the one document that holds everything a person decided. Screens edit it, engines run it. */
import { z } from 'zod'
import { ReadingChoices } from './dataset.ts'
import { Network } from './network.ts'
import { Recipe } from './recipe.ts'
import { Training } from './training.ts'

export const planVersion = 1

export const PlanDataset = z.object({
  /** Name of the file as the person knows it, and the SHA-256 of its bytes; null before a file was opened. */
  fileName: z.string().nullable().default(null),
  sha256: z.string().nullable().default(null),
  reading: ReadingChoices.prefault({}),
})

export const Plan = z.object({
  version: z.literal(planVersion),
  dataset: PlanDataset.prefault({}),
  recipe: Recipe.prefault({}),
  network: Network.prefault({}),
  training: Training.prefault({}),
})
export type Plan = z.infer<typeof Plan>
