/** Delimiter, quotes, remarks, header and number of columns, guessed from sampled text. The person's choices win. */
import type { Delimiter, ReadingChoices } from '#contract/dataset.ts'
import { blankRuns, delimiters } from '#contract/notation.ts'
import { StudioError } from '#contract/errors.ts'
import { areAligned, explainTabs } from './guess-blank-runs.ts'
import { guessHeaderRows, isTyped, namesStandAbove } from './guess-header.ts'
import { guessPreamble, usualCount, type SampledRecord } from './guess-preamble.ts'
import { cellText, type ScannedRecord } from './cell-text.ts'
import { isBlank, plainForm, RecordScanner, type RecordForm } from './scan-records.ts'

export interface Dialect extends RecordForm {
  headerRows: number
  /** 0: there is no record at all, or nothing but blanks in them. */
  columns: number
  /** UTF-8 bytes before the table: a first line such as `sep=;`, a title, empty lines. */
  skippedBytes: number
  skippedLines: number
}

const sampledRecords = 2000
const recordsOnTrial = 500
/** The first records tell what their cells are, preamble included; the others how many there are. */
const textsOnTrial = 300
/** Tried where no usual delimiter makes a table. */
const rareDelimiters: readonly Delimiter[] = ['\u001f', '\u0001', '::', '~~', '^', '~', ':', '#', '，', '；', '、', '¦', '§', ' ']

/** `texts`: UTF-8, the first from the beginning of the file, each of whole lines. */
export function guessDialect(texts: Uint8Array[], reading: ReadingChoices, fileName: string): Dialect {
  const [head = new Uint8Array(0), ...pieces] = texts
  const directive = reading.skippedLines === undefined ? separatorLine(head) : { bytes: offsetOfLine(head, reading.skippedLines) }
  const parts = [head.subarray(directive.bytes), ...pieces]
  const comment = reading.comment ?? guessComment(parts[0] ?? head)
  const quote = reading.quote ?? guessQuote(parts[0] ?? head)
  const trial = { ...plainForm(','), comment, quote, escape: reading.escape ?? 'doubled' }
  const delimiter = reading.delimiter ?? directive.delimiter ?? guessDelimiter(parts, trial)
  const escape = reading.escape ?? guessEscape(parts, { ...trial, delimiter })
  const form: RecordForm = { delimiter, quote, escape, comment }
  const sampled = sampleRecords(parts, form, fileName, textsOnTrial)
  const [beginning = [], ...others] = sampled
  const preamble = reading.skippedLines === undefined ? guessPreamble(sampled.flat()) : 0
  const start = beginning[preamble]
  const records = [...beginning.slice(preamble), ...others.flat()].map(({ cells }) => cells)
  const asked = reading.headerRows ?? (reading.header === undefined ? undefined : Number(reading.header))
  const inFull = (): string[][] => sampleRecords(parts, form, fileName, Infinity).flat().slice(preamble).map(({ cells }) => cells)
  const headerRows = Math.min(asked ?? guessHeaderRows(records, inFull), records.length)
  const rows = records.slice(headerRows)
  const first = records[Math.max(0, headerRows - 1)]?.length ?? 0
  const usual = usualCount(rows) ?? first
  // A few long rows are ragged; if most are long, the header is short.
  const longer = usual > first && rows.filter((row) => row.length === usual).length * 2 > rows.length
  const directiveLines = reading.skippedLines ?? (directive.bytes > 0 ? 1 : 0)
  return {
    ...form,
    headerRows,
    columns: reading.delimiter === undefined && !texts.some(hasText) ? 0 : headerRows > 0 ? (longer ? usual : first) : usual,
    skippedBytes: directive.bytes + (preamble > 0 && start ? start.offset : 0),
    skippedLines: directiveLines + (preamble > 0 && start ? start.line - 1 : 0),
  }
}

/** Of each part; the first `texts` of all with their texts. */
function sampleRecords(parts: readonly Uint8Array[], form: RecordForm, fileName: string, texts: number): SampledRecord[][] {
  let before = 0
  return parts.map((part, index) => {
    const records = recordsOf(part, form, sampledRecords, index === 0 ? fileName : null, texts - before)
    before += records.length
    return records
  })
}

