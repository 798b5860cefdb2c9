/** A project: a folder with the imported file, the plan and the runs. */
import { z } from 'zod'
import { Plan } from './plan.ts'
import { RunSummary } from './run.ts'
import { SavedFile } from './saved-file.ts'

export const projectVersion = 1

export const StageName = z.enum(['data', 'prepare', 'network', 'train', 'evaluate', 'predict'])
export type StageName = z.infer<typeof StageName>

/** What the person looked at last. */
export const ShownPlace = z.object({ stage: StageName, runId: z.string().nullable() })
export type ShownPlace = z.infer<typeof ShownPlace>

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
  /** null: nobody has looked at anything yet. */
  shown: ShownPlace.nullable(),
  /** Newest first. */
  runs: z.array(RunSummary),
  /** What happened since it was last open: runs that a stop of the studio interrupted. */
  interruptedRuns: z.array(z.string()),
})
export type ProjectView = z.infer<typeof ProjectView>

/** The ending of a project saved as one file. */
export const projectFileEnding = '.candor'

export const ExportEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), bytes: z.number(), totalBytes: z.number() }),
  z.object({
    kind: z.literal('done'),
    saved: SavedFile,
    /** Of the file. */
    bytes: z.number(),
    runs: z.number(),
    /** Runs still going, which are not in it. */
    liveRuns: z.number(),
  }),
])
export type ExportEvent = z.infer<typeof ExportEvent>

export const ImportEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), bytes: z.number(), totalBytes: z.number() }),
  /** `savedAs`: its name in the file, where another project here has that name already. */
  z.object({ kind: z.literal('done'), project: ProjectView, savedAs: z.string() }),
])
export type ImportEvent = z.infer<typeof ImportEvent>
