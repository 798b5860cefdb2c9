/** A project: a folder with the imported file, the plan and the runs. */
import { z } from 'zod'
import { Plan } from './plan.ts'
import { RunSummary } from './run.ts'

export const projectVersion = 1

export const ProjectEntry = z.object({
  id: z.string(),
  name: z.string(),
  /** ISO 8601. */
  changedAt: z.string(),
  fileName: z.string().nullable(),
  runs: z.number(),
})
export type ProjectEntry = z.infer<typeof ProjectEntry>

export const ProjectView = z.object({
  id: z.string(),
  name: z.string(),
  plan: Plan,
  hasDataset: z.boolean(),
  /** Newest first. */
  runs: z.array(RunSummary),
  /** What happened since it was last open: runs that a stop of the studio interrupted. */
  interruptedRuns: z.array(z.string()),
})
export type ProjectView = z.infer<typeof ProjectView>
