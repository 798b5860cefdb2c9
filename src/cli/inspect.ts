/** `candor inspect`: what is in a file. */
import type { ColumnType, DatasetView, ReadingChoices, SourceFormat } from '#contract/dataset.ts'
import type { Text } from '#contract/language.ts'
import { blankRuns } from '#contract/notation.ts'
import { describeDatasetFinding } from '#contract/wording/dataset-findings.ts'
import { encodingNames } from '#contract/wording/encoding-names.ts'
import { formatCount } from '#contract/wording/numbers.ts'
import type { StudioClient } from '#host/client.ts'
import { openDataset } from './open-dataset.ts'
import type { Terminal } from './terminal.ts'
import { tableOf } from './terminal.ts'

const typeNames: Record<ColumnType, Text> = {
  number: { en: 'number', 'zh-CN': '数值' },
  category: { en: 'category', 'zh-CN': '类别' },
  boolean: { en: 'yes/no', 'zh-CN': '是/否' },
  date: { en: 'date', 'zh-CN': '日期' },
  text: { en: 'text', 'zh-CN': '文本' },
  identifier: { en: 'identifier', 'zh-CN': '编号' },
}

const formatNames: Record<SourceFormat, string> = { text: 'CSV', json: 'JSON', parquet: 'Parquet', arrow: 'Arrow', workbook: 'Excel', sqlite: 'SQLite' }

export async function inspect(studio: StudioClient, terminal: Terminal, { file, reading, json }: { file: string; reading: ReadingChoices; json: boolean }): Promise<void> {
  const { dataset } = await openDataset(studio, file, reading)
  if (json) terminal.json(answerOf(dataset))
  else terminal.answer(textOf(dataset, terminal))
}

function answerOf({ rows, columns, findings }: DatasetView) {
  return { rows, columns: columns.map(({ name, type, missing, distinct }) => ({ name, type, missing, distinct })), findings }
}

function textOf({ fileName, rows, columns, reading, findings }: DatasetView, { language }: Terminal): string {
  const chinese = language === 'zh-CN'
  const delimiter = reading.delimiter === blankRuns ? (chinese ? '连续空格或制表符' : 'runs of spaces or tabs') : JSON.stringify(reading.delimiter)
  const text = `${encodingNames[reading.encoding]}${chinese ? '，分隔符' : ', separator'} ${delimiter}`
  const { source } = reading
  const read = source === undefined ? text : [source.format === 'text' ? text : formatNames[source.format], ...source.parts.map(({ kind, chosen }) => `--${kind} ${JSON.stringify(chosen)}`), ...(source.range === null ? [] : [`--range ${source.range}`])].join(chinese ? '，' : ', ')
  const title = chinese
    ? `${fileName}：${formatCount(rows)} 行，${formatCount(columns.length)} 列（${read}）`
    : `${fileName}: ${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}, ${formatCount(columns.length)} ${columns.length === 1 ? 'column' : 'columns'} (${read})`
  const header = chinese ? ['列', '类型', '缺失', '不同的值'] : ['column', 'type', 'missing', 'distinct']
  const table = tableOf([header, ...columns.map(({ name, type, missing, distinct }) => [name, typeNames[type][language], missing, distinct])])
  const found = findings.map((finding) => `- ${describeDatasetFinding(finding, language)}`)
  return [title, table, ...(found.length > 0 ? [found.join('\n')] : [])].join('\n\n')
}
