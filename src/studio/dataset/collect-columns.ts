/** Rows to columns: one collector each, and the second pass for those whose first cells misled. */
import type { ColumnType, DateOrder, ReadingChoices } from '#contract/dataset.ts'
import type { DictionaryBudget } from './byte-dictionary.ts'
import type { ByteSource } from './byte-source.ts'
import { ColumnCollector, formOfType, type ColumnForm, type Conventions } from './column-collector.ts'
import { limits } from './limits.ts'
import { MissingMarkers } from './missing-markers.ts'
import { joinHeaderRows, nameColumns, type ColumnNames } from './name-columns.ts'
import { readRows, type FileLayout, type PassAccount, type PassOptions } from './read-rows.ts'
import { cellForms, cellText, unescapeCell, type ScannedRecord } from './cell-text.ts'

export interface CollectedColumn {
  name: string
  chosen: ColumnType | null
  /** The order of dates the person chose. */
  dateOrder: DateOrder | null
  collector: ColumnCollector
}

export interface CollectedTable {
  columns: CollectedColumn[]
  names: ColumnNames
  markers: MissingMarkers
  account: PassAccount
  headerCells: number
  /** The first text beyond the last column. */
  extraText: string
}

export async function collectColumns(source: ByteSource, layout: FileLayout, reading: ReadingChoices, options: PassOptions): Promise<CollectedTable> {
  const markers = new MissingMarkers(reading.missingMarkers)
  const budget: DictionaryBudget = { bytes: limits.allDictionaryBytes }
  const width = layout.dialect.columns
  const header: string[][] = []
  let names = nameColumns(null, width)
  let headerCells = 0
  let extraText = ''
  let columns: CollectedColumn[] | null = null
  const chosen = new Map(reading.types?.map((choice) => [choice.column, choice]))
  const begin = (): CollectedColumn[] =>
    names.names.map((name) => {
      const { type = null, dateOrder = null } = chosen.get(name) ?? {}
      return { name, chosen: type, dateOrder, collector: new ColumnCollector(markers, budget, type && formOfType(type)) }
    })
  const account = await readRows(
    source,
    layout,
    {
      header(record) {
        headerCells = Math.max(headerCells, record.cells)
        header.push(Array.from({ length: record.cells }, (_, cell) => cellText(record, cell)))
        names = nameColumns(joinHeaderRows(header, width), width)
      },
      row(record) {
        columns ??= begin()
        deal(record, columns, markers)
      },
      extra(record, cell) {
        extraText = cellText(record, cell).slice(0, 200)
      },
    },
    options,
  )
  columns ??= begin()
  return { columns, names, markers, account, headerCells, extraText }
}

/** Reads the columns of `forms` once more, in the form given. */
export async function recollect(
  source: ByteSource,
  layout: FileLayout,
  collected: CollectedTable,
  forms: Map<number, { form: ColumnForm; conventions: Conventions }>,
  options: PassOptions,
): Promise<Map<number, ColumnCollector>> {
  // The first pass counted the candidates; this one must not count them again.
  const markers = new MissingMarkers(collected.markers.inForce)
  const budget: DictionaryBudget = { bytes: limits.allDictionaryBytes }
  const again = collected.columns.map((_, index) => {
    const form = forms.get(index)
    return { collector: form ? new ColumnCollector(markers, budget, form.form, form.conventions) : null }
  })
  await readRows(source, layout, { header: () => undefined, row: (record) => deal(record, again, markers) }, options)
  return new Map(again.flatMap(({ collector }, index): [number, ColumnCollector][] => (collector ? [[index, collector]] : [])))
}

let unescaped = new Uint8Array(256)

function deal(record: ScannedRecord, columns: { collector: ColumnCollector | null }[], markers: MissingMarkers): void {
  const { bytes, starts, ends, forms, line } = record
  const present = Math.min(record.cells, columns.length)
  for (let cell = 0; cell < present; cell++) {
    const collector = columns[cell]?.collector
    if (!collector) continue
    const start = starts[cell] as number
    const end = ends[cell] as number
    const form = forms[cell] as number
    if (form <= cellForms.quoted) collector.take(bytes, start, end, line)
    else {
      if (unescaped.length < end - start) unescaped = new Uint8Array(end - start)
      collector.take(unescaped, 0, unescapeCell(bytes, start, end, form, unescaped), line)
    }
  }
  if (present === columns.length) return
  markers.countAbsent(columns.length - present)
  for (let cell = present; cell < columns.length; cell++) columns[cell]?.collector?.takeMissing()
}
