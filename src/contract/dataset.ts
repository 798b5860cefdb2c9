/** A dataset as the shells see it: how the file was read, its columns with summaries, and pages of rows. */
import { z } from 'zod'
import { dateOrders, decimalMarks, mostHeaderRows, mostRecordBytes } from './notation.ts'

export const encodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'koi8-r',
] as const
export const Encoding = z.enum(encodings)
export type Encoding = z.infer<typeof Encoding>

/** `blankRuns`, or one to four characters, none of them a quotation mark, Latin letter, digit, point, minus or line end. */
export const Delimiter = z.string().regex(/^[^"'A-Za-z0-9.\-\r\n\0\p{Surrogate}]{1,4}$/u)
export type Delimiter = z.infer<typeof Delimiter>

export const quotes = ['"', "'", ''] as const
/** What encloses cells; '' where nothing does. */
export const Quote = z.enum(quotes)
export type Quote = z.infer<typeof Quote>

export const escapes = ['doubled', 'backslash'] as const
/** How a quotation mark is written inside quotation marks. */
export const Escape = z.enum(escapes)
export type Escape = z.infer<typeof Escape>

export const DecimalMark = z.enum(decimalMarks)
export type DecimalMark = z.infer<typeof DecimalMark>

/** Which part of 03/04/05 is what. */
export const DateOrder = z.enum(dateOrders)
export type DateOrder = z.infer<typeof DateOrder>

export const mostSkippedLines = 1000

export const columnTypes = ['number', 'category', 'boolean', 'date', 'text', 'identifier'] as const
export const ColumnType = z.enum(columnTypes)
export type ColumnType = z.infer<typeof ColumnType>

const sourceFields = {
  path: z.object({ kind: z.literal('path'), path: z.string().min(1) }),
  upload: z.object({ kind: z.literal('upload'), uploadId: z.string().min(1), fileName: z.string().min(1) }),
  sample: z.object({ kind: z.literal('sample'), name: z.string().min(1) }),
}
/** One file. `upload` is an id the web host gave out; `sample` a bundled file without its `.csv`. */
export const FileSource = z.discriminatedUnion('kind', [sourceFields.path, sourceFields.upload, sourceFields.sample])
export type FileSource = z.infer<typeof FileSource>

/** Characters; a message between window and studio carries them. */
export const longestPaste = 4_000_000

/** Where the bytes come from: one file, several with the same columns, or text from the clipboard. */
export const DatasetSource = z.discriminatedUnion('kind', [
  sourceFields.path,
  sourceFields.upload,
  sourceFields.sample,
  z.object({ kind: z.literal('several'), files: z.array(FileSource).min(2).max(1000) }),
  z.object({ kind: z.literal('pasted'), text: z.string().min(1).max(longestPaste), fileName: z.string().min(1) }),
])
export type DatasetSource = z.infer<typeof DatasetSource>

/** Which part of a file is the table, where it holds several. Absent: the first that has rows. */
export const SourcePartChoice = z.object({
  /** A file inside a zip, or `allMembers`. */
  member: z.string().max(1000).optional(),
  sheet: z.string().max(255).optional(),
  /** Cells of a sheet, such as A1:F200. */
  range: z.string().max(32).optional(),
  /** Of a database. */
  table: z.string().max(1000).optional(),
  /** Of text that can't be read to its end: only so many lines from its beginning. */
  lines: z.number().int().min(1).optional(),
})
export type SourcePartChoice = z.infer<typeof SourcePartChoice>

/** Every table of a zip one below the other; no file can have that name. */
export const allMembers = '*'

/** What numbers are in, as cells spell it behind them: ㎡, km/h. */
export const Unit = z.string().min(1).max(16)

/** What the person decided about reading the file. Whatever is absent is detected, and shown as detected. */
export const ReadingChoices = z.object({
  part: SourcePartChoice.optional(),
  encoding: Encoding.optional(),
  delimiter: Delimiter.optional(),
  quote: Quote.optional(),
  escape: Escape.optional(),
  /** Lines that begin with it are remarks; '' for none. */
  comment: z.enum(['#', '%', '']).optional(),
  /** Lines before the names of the columns. */
  skippedLines: z.number().int().min(0).max(mostSkippedLines).optional(),
  /** How many rows name the columns; several are joined. */
  headerRows: z.number().int().min(0).max(mostHeaderRows).optional(),
  /** As older projects have it, for `headerRows` 1 and 0. */
  header: z.boolean().optional(),
  /** For all columns. */
  decimalMark: DecimalMark.optional(),
  /** Cells that mean "missing", compared after trimming. The empty cell is named by ''. */
  missingMarkers: z.array(z.string().max(64)).max(32).optional(),
  /** Type decided by hand, by column name; the unit that its numbers are known to have. */
  types: z.array(z.object({ column: z.string(), type: ColumnType, dateOrder: DateOrder.optional(), unit: Unit.optional() })).optional(),
})
export type ReadingChoices = z.infer<typeof ReadingChoices>

/** What files that can be read are mostly called like. A dialog shows them; what a file is, its bytes say. */
export const tableExtensions = ['csv', 'tsv', 'txt', 'tab', 'dat', 'xlsx', 'xlsm', 'parquet', 'feather', 'arrow', 'json', 'jsonl', 'ndjson', 'db', 'sqlite', 'sqlite3', 'gz', 'zst', 'zip'] as const

export const sourceFormats = ['text', 'json', 'parquet', 'arrow', 'workbook', 'sqlite'] as const
export type SourceFormat = (typeof sourceFormats)[number]

export const SourcePart = z.object({ kind: z.enum(['member', 'sheet', 'table']), choices: z.array(z.string()), chosen: z.string() })
export type SourcePart = z.infer<typeof SourcePart>

/** What the file was before it was turned into delimited text. */
export const SourceView = z.object({
  format: z.enum(sourceFormats),
  packing: z.enum(['gzip', 'zstd', 'zip']).nullable(),
  /** What there is to choose from, and what was chosen. */
  parts: z.array(SourcePart),
  /** Of a sheet: the cells that were read, such as A1:F200. */
  range: z.string().nullable(),
  /** Where several files are one table: the column that says which row is whose. */
  fileColumn: z.string().optional(),
})
export type SourceView = z.infer<typeof SourceView>

/** How the file was read, each part with the mark whether the person or the reader decided it. */
export const Reading = z.object({
  /** Absent where the file is delimited text itself. */
  source: SourceView.optional(),
  encoding: Encoding,
  /** The two encodings the bytes fit best, the best first; one where there is no doubt. */
  encodingGuesses: z.array(Encoding),
  byteOrderMark: z.boolean(),
  delimiter: Delimiter,
  quote: Quote,
  escape: Escape,
  comment: z.enum(['#', '%', '']),
  skippedLines: z.number(),
  headerRows: z.number(),
  /** null where no number of the file tells. */
  decimalMark: DecimalMark.nullable(),
  missingMarkers: z.array(z.string()),
  /** Cells found in the file that may mean "missing", with their counts; whether in force or not. */
  missingCandidates: z.array(z.object({ marker: z.string(), count: z.number() })),
  decidedByPerson: z.array(z.enum(['encoding', 'delimiter', 'quote', 'escape', 'comment', 'skippedLines', 'headerRows', 'decimalMark', 'missingMarkers', 'types'])),
})
export type Reading = z.infer<typeof Reading>

/** Twenty equal bins from `min` to `max` (fewer for few values). `counts.length` bins. */
export const Histogram = z.object({ min: z.number(), max: z.number(), counts: z.array(z.number()) })
export type Histogram = z.infer<typeof Histogram>

export const ValueCount = z.object({ value: z.string(), count: z.number() })
export type ValueCount = z.infer<typeof ValueCount>

export const ColumnSummary = z.object({
  name: z.string(),
  index: z.number(),
  type: ColumnType,
  /** True where the person chose the type. */
  typeChosen: z.boolean(),
  /** Why this type: a key of `typeReasonTexts`, with the line and value that decided it where one did. */
  typeReason: z.object({ key: z.string(), line: z.number().optional(), value: z.string().optional(), count: z.number().optional() }),
  /** Of numbers that the file writes with a unit. */
  unit: Unit.optional(),
  /** Rows with a value, rows without one. */
  present: z.number(),
  missing: z.number(),
  /** Distinct present values; exact up to 1,000,000, else that number. */
  distinct: z.number(),
  /** Numbers and dates (days since 1970-01-01 for dates); null for other types or where no value is present. */
  numeric: z
    .object({
      mean: z.number(),
      standardDeviation: z.number(),
      min: z.number(),
      q25: z.number(),
      median: z.number(),
      q75: z.number(),
      max: z.number(),
      histogram: Histogram,
    })
    .nullable(),
  /** The ten most frequent values, most frequent first; filled for every type. */
  top: z.array(ValueCount),
  constant: z.boolean(),
})
export type ColumnSummary = z.infer<typeof ColumnSummary>

/** Something to look at. Texts: wording/findings.ts. `attention` is amber and listed; `note` is a fact. */
export const Finding = z.object({
  code: z.string(),
  severity: z.enum(['note', 'attention']),
  column: z.string().optional(),
  /** Of the file, from 1. */
  line: z.number().optional(),
  /** Of the data, from 1, as tables count them. */
  row: z.number().optional(),
  lines: z.array(z.number()).optional(),
  value: z.string().optional(),
  /** What `value` was read as. */
  readAs: z.string().optional(),
  count: z.number().optional(),
})
export type Finding = z.infer<typeof Finding>

/** A page of rows as the file wrote them: `cells[r][c]`, null for missing. */
export const RowPage = z.object({ from: z.number(), cells: z.array(z.array(z.string().nullable())) })
export type RowPage = z.infer<typeof RowPage>

/** A smaller file, in bytes, is sent and read before anyone could look at its first rows. */
export const quickBytes = 8_000_000

/** Bytes from the beginning of a larger file that are enough to tell a line beyond all limits in it. */
export const longBeginning = 3 * mostRecordBytes

/** Names of the columns and rows as the file wrote them, null for missing. */
export const FirstRows = z.object({ header: z.array(z.string()), cells: RowPage.shape.cells })
export type FirstRows = z.infer<typeof FirstRows>

/** Everything the first screen shows. */
export const DatasetView = z.object({
  fileName: z.string(),
  /** SHA-256 of the file's bytes, hex. */
  sha256: z.string(),
  bytes: z.number(),
  rows: z.number(),
  reading: Reading,
  columns: z.array(ColumnSummary),
  findings: z.array(Finding),
  firstRows: RowPage,
  /** A target to propose and why (key of `targetReasonTexts`), or null. */
  suggestedTarget: z.object({ column: z.string(), reason: z.string() }).nullable(),
})
export type DatasetView = z.infer<typeof DatasetView>

export const DatasetEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), bytes: z.number(), totalBytes: z.number(), rows: z.number() }),
  z.object({ kind: z.literal('opened'), dataset: DatasetView }),
])
export type DatasetEvent = z.infer<typeof DatasetEvent>

/** The bundled samples, each as the question it answers. */
export const samples = [
  { name: 'breast_cancer', file: 'breast_cancer.csv', target: 'target' },
  { name: 'iris', file: 'iris.csv', target: 'species' },
  { name: 'penguins', file: 'penguins.csv', target: 'Species' },
  { name: 'cars', file: 'cars.csv', target: 'Miles_per_Gallon' },
] as const
