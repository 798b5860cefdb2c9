/** A home with one project of real files, as a studio leaves it: a table, a finished run and an interrupted one. Knows no thread. */
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { RunSummary } from '#contract/run.ts'
import { Plan, planVersion } from '#contract/plan.ts'
import { exportProject } from '#studio/project/export-project.ts'
import { unpackProject } from '#studio/project/unpack-project.ts'
import type { Project, Projects } from '#studio/project/projects.ts'
import { runFolder } from '#studio/project/project-folder.ts'
import { Run } from '#studio/run/run.ts'

const plan = Plan.parse({ version: planVersion })

/** `csv`: content of the table. */
export async function projectIn(projects: Projects, name: string, csv: string | Uint8Array = 'a,b\n1,2\n3,4\n', storedAs = 'table.csv'): Promise<Project> {
  const project = await projects.create(name)
  await mkdir(project.place.data, { recursive: true })
  await writeFile(path.join(project.place.data, storedAs), csv)
  const sha256 = createHash('sha256').update(csv).digest('hex')
  await project.change((file) => ({ ...file, nextRun: 3, dataset: { fileName: storedAs, storedAs, sha256, bytes: Buffer.byteLength(csv), reading: {} } }))
  return project
}

/** Its files are none that train: only the places and the journal are real. */
export async function runIn(project: Project, number: number, reason: 'completed' | 'interrupted'): Promise<Run> {
  const id = `${number}-aaaaaaaa`
  const summary: RunSummary = {
    id, number, name: '', startedAt: '2026-01-02T03:04:05.000Z', state: { kind: 'queued' }, task: 'binary', engine: '', parameters: 0,
    epochs: { done: 0, planned: 10 }, steps: { done: 0, planned: 20 }, bestEpoch: null, hasModel: false, figure: null,
  }
  const place = runFolder(project.place.runs, id)
  const run = await Run.create(place, summary, plan, plan)
  await run.keepWeights(Uint8Array.from({ length: 5000 }, (_, index) => (index * 2654435761) >>> 24), 1)
  await writeFile(path.join(place.folder, 'checkpoint-12.safetensors'), 'the state of step 12')
  await run.note({ kind: 'checkpoint', step: 12, epoch: 6 })
  await run.note({ kind: 'state', at: '2026-01-02T03:05:05.000Z', state: { kind: 'finished', reason } })
  await run.release()
  const loaded = await Run.load(place)
  if (loaded === null) throw new Error('the run can not be read')
  return loaded
}

/** Every file below a folder with its bytes, by its path with `/`. */
export async function filesBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  return Object.fromEntries(await Promise.all(names.toSorted().map(async (name) => [name, await readFile(path.join(folder, name), 'latin1')] as const)))
}

/** Never stopped, heard by nobody. */
export const going = (): AbortSignal => new AbortController().signal
export const ignore = (): void => {}

export async function exportedTo(file: string, project: Project, runs: readonly Run[] = []): Promise<string> {
  await exportProject(project, runs, '0.1.0', file, ignore, going())
  return file
}

export async function takenFrom(file: string, into: Projects): Promise<Project> {
  const source = { path: file, fileName: path.basename(file) }
  return (await into.take((place) => unpackProject(source, place, ignore, going()))).project
}
