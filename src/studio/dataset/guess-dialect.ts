/** Delimiter, header and number of columns, guessed from sampled text. The person's choices win. */
import { delimiters, type Delimiter, type ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { readDate } from './date-grammar.ts'
import { standardMarkers } from './missing-markers.ts'
import { numberKinds, readNumber } from './number-grammar.ts'
import { cellText, isBlank, RecordScanner, type ScannedRecord } from './scan-records.ts'

export interface Dialect {
  delimiter: Delimiter
  header: boolean
  /** 0: there is no record at all. */
  columns: number
  /** UTF-8 bytes before the table: a first line such as `sep=;`. */
  skippedBytes: number
  skippedLines: number
}

const sampledRecords = 2000

/** `texts`: UTF-8, the first from the beginning of the file, each of whole lines. */
export function guessDialect(texts: Uint8Array[], reading: ReadingChoices, fileName: string): Dialect {
  const [head = new Uint8Array(0), ...pieces] = texts
  const directive = separatorLine(head)
  const parts = [head.subarray(directive.bytes), ...pieces]
  const delimiter = reading.delimiter ?? directive.delimiter ?? guessDelimiter(parts)
  const records = parts.flatMap((part, index) => recordsOf(part, delimiter, sampledRecords, index === 0 ? fileName : null))
  const header = reading.header ?? guessHeader(records)
  const first = records[0]?.length ?? 0
  const rows = header ? records.slice(1) : records
  const usual = usualCount(rows) ?? first
  // A few long rows are ragged; if most are long, the header is short.
  const longer = usual > first && rows.filter((row) => row.length === usual).length * 2 > rows.length
  return {
    delimiter,
    header,
    columns: header ? (longer ? usual : first) : usual,
    skippedBytes: directive.bytes,
    skippedLines: directive.bytes > 0 ? 1 : 0,
  }
}

/** Throws `file.limit` only for the beginning of the file: elsewhere lines are unknown, and a delimiter on trial may be wrong. */
function recordsOf(text: Uint8Array, delimiter: Delimiter, most: number, fileName: string | null): string[][] {
  const records: string[][] = []
  const listener = {
    record(record: ScannedRecord): boolean {
      if (isBlank(record)) return true
      records.push(Array.from({ length: record.cells }, (_, cell) => cellText(record, cell)))
      return records.length < most
    },
  }
  try {
    const scanner = new RecordScanner(delimiter, listener, { fileName: fileName ?? '' })
    scanner.push(text)
    scanner.end()
  } catch (problem) {
    if (fileName !== null || !(problem instanceof StudioError)) throw problem
  }
  return records
}

/** Excel's own way of naming the delimiter: a first line `sep=;`. */
function separatorLine(head: Uint8Array): { bytes: number; delimiter?: Delimiter } {
  const match = /^"?sep=([,;\t|])"?(\r\n|\n|\r)/i.exec(Buffer.from(head.subarray(0, 16)).toString('latin1'))
  const delimiter = delimiters.find((one) => one === match?.[1])
  return match && delimiter ? { bytes: match[0].length, delimiter } : { bytes: 0 }
}

function guessDelimiter(parts: Uint8Array[]): Delimiter {
  const rated = delimiters.map((delimiter) => ({ delimiter, score: rate(parts.flatMap((part) => recordsOf(part, delimiter, 500, null)), delimiter) }))
  return rated.reduce((best, one) => (one.score > best.score ? one : best)).delimiter
}

/**
 * How well a delimiter explains the records: the share with the usual number of cells. Records of other lengths do
 * not rule it out, or one ragged file would be read as a single column; a first record without it does.
 */
function rate(records: string[][], delimiter: Delimiter): number {
  if ((records[0]?.length ?? 0) < 2) return 0
  const parted = records.filter((record) => record.length > 1).length
  if (parted * 2 < records.length) return 0
  const usual = usualCount(records) ?? 1
  const same = records.filter((record) => record.length === usual).length / records.length
  const cells = records.slice(0, 200).flat()
  const clear = cells.filter((cell) => looksTyped(cell, delimiter !== ',') || !delimiters.some((other) => cell.includes(other))).length
  return 1 + same + clear / Math.max(1, cells.length)
}

function looksTyped(cell: string, decimalComma: boolean): boolean {
  const text = cell.trim()
  return isNumber(decimalComma ? text.replace(/^([+-]?\d+),(\d+)$/, '$1.$2') : text) || readDate(text) !== 'none'
}

function usualCount(records: string[][]): number | undefined {
  const counts = new Map<number, number>()
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1)
  let usual: number | undefined
  for (const [cells, times] of counts) if (usual === undefined || times > (counts.get(usual) ?? 0)) usual = cells
  return usual
}

/** Names stand above numbers; where all is text, names are distinct and do not come again below themselves. */
function guessHeader(records: string[][]): boolean {
  const [first = [], ...rest] = records
  if (first.every((cell) => cell.trim() === '')) return false
  if (areYears(first)) return true
  let names = 0
  let values = 0
  for (const [column, cell] of first.entries()) {
    const below = rest.map((record) => record[column]?.trim() ?? '').filter((text) => !standardMarkers.includes(text))
    const typed = below.length > 0 && below.filter((text) => isNumber(text) || readDate(text) !== 'none').length >= below.length * 0.8
    const name = cell.trim()
    if (isNumber(name) || readDate(name) !== 'none') values++
    else if (typed && !standardMarkers.includes(name)) names++
  }
  if (names !== values) return names > values
  const named = first.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const again = first.some((cell, column) => cell.trim() !== '' && rest.some((record) => record[column]?.trim() === cell.trim()))
  return values === 0 && (new Set(named).size === named.length || rest.length === 0 || !again) && !again
}

/** `country,2019,2020,2021`: numbers, but names. */
function areYears(cells: string[]): boolean {
  const years = cells.slice(1).map(Number)
  return years.length > 1 && !isNumber(cells[0]?.trim() ?? '') && years.every((year, index) => year > 1800 && year < 2200 && year === (years[0] ?? 0) + index)
}

function isNumber(text: string): boolean {
  const bytes = new TextEncoder().encode(text)
  return readNumber(bytes, 0, bytes.length) !== numberKinds.none
}
