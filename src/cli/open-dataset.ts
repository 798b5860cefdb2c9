/** A project with one file in it, for commands that start from a file. */
import { basename, resolve } from 'node:path'
import type { DatasetEvent, DatasetView, ReadingChoices } from '#contract/dataset.ts'
import { projectFileEnding } from '#contract/project.ts'
import type { StudioClient } from '#host/client.ts'
import { UsageError } from './usage-error.ts'

/** Throws a `UsageError` for a project in one file: a table is in it, but so is much that would be lost. */
export async function openDataset(studio: StudioClient, file: string, reading: ReadingChoices = {}): Promise<{ projectId: string; dataset: DatasetView }> {
  if (file.toLowerCase().endsWith(projectFileEnding)) {
    const command = `candor import ${/\s/.test(file) ? `"${file}"` : file}`
    throw new UsageError({
      en: `“${basename(file)}” is a whole project saved by Candor, not a table. Open it as a project of this computer: ${command}`,
      'zh-CN': `“${basename(file)}”是 Candor 保存的整个项目，不是表格。先把它打开为这台电脑上的项目：${command}`,
    })
  }
  const { id: projectId } = await studio.project.create({ name: basename(file) })
  const dataset = await openedDataset(await studio.dataset.open({ projectId, source: { kind: 'path', path: resolve(file) }, reading }))
  refuseOtherPart(dataset)
  return { projectId, dataset }
}

/** In the window another sheet than the one that was asked for is seen; nobody looks at what a command reads. */
function refuseOtherPart({ fileName, findings, reading }: DatasetView): void {
  for (const { code, value = '' } of findings) {
    const [kind, ...words] = kinds.find(([, , , absent]) => absent === code) ?? []
    if (kind === undefined) continue
    const [english = '', chinese = ''] = words
    const choices = reading.source?.parts.find((part) => part.kind === kind)?.choices ?? []
    const list = (before: string, mark: string): string => (choices.length === 0 ? '' : `${before}${choices.join(mark)}`)
    throw new UsageError({
      en: `“${fileName}” has no ${english} “${value}”.${list(' It has: ', ', ')}`,
      'zh-CN': `“${fileName}”里没有${chinese}“${value}”。${list('其中有：', '、')}`,
    })
  }
}

const kinds = [
  ['sheet', 'sheet', '工作表', 'sheetAbsent'],
  ['table', 'table', '数据表', 'tableAbsent'],
  ['member', 'file', '文件', 'memberAbsent'],
] as const

/** What a reading ends with. */
export async function openedDataset(events: AsyncIterable<DatasetEvent>): Promise<DatasetView> {
  for await (const event of events) if (event.kind === 'opened') return event.dataset
  throw new Error('a reading ended without a dataset')
}
