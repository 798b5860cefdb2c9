/** Which run a person means by RUN, and in which home it lies. */
import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { RunSummary } from '#contract/run.ts'
import type { StudioClient } from '#host/client.ts'
import { UsageError } from './usage-error.ts'

/** The home to look for RUN in: itself where `train --out` filled it, else the person's own. */
export async function homeOfRun(run: string, ownHome: string): Promise<string> {
  if (!(await isFolder(run))) return ownHome
  // Any other folder is not ours to write in.
  if (!(await isFolder(join(run, 'projects')))) throw noSuchRun(run)
  return resolve(run)
}

/**
 * Newest project first: the run of that id or number; of a folder the newest run that `suits`, or the newest of all where none does:
 * what is asked of it then says why not.
 */
export async function findRun(studio: StudioClient, wanted: string, suits: (run: RunSummary) => boolean): Promise<{ projectId: string; runId: string }> {
  const anyRun = await isFolder(wanted)
  let newest: { projectId: string; runId: string } | null = null
  for (const { id: projectId } of await studio.project.list({})) {
    const runs = (await studio.run.list({ projectId })).toSorted(newestFirst)
    const found = runs.find((run) => (anyRun ? suits(run) : run.id === wanted || String(run.number) === wanted))
    if (found) return { projectId, runId: found.id }
    if (anyRun && runs[0] !== undefined) newest ??= { projectId, runId: runs[0].id }
  }
  if (newest === null) throw noSuchRun(wanted)
  return newest
}

function noSuchRun(wanted: string): UsageError {
  return new UsageError({
    en: `“${wanted}” is neither a folder that \`candor train --out\` filled nor the id or number of a run on this computer.`,
    'zh-CN': `“${wanted}” 既不是 \`candor train --out\` 保存的文件夹，也不是本机某次训练的 id 或编号。`,
  })
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  return b.number - a.number
}

export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}