/** Throws `file.limit` only for the beginning of the file: elsewhere lines are unknown, and a delimiter on trial may be wrong. */
function recordsOf(text: Uint8Array, form: RecordForm, most: number, fileName: string | null, texts: number): SampledRecord[] {
  const records: SampledRecord[] = []
  let afterBlank = false
  let blank: string[] = []
  const listener = {
    record(record: ScannedRecord): boolean {
      if (isBlank(record)) {
        afterBlank = true
        return true
      }
      if (blank.length !== record.cells) blank = new Array<string>(record.cells).fill('')
      const cells = records.length < texts ? blank.map((_, cell) => cellText(record, cell)) : blank
      records.push({ cells, line: record.line, offset: record.offset, afterBlank })
      afterBlank = false
      return records.length < most
    },
  }
  try {
    const scanner = new RecordScanner(form, listener, { fileName: fileName ?? '' })
    scanner.push(text)
    scanner.end()
  } catch (problem) {
    if (fileName !== null || !(problem instanceof StudioError)) throw problem
  }
  return records
}

/** Excel's own way of naming the delimiter: a first line `sep=;`. */
function separatorLine(head: Uint8Array): { bytes: number; delimiter?: Delimiter } {
  const match = /^"?sep=([^\w\s"'.]|\t)"?(\r\n|\n|\r)/i.exec(Buffer.from(head.subarray(0, 16)).toString('latin1'))
  return match?.[1] !== undefined ? { bytes: match[0].length, delimiter: match[1] } : { bytes: 0 }
}

function hasText(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte !== 0x20 && (byte < 0x09 || byte > 0x0d))
}

/** Where the line after `lines` lines begins. */
function offsetOfLine(head: Uint8Array, lines: number): number {
  let at = 0
  for (let line = 0; line < lines && at < head.length; line++) {
    while (at < head.length && head[at] !== 0x0a && head[at] !== 0x0d) at++
    at += head[at] === 0x0d && head[at + 1] === 0x0a ? 2 : 1
  }
  return Math.min(at, head.length)
}

function guessDelimiter(parts: Uint8Array[], form: RecordForm): Delimiter {
  const trials = delimiters.flatMap((delimiter) => trialOf(parts, { ...form, delimiter }) ?? [])
  const [first] = trials
  if (first === undefined && areAligned(rowLines(parts, form))) return blankRuns
  if (first === undefined) return rareDelimiters.find((delimiter) => explains(cellsOfTrial(parts, { ...form, delimiter }), delimiter)) ?? delimiters[0]
  // One alone need not be rated.
  const { delimiter } = trials.length === 1 ? first : trials.map((trial) => ({ ...trial, score: rate(trial) })).reduce((most, one) => (one.score > most.score ? one : most))
  if (delimiter === '\t' && explainTabs(rowLines(parts, form), trials.find((trial) => trial.delimiter === delimiter)?.records.map((record) => record.length) ?? [])) return blankRuns
  return delimiter === '|' && isDoubled(parts, { ...form, delimiter: '||' }, '|') ? '||' : delimiter
}

interface Trial {
  delimiter: Delimiter
  records: string[][]
  /** Whether lines before the table were left out. */
  isAfterPreamble: boolean
}

/** What a delimiter makes of the sample; null where it does not part the first record, or most of them. */
function trialOf(parts: Uint8Array[], form: RecordForm): Trial | null {
  if (!parts.some((part) => bufferOf(part).includes(form.delimiter))) return null
  const sampled = recordsOfTrial(parts, form)
  const preamble = guessPreamble(sampled)
  const records = sampled.slice(preamble).map(({ cells }) => cells)
  const parted = records.filter((record) => record.length > 1).length
  return (records[0]?.length ?? 0) < 2 || parted * 2 < records.length ? null : { delimiter: form.delimiter, records, isAfterPreamble: preamble > 0 }
}

/**
 * How well a delimiter explains the records: the share with the usual number of cells. Records of other lengths do
 * not rule it out, or one ragged file would be read as a single column; a first record without it does.
 */
