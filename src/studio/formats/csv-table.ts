/**
 * The one text form every other format is turned into: UTF-8, commas, quotes as in RFC 4180, one row of names first.
 * Written straight to the disk; belongs in a thread of its own. A missing cell is empty, an empty text is quoted.
 */
import { closeSync, openSync, writeSync } from 'node:fs'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import { formatLimits } from './format-limits.ts'

export type Cell = string | null

export interface CsvTable {
  readonly rows: number
  /** A record; cells that are absent at its end are missing. */
  row(cells: readonly Cell[]): void
  /** Lines without anything, which are no records but count as lines. */
  blank(lines: number): void
  close(): void
}

const flushedAt = 1 << 20

/** `columns`: of every record. Throws `file.tooLarge`, `disk.full`. */
export function createCsvTable(path: string, fileName: string, columns: number, onRows: (rows: number) => void = () => {}): CsvTable {
  if (columns > formatLimits.columns) throw new StudioError('file.tooLarge', { file: fileName, limit: 'columns', count: formatLimits.columns })
  const file = openSync(path, 'wx')
  let text = ''
  let rows = 0
  let bytes = 0

  function flush(): void {
    const chunk = Buffer.from(text, 'utf8')
    text = ''
    bytes += chunk.length
    if (bytes > formatLimits.unpackedBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'unpacked', count: formatLimits.unpackedBytes })
    try {
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at)
    } catch (error) {
      throw asDiskError(error, fileName)
    }
    onRows(rows)
  }

  return {
    get rows() {
      return rows
    },
    row(cells) {
      if (rows > formatLimits.rows) throw new StudioError('file.tooLarge', { file: fileName, limit: 'rows', count: formatLimits.rows })
      // A line with nothing in it would be no record.
      if (columns === 1 && (cells[0] ?? null) === null) text += '""\n'
      else {
        for (let at = 0; at < columns; at++) text += (at === 0 ? '' : ',') + csvText(cells[at] ?? null)
        text += '\n'
      }
      rows++
      if (text.length > flushedAt) flush()
    },
    blank(lines) {
      for (let line = 0; line < lines; line++) text += '\n'
    },
    close() {
      try {
        if (text !== '') flush()
      } finally {
        closeSync(file)
      }
    },
  }
}

function csvText(cell: Cell): string {
  if (cell === null) return ''
  if (cell === '') return '""'
  return /[",\n\r]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
