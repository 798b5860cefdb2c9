/**
 * Random tables written in random dialects and encodings, for fast-check. The writer knows the CSV rules and nothing of
 * the reader: what it writes must come back cell by cell.
 */
import fc from 'fast-check'
import { encodings, type ReadingChoices } from '#contract/dataset.ts'
import { blankRuns, delimiters } from '#contract/notation.ts'
import { canEncode, encodeText } from './encode-text.ts'

export interface WrittenTable {
  bytes: Uint8Array
  /** How it was written; what the reader is told. */
  choices: ReadingChoices
  header: string[]
  cells: string[][]
}

const words = ['', 'a', 'red', 'Zürich', 'naïve', '张三', '北京', '價格', 'ソ能', '안녕', 'Łódź', 'привет', 'ναι', '😀', '\u{20000}', '\ufeff', 'e\u0301', '\u00a0', '½', '€5']
const shapes = ['1', '-2.5', '1,234.5', '1.234,5', '007', '12345678901234567890', '1e5', '12%', '1.2万', '３．５', '2024-03-05', '03/04/2024', '2024年3月5日', 'NA', 'yes', '是', '=1+1', '-', '?', '#x', '%', '__proto__']
const nasty = ['"', "'", '""', "''", ',', ';', '\t', '|', '\n', '\r\n', '\r', '\\', '\\\\', '\\"', '\\n', ' ', '  x ', '#', '\0', 'a"b', '"a"', 'a\nb', "it's", '"\n"', ',,', '\\N']

const piece = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...words) }, { weight: 3, arbitrary: fc.constantFrom(...shapes) }, { weight: 4, arbitrary: fc.constantFrom(...nasty) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }) })
const cell = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''))

const dialect = fc.record({
  encoding: fc.constantFrom(...encodings),
  mark: fc.boolean(),
  delimiter: fc.constantFrom<string>(...delimiters, ' ', ':', '~', '^', '\u0001', '!', '&', '/', '||', '::', '~|~', '，', '¦¦', blankRuns),
  quote: fc.constantFrom<'"' | "'" | ''>('"', '"', '"', "'", ''),
  escape: fc.constantFrom<'doubled' | 'backslash'>('doubled', 'doubled', 'backslash'),
  comment: fc.constantFrom<'' | '#' | '%'>('', '', '#', '%'),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
  lastLineEnd: fc.boolean(),
  quoteAll: fc.boolean(),
  skipped: fc.array(fc.constantFrom('Title', 'a "quoted" remark', '', '# x', '标题'), { maxLength: 3 }),
  remarks: fc.array(fc.nat(9), { maxLength: 2 }),
  blanks: fc.array(fc.constantFrom(' ', '\t', '  ', ' \t ', '      '), { minLength: 1, maxLength: 5 }),
})

export const writtenTable: fc.Arbitrary<WrittenTable> = fc
  .record({ dialect, columns: fc.integer({ min: 1, max: 5 }), rows: fc.integer({ min: 1, max: 6 }) })
  .chain(({ dialect: form, columns, rows }) =>
    fc.record({ form: fc.constant(form), header: fc.array(cell, { minLength: columns, maxLength: columns }), cells: fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }) }),
  )
  .map(({ form, header, cells }) => write(form, header, cells))

type Form = typeof dialect extends fc.Arbitrary<infer Value> ? Value : never

/** One that begins the text is taken off, and an empty cell can't begin a line that blanks part. */
const byteOrderMark = '\ufeff'

function write(wanted: Form, header: string[], cells: string[][]): WrittenTable {
  const form = canEncode(wanted.encoding, wanted.delimiter) ? wanted : { ...wanted, delimiter: ',' }
  const writable = (text: string): string => plainIn(form, Array.from(text).filter((character) => canEncode(form.encoding, character) && !(character === byteOrderMark && form.delimiter === blankRuns)).join(''))
  // An empty line is no row of any table; quotes make it one.
  const filled = (row: string[]): string[] => row.map((text) => (text === '' && form.quote === '' && (row.length === 1 || form.delimiter === blankRuns) ? 'x' : text))
  const [firstName = '', ...names] = header
  const table = [[firstName.replaceAll(byteOrderMark, ''), ...names], ...cells].map((row) => filled(row.map(writable)))
  const remark = form.comment === '' ? [] : [`${form.comment} a "remark", it's one`]
  const lines = table.flatMap((row, index) => [...(form.remarks.includes(index) ? remark : []), row.map((text, column) => writeCell(form, text, column === 0, row.length)).reduce((line, text, column) => `${line}${separatorOf(form, column + index)}${text}`)])
  const skipped = form.skipped.filter((line) => canEncode(form.encoding, line))
  const isUnicode = form.encoding.startsWith('utf')
  const text = [...skipped, ...lines].join(form.lineEnd) + (form.lastLineEnd ? form.lineEnd : '')
  const [written = [], ...rest] = table
  const { encoding, delimiter, quote, escape, comment } = form
  return {
    bytes: encodeText(encoding, `${isUnicode && form.mark ? '\ufeff' : ''}${text}`),
    choices: { encoding, delimiter, quote, escape, comment, skippedLines: skipped.length, headerRows: 1, missingMarkers: [] },
    header: written,
    cells: rest,
  }
}

