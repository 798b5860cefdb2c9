/** `project.json`: what is kept of a project beside its data and runs, with its version. Knows nothing of calls. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { Plan, planVersion } from '#contract/plan.ts'
import { ShownPlace, projectVersion } from '#contract/project.ts'
import { writeFileSafely } from '../files/write-file-safely.ts'

export const ProjectFile = z.object({
  version: z.literal(projectVersion),
  name: z.string(),
  createdAt: z.string(),
  changedAt: z.string(),
  plan: Plan,
  dataset: z
    .object({
      fileName: z.string(),
      /** Name of the copy in `data/`. */
      storedAs: z.string().regex(/^[^/\\]+$/),
      sha256: z.string(),
      bytes: z.number(),
      reading: ReadingChoices,
    })
    .nullable(),
  /** Number of the next run: a discarded run's number is not given again. */
  nextRun: z.number().int().min(1),
  /** Reports made on test rows so far. */
  looks: z.number().int().min(0),
  /** Absent in earlier versions; nothing that is odd in it keeps a project closed. */
  shown: ShownPlace.nullable().catch(null),
})
export type ProjectFile = z.infer<typeof ProjectFile>

export function newProjectFile(name: string, now: string): ProjectFile {
  return {
    version: projectVersion,
    name,
    createdAt: now,
    changedAt: now,
    plan: Plan.parse({ version: planVersion }),
    dataset: null,
    nextRun: 1,
    looks: 0,
    shown: null,
  }
}

/** Throws `project.unknown` (no such file), `project.newer`, `plan.newer`, `project.damaged`. */
export async function readProjectFile(file: string): Promise<ProjectFile> {
  const content = parseJson(await readText(file), file)
  const newer = versionOf(content)
  if (newer > projectVersion) {
    throw new StudioError('project.newer', { value: String(newer), expected: String(projectVersion) })
  }
  const planVersionFound = typeof content === 'object' && content !== null && 'plan' in content ? versionOf(content.plan) : 0
  if (planVersionFound > planVersion) {
    throw new StudioError('plan.newer', { value: String(planVersionFound), expected: String(planVersion) })
  }
  const parsed = ProjectFile.safeParse(content)
  if (parsed.success) return parsed.data
  throw new StudioError('project.damaged', { file, setting: parsed.error.issues[0]?.path.join('.') ?? '' })
}

export async function writeProjectFile(file: string, content: ProjectFile): Promise<void> {
  await writeFileSafely(file, `${JSON.stringify(content, null, 2)}\n`)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new StudioError('project.unknown')
    throw error
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new StudioError('project.damaged', { file })
  }
}

function versionOf(content: unknown): number {
  if (typeof content !== 'object' || content === null || !('version' in content)) return 0
  return typeof content.version === 'number' ? content.version : 0
}
