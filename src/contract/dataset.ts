/** A dataset as the shells see it: how the file was read, its columns with summaries, and pages of rows. */
import { z } from 'zod'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252'] as const
export const Encoding = z.enum(encodings)
export type Encoding = z.infer<typeof Encoding>

export const delimiters = [',', ';', '\t', '|'] as const
export const Delimiter = z.enum(delimiters)
export type Delimiter = z.infer<typeof Delimiter>

export const columnTypes = ['number', 'category', 'boolean', 'date', 'text', 'identifier'] as const
export const ColumnType = z.enum(columnTypes)
export type ColumnType = z.infer<typeof ColumnType>

/** Where the bytes come from. `upload` is an id the web host gave out; `sample` a bundled file without its `.csv`. */
export const DatasetSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('path'), path: z.string().min(1) }),
  z.object({ kind: z.literal('upload'), uploadId: z.string().min(1), fileName: z.string().min(1) }),
  z.object({ kind: z.literal('sample'), name: z.string().min(1) }),
])
export type DatasetSource = z.infer<typeof DatasetSource>

/** What the person decided about reading the file. Whatever is absent is detected, and shown as detected. */
export const ReadingChoices = z.object({
  encoding: Encoding.optional(),
  delimiter: Delimiter.optional(),
  header: z.boolean().optional(),
  /** Cells that mean "missing", compared after trimming. The empty cell is named by ''. */
  missingMarkers: z.array(z.string().max(64)).max(32).optional(),
  /** Type decided by hand, by column name. */
  types: z.array(z.object({ column: z.string(), type: ColumnType })).optional(),
})
export type ReadingChoices = z.infer<typeof ReadingChoices>

/** How the file was read, each part with the mark whether the person or the reader decided it. */
export const Reading = z.object({
  encoding: Encoding,
  byteOrderMark: z.boolean(),
  delimiter: Delimiter,
  header: z.boolean(),
  missingMarkers: z.array(z.string()),
  /** Cells found in the file that may mean "missing", with their counts; whether in force or not. */
  missingCandidates: z.array(z.object({ marker: z.string(), count: z.number() })),
  decidedByPerson: z.array(z.enum(['encoding', 'delimiter', 'header', 'missingMarkers', 'types'])),
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
  line: z.number().optional(),
  lines: z.array(z.number()).optional(),
  value: z.string().optional(),
  count: z.number().optional(),
})
export type Finding = z.infer<typeof Finding>

/** A page of rows as the file wrote them: `cells[r][c]`, null for missing. */
export const RowPage = z.object({ from: z.number(), cells: z.array(z.array(z.string().nullable())) })
export type RowPage = z.infer<typeof RowPage>

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