function rate({ delimiter, records, isAfterPreamble }: Trial): number {
  const usual = usualCount(records) ?? 1
  const same = records.filter((record) => record.length === usual).length / records.length
  const cells = records.slice(0, 200).flat()
  const clear = cells.filter((cell) => isTyped(delimiter === ',' ? cell.replace(',', '?') : cell) || !delimiters.some((other) => cell.includes(other))).length
  // Lines before the table are rarer than a wrong delimiter that makes some.
  return same + clear / Math.max(1, cells.length) - (isAfterPreamble ? 0.4 : 0)
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function recordsOfTrial(parts: Uint8Array[], form: RecordForm): SampledRecord[] {
  const records: SampledRecord[] = []
  for (const part of parts) records.push(...recordsOf(part, form, recordsOnTrial, null, textsOnTrial - records.length))
  return records
}

/** A rare delimiter is believed only where it makes nearly every record equally long, and is no mark of prose or stands between names above values. */
function explains(records: string[][], delimiter: Delimiter): boolean {
  const usual = usualCount(records) ?? 1
  if (usual < 2 || records[0]?.length !== usual || records.length < 2) return false
  if (records.filter((record) => record.length === usual).length < records.length * 0.95) return false
  return delimiter < ' ' || (delimiter.length > 1 && usual > 2) || namesStandAbove(records)
}

/** Whether two of a mark part the cells: one of them alone is nowhere. */
function isDoubled(parts: Uint8Array[], form: RecordForm, mark: Delimiter): boolean {
  const records = cellsOfTrial(parts, form)
  return explains(records, form.delimiter) && records.every((cells) => cells.every((cell) => !cell.includes(mark)))
}

function cellsOfTrial(parts: Uint8Array[], form: RecordForm): string[][] {
  return recordsOfTrial(parts, form).map(({ cells }) => cells)
}

/** Lines at the beginning that begin with `#` or `%` are remarks, unless the only one of them is the header itself. */
function guessComment(head: Uint8Array): '#' | '%' | '' {
  const lines = textLines(head)
  const [first = ''] = lines
  const mark = first.startsWith('#') ? '#' : first.startsWith('%') ? '%' : ''
  if (mark === '') return ''
  const after = lines.findIndex((line) => !line.startsWith(mark))
  const next = lines[after]
  if (next === undefined) return ''
  const marksOf = (line: string): string => line.replace(/[^,;\t|]/g, '')
  if (after > 1 || marksOf(first) !== marksOf(next) || marksOf(first) === '') return mark
  const [delimiter = ','] = marksOf(next)
  return namesStandAbove(lines.slice(after).map((line) => line.split(delimiter))) ? mark : ''
}

/** Apostrophes enclose cells where no quotation mark is to be seen and most lines have cells in apostrophes. */
function guessQuote(head: Uint8Array): '"' | "'" {
  if (head.includes(0x22) || !head.includes(0x27)) return '"'
  const lines = textLines(head).slice(0, 200)
  const enclosed = lines.filter((line) => /(?:^|[,;\t|])'(?:[^']|'')*'(?:[,;\t|]|$)/.test(line)).length
  return enclosed >= Math.max(2, lines.length * 0.5) ? "'" : '"'
}

/** Backslashes are believed where doubled quotes leave quotes over and backslashes leave fewer. */
function guessEscape(parts: Uint8Array[], form: RecordForm): RecordForm['escape'] {
  const mark = form.quote === '' ? -1 : form.quote.charCodeAt(0)
  const escaped = parts.some((part) => {
    for (let at = part.indexOf(0x5c); at !== -1; at = part.indexOf(0x5c, at + 1)) if (part[at + 1] === mark) return true
    return false
  })
  if (!escaped) return 'doubled'
  return leftOver(parts, { ...form, escape: 'backslash' }) < leftOver(parts, { ...form, escape: 'doubled' }) ? 'backslash' : 'doubled'
}

function leftOver(parts: Uint8Array[], form: RecordForm): number {
  let quotes = 0
  let records = 0
  for (const part of parts) {
    try {
      const scanner = new RecordScanner(form, { record: () => ++records < recordsOnTrial * 10, strayQuote: () => void quotes++, unclosedQuote: () => void quotes++ })
      scanner.push(part)
      scanner.end()
    } catch (problem) {
      if (!(problem instanceof StudioError)) throw problem
    }
  }
  return quotes
}

function rowLines(parts: readonly Uint8Array[], { comment }: RecordForm): string[] {
  return parts.flatMap((part) => textLines(part).slice(0, textsOnTrial)).filter((line) => comment === '' || !line.startsWith(comment))
}

/** The first lines that are not empty. */
function textLines(head: Uint8Array): string[] {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 64 * 1024)).toString('utf8')
  return text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '')
}
