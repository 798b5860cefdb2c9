/** `candor train`: a file and a plan become a judged network. */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { DatasetView } from '#contract/dataset.ts'
import { StudioErrorData } from '#contract/error-schemas.ts'
import { StudioError } from '#contract/errors.ts'
import type { Report, RunDetail, RunSummary } from '#contract/run.ts'
import type { StudioClient } from '#host/client.ts'
import type { TrainCommand } from './command.ts'
import { divergedText } from './diverged.ts'
import { openDataset } from './open-dataset.ts'
import type { Terminal } from './terminal.ts'
import { trainingPlan } from './training-plan.ts'
import { trainedText } from './trained-text.ts'
import { UsageError } from './usage-error.ts'

/** The home to train in: the folder of --out; null: one that goes again. */
export async function homeForRun(out: string | undefined): Promise<string | null> {
  if (out === undefined) return null
  const found = await stat(out).catch(() => null)
  if (found && !found.isDirectory()) throw new UsageError({ en: `--out must name a folder; “${out}” is a file.`, 'zh-CN': `--out 应为文件夹，而 “${out}” 是文件。` })
  return resolve(out)
}

export async function train(studio: StudioClient, terminal: Terminal, command: TrainCommand): Promise<void> {
  // Before the file is read: a mistyped option should not cost the time of a large file.
  const plan = await trainingPlan(command, await studio.studio.catalogue({}))
  const { projectId, dataset } = await openDataset(studio, command.file, { ...plan.dataset.reading, ...command.reading })
  const fileColumn = dataset.reading.source?.fileColumn
  if (fileColumn !== undefined && !plan.recipe.columns.some(({ column }) => column === fileColumn)) plan.recipe.columns.push({ column: fileColumn, use: false })
  const { id: runId } = await studio.run.start({ projectId, plan })
  await answerRun(studio, terminal, { projectId, runId, dataset, json: command.json })
}

/** Waits for the end of a run, and answers with what it became. */
export async function answerRun(studio: StudioClient, terminal: Terminal, { projectId, runId, dataset, json }: { projectId: string; runId: string; dataset: DatasetView; json: boolean }): Promise<void> {
  await follow(studio, terminal, projectId, runId)
  const detail = await studio.run.detail({ projectId, runId })
  const diverged = divergedText(detail.summary)
  // Without a single step there is nothing to judge.
  if (diverged && !detail.report) throw new UsageError(diverged)
  if (diverged) terminal.tell(diverged)
  const report = reportOf(detail)
  if (json) terminal.json(answerOf(detail.summary, report, dataset))
  else terminal.answer(trainedText(detail, report, terminal.language))
}

async function follow(studio: StudioClient, terminal: Terminal, projectId: string, runId: string): Promise<void> {
  for await (const event of await studio.run.follow({ projectId, runId })) {
    if (event.kind !== 'epochs') continue
    const last = event.epochs.at(-1)
    const loss = last?.training['loss']?.toPrecision(4) ?? ''
    if (last) terminal.progress({ en: `Epoch ${last.epoch}  loss ${loss}`, 'zh-CN': `第 ${last.epoch} 轮  损失 ${loss}` })
  }
  terminal.progress(null)
}

/** A run without a report has none to print: why, is its state. */
function reportOf({ summary, report }: RunDetail): Report {
  if (report) return report
  const { state } = summary
  const failure = StudioErrorData.safeParse(state.kind === 'finished' ? state.error : undefined)
  if (failure.success) throw new StudioError(failure.data.code, failure.data.details)
  throw new Error(`the run ended as ${JSON.stringify(state)} without a report`)
}

/** The keys are a promise to scripts: add, never rename. */
function answerOf({ task, engine, choice, parameters }: RunSummary, report: Report, { rows }: DatasetView) {
  const { seconds, compileSeconds, weightsSha256, metrics } = report
  return {
    task,
    engine,
    ...(choice === undefined ? {} : { engineChoice: choice }),
    rows,
    parameters,
    seconds,
    compileSeconds,
    weightsSha256,
    metrics: {
      train: metrics.training,
      ...(report.rows.validation > 0 ? { validation: metrics.validation } : {}),
      ...(report.rows.test > 0 ? { test: metrics.test } : {}),
    },
  }
}
