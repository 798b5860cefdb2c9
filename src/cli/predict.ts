/** `candor predict`: answers for the rows of a file, written as CSV. */
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Finding } from '#contract/dataset.ts'
import type { Language } from '#contract/language.ts'
import type { ReadingChoices } from '#contract/dataset.ts'
import type { FilePrediction } from '#contract/prediction.ts'
import { describeDatasetFinding } from '#contract/wording/dataset-findings.ts'
import { formatCount } from '#contract/wording/numbers.ts'
import { describeRecipeFinding } from '#contract/wording/recipe-findings.ts'
import type { StudioClient } from '#host/client.ts'
import { findRun, isFolder } from './find-run.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

export interface PredictCommand {
  run: string
  file: string
  reading: ReadingChoices
  out: string
}

export async function predict(studio: StudioClient, terminal: Terminal, { run, file, reading, out }: PredictCommand): Promise<void> {
  await checkOut(out, file)
  const { projectId, runId } = await findRun(studio, run, ({ hasModel }) => hasModel)
  const prediction = await predictFile(studio, terminal, projectId, runId, file, reading)
  const absent = prediction.matched.filter(({ found }) => !found).map(({ column }) => column)
  if (absent.length > 0) {
    terminal.tell({
      en: `Not in ${file}, so filled as missing: ${absent.join(', ')}.`,
      'zh-CN': `${file} 中没有以下列，按缺失处理：${absent.join('、')}。`,
    })
  }
  const findingIn = (finding: Finding, language: Language): string => describeRecipeFinding(finding, language) ?? describeDatasetFinding(finding, language)
  for (const finding of prediction.findings) terminal.tell({ en: findingIn(finding, 'en'), 'zh-CN': findingIn(finding, 'zh-CN') })
  await studio.predict.save({ projectId, runId, predictionId: prediction.predictionId, format: 'exact', path: resolve(out) })
  const count = formatCount(prediction.rows)
  terminal.tell({ en: `Wrote ${count} ${prediction.rows === 1 ? 'prediction' : 'predictions'} to ${out}.`, 'zh-CN': `已将 ${count} 个预测写入 ${out}。` })
}

async function predictFile(studio: StudioClient, terminal: Terminal, projectId: string, runId: string, file: string, reading: ReadingChoices): Promise<FilePrediction> {
  const source = { kind: 'path', path: resolve(file) } as const
  for await (const event of await studio.predict.file({ projectId, runId, source, reading, language: terminal.language })) {
    switch (event.kind) {
      case 'reading':
        terminal.progress({ en: `Reading: ${formatCount(event.rows)} rows`, 'zh-CN': `正在读取：${formatCount(event.rows)} 行` })
        break
      case 'progress':
        terminal.progress({ en: `${formatCount(event.rows)} of ${formatCount(event.totalRows)} rows`, 'zh-CN': `${formatCount(event.rows)} / ${formatCount(event.totalRows)} 行` })
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

/** Before anything is read: neither a folder nor the very file that is asked about. */
async function checkOut(out: string, file: string): Promise<void> {
  if (await isFolder(out)) throw new UsageError({ en: `--out must name a file; “${out}” is a folder.`, 'zh-CN': `--out 应为文件，而 “${out}” 是文件夹。` })
  const [target, source] = await Promise.all([out, file].map((path) => realpath(path).catch(() => resolve(path))))
  if (target === source) throw new UsageError({ en: `--out would overwrite “${file}” itself. Choose another name.`, 'zh-CN': `--out 会覆盖 “${file}” 本身，请换一个文件名。` })
}
