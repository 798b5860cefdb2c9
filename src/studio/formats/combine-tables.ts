/** Tables with the same columns one below the other, whatever each was written with, and a column that says which row is whose. */
import { StudioError } from '#contract/errors.ts'
import { openFileSource } from '../dataset/byte-source.ts'
import { readTable } from '../dataset/read-table.ts'
import { RowPages } from '../dataset/row-pages.ts'
import { createCsvTable } from './csv-table.ts'
import type { Conversion, OnProgress } from './conversion.ts'

export interface NamedTable {
  /** As the person knows it. */
  name: string
  text: Conversion
}

const rowsAtOnce = 1000

/** The name of the column that says which. Throws `file.otherColumns` with the file, a column and the file it is compared with. */
export async function combineTables(tables: readonly NamedTable[], target: string, fileName: string, onProgress: OnProgress): Promise<string> {
  let header: string[] | null = null
  let firstName = ''
  let fileColumn = 'file'
  let csv: ReturnType<typeof createCsvTable> | null = null
  try {
    for (const [at, { name, text }] of tables.entries()) {
      const source = await openFileSource(text.path, name)
      try {
        // Nothing counts as missing here: every cell keeps its spelling, and the reader of the whole decides.
        const { view, marks } = await readTable(source, name, { ...text.reading, missingMarkers: [] }, { onProgress: () => {}, signal: new AbortController().signal })
        const names = view.columns.map((column) => column.name)
        if (header === null) {
          header = names
          firstName = name
          for (let number = 2; names.includes(fileColumn); number++) fileColumn = `file ${number}`
          csv = createCsvTable(target, fileName, names.length + 1)
          csv.row([...names, fileColumn])
        }
        const order = orderOf(header, firstName, names, name)
        const pages = new RowPages(source, marks)
        for (let from = 0; from < view.rows; from += rowsAtOnce) {
          const { cells } = await pages.page(from, rowsAtOnce)
          for (const row of cells) csv?.row([...order.map((place) => row[place] || null), name])
        }
        onProgress({ bytes: at + 1, totalBytes: tables.length, rows: csv?.rows ?? 0 })
      } finally {
        await source.close()
      }
    }
  } finally {
    csv?.close()
  }
  return fileColumn
}

/** Where the columns of the first file stand in this one. */
function orderOf(header: readonly string[], firstName: string, names: readonly string[], name: string): number[] {
  const missing = header.filter((column) => !names.includes(column))
  const extra = names.filter((column) => !header.includes(column))
  const [column = extra[0]] = missing
  if (column !== undefined) {
    throw new StudioError('file.otherColumns', { file: name, column, value: firstName, problem: missing.length > 0 ? 'missing' : 'extra', count: missing.length + extra.length })
  }
  return header.map((own) => names.indexOf(own))
}
