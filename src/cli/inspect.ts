/** `candor inspect`: what is in a file. */
import type { DatasetView } from '#contract/dataset.ts'
import type { StudioClient } from '#host/client.ts'
import { openDataset } from './open-dataset.ts'
import type { Terminal } from './terminal.ts'
import { tableOf } from './terminal.ts'

export async function inspect(studio: StudioClient, terminal: Terminal, { file, json }: { file: string; json: boolean }): Promise<void> {
  const { dataset } = await openDataset(studio, file)
  if (json) terminal.json(answerOf(dataset))
  else terminal.answer(textOf(dataset, terminal))
}

function answerOf({ rows, columns, findings }: DatasetView) {
  return { rows, columns: columns.map(({ name, type, missing, distinct }) => ({ name, type, missing, distinct })), findings }
}

function textOf({ fileName, rows, columns, reading }: DatasetView, { language }: Terminal): string {
  const chinese = language === 'zh-CN'
  const title = chinese
    ? `${fileName}：${rows} 行，${columns.length} 列（${reading.encoding}，分隔符 ${JSON.stringify(reading.delimiter)}）`
    : `${fileName}: ${rows} rows, ${columns.length} columns (${reading.encoding}, delimiter ${JSON.stringify(reading.delimiter)})`
  const header = chinese ? ['列', '类型', '缺失', '不同的值'] : ['column', 'type', 'missing', 'distinct']
  return `${title}\n\n${tableOf([header, ...columns.map(({ name, type, missing, distinct }) => [name, type, missing, distinct])])}`
}