/** Runs of blanks are of any length. */
function separatorOf({ delimiter, blanks }: Form, place: number): string {
  return delimiter === blankRuns ? (blanks[place % blanks.length] ?? ' ') : delimiter
}

/** What parts cells, character by character. */
function partsOf(delimiter: string): string {
  return delimiter === blankRuns ? ' \t' : delimiter
}

/** Without quotes or backslashes a cell can't hold what parts cells. */
function plainIn({ quote, escape, delimiter, comment }: Form, text: string): string {
  if (quote !== '') return text
  const plain = Array.from(text).filter((character) => character !== '\r' && character !== '\n' && (escape === 'backslash' || !partsOf(delimiter).includes(character))).join('')
  return comment === '' ? plain : plain.replace(/^[#%]+/, '')
}

function writeCell({ quote, escape, delimiter, comment, quoteAll }: Form, text: string, first: boolean, columns: number): string {
  if (quote === '') return escape === 'backslash' ? Array.from(text, (character) => (character === '\\' || partsOf(delimiter).includes(character) ? `\\${character}` : character)).join('') : text
  // An empty line is no row, and one that begins with the mark of remarks is none either.
  const asked = quoteAll || (text === '' && (columns === 1 || delimiter === blankRuns)) || (first && comment !== '' && text.startsWith(comment))
  const needed = text.includes(quote) || Array.from(partsOf(delimiter)).some((character) => text.includes(character)) || /[\r\n]/.test(text) || (escape === 'backslash' && text.includes('\\'))
  if (!asked && !needed) return text
  const inside = escape === 'backslash' ? text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`) : text.replaceAll(quote, quote + quote)
  return `${quote}${inside}${quote}`
}

const plainWords = ['red', 'blue', 'two words', 'a, b', 'say "hi"', 'x;y', 'tab\there', 'line\nend', 'naïve', '北京', '上海市', '价格', 'Ünal']
const columnKinds = [
  (row: number) => String(row * 3 - 7),
  (row: number) => (row * 1.37 + 0.5).toFixed(2),
  (row: number) => `2024-0${(row % 9) + 1}-1${row % 10}`,
  (row: number) => plainWords[row % plainWords.length] ?? '',
] as const

/** Tables as people have them, of which nothing is told: names above numbers, dates and words. */
export const guessableTable: fc.Arbitrary<WrittenTable> = fc
  .record({
    encoding: fc.constantFrom<'utf-8' | 'utf-16le' | 'utf-16be'>('utf-8', 'utf-16le', 'utf-16be'),
    mark: fc.boolean(),
    delimiter: fc.constantFrom(...delimiters),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    lastLineEnd: fc.boolean(),
    quoteAll: fc.boolean(),
    kinds: fc.array(fc.nat(columnKinds.length - 1), { minLength: 1, maxLength: 5 }),
    rows: fc.integer({ min: 3, max: 12 }),
    from: fc.nat(50),
  })
  .map(({ kinds, rows, from, ...form }) => {
    // The first column is of numbers: a table of words alone may have no names.
    const columns = [0, ...kinds]
    const header = columns.map((kind, column) => `${['size', 'price', 'day', '名称'][kind] ?? ''} ${column}`)
    const cells = Array.from({ length: rows }, (_, row) => columns.map((kind, column) => columnKinds[kind]?.(from + row + column) ?? ''))
    const table = write({ ...form, quote: '"', escape: 'doubled', comment: '', skipped: [], remarks: [], blanks: [] }, header, cells)
    return { ...table, choices: { missingMarkers: [] } }
  })
