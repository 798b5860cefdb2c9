/** `candor predict`: answers for the rows of a file, written as CSV. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { FilePrediction } from '#contract/prediction.ts'
import type { RunSummary } from '#contract/run.ts'
import type { StudioClient } from '#host/client.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export interface PredictCommand {
  run: string
  file: string
  out: string
}

/** The home to look for RUN in: itself where it is a folder (`train --out`), else the person's own. */
export async function homeOfRun(run: string, ownHome: string): Promise<string> {
  return (await isFolder(run)) ? resolve(run) : ownHome
}

export async function predict(studio: StudioClient, terminal: Terminal, { run, file, out }: PredictCommand): Promise<void> {
  const { projectId, runId } = await findRun(studio, run)
  const prediction = await predictFile(studio, terminal, projectId, runId, file)
  const absent = prediction.matched.filter(({ found }) => !found).map(({ column }) => column)
  if (absent.length > 0) {
    terminal.tell({
      en: `Not in ${file}, so filled as missing: ${absent.join(', ')}.`,
      'zh-CN': `${file} 中没有以下列，按缺失处理：${absent.join('、')}。`,
    })
  }
  await studio.predict.save({ projectId, runId, predictionId: prediction.predictionId, format: 'exact', path: resolve(out) })
  terminal.tell({ en: `Wrote ${prediction.rows} predictions to ${out}.`, 'zh-CN': `已将 ${prediction.rows} 个预测写入 ${out}。` })
}

async function predictFile(studio: StudioClient, terminal: Terminal, projectId: string, runId: string, file: string): Promise<FilePrediction> {
  const source = { kind: 'path', path: resolve(file) } as const
  for await (const event of await studio.predict.file({ projectId, runId, source })) {
    switch (event.kind) {
      case 'reading':
        terminal.progress({ en: `Reading: ${event.rows} rows`, 'zh-CN': `正在读取：${event.rows} 行` })
        break
      case 'progress':
        terminal.progress({ en: `${event.rows} of ${event.totalRows} rows`, 'zh-CN': `${event.rows} / ${event.totalRows} 行` })
        break
      case 'done':
        terminal.progress(null)
        return event.prediction
      default:
        event satisfies never
    }
  }
  throw new Error('predict.file ended without a prediction')
}

/** Newest project first: a folder's newest usable run, or the run of that id or number. */
async function findRun(studio: StudioClient, wanted: string): Promise<{ projectId: string; runId: string }> {
  const anyRun = await isFolder(wanted)
  for (const { id: projectId } of await studio.project.list({})) {
    const runs = await studio.run.list({ projectId })
    const found = runs.toSorted(newestFirst).find((run) => (anyRun ? run.hasModel : run.id === wanted || String(run.number) === wanted))
    if (found) return { projectId, runId: found.id }
  }
  throw new UsageError({
    en: `“${wanted}” is neither a folder that \`candor train --out\` filled nor the id or number of a run on this computer.`,
    'zh-CN': `“${wanted}” 既不是 \`candor train --out\` 保存的文件夹，也不是本机某次训练的 id 或编号。`,
  })
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  return b.number - a.number
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false
}
