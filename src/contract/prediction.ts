/** Answers for new rows: one row from a form, or a whole file. */
import { z } from 'zod'
import { ColumnType, DatasetSource, Finding, Histogram, Unit } from './dataset.ts'
import { Task } from './recipe.ts'

/** One field of the form: a column the run learned from, with what it learned about its range. */
export const PredictionField = z.object({
  column: z.string(),
  type: ColumnType,
  /** Of numbers that the training file wrote with a unit; the cells of new rows may leave it out. */
  unit: Unit.optional(),
  /** Value of the real row the form starts from, dates year first; null is missing. */
  start: z.string().nullable(),
  /** Numbers and dates: what the training rows covered. */
  range: z.object({ min: z.number(), max: z.number(), histogram: Histogram }).nullable(),
  /** Categories and yes/no: what the training rows contained. */
  categories: z.array(z.string()).nullable(),
})
export type PredictionField = z.infer<typeof PredictionField>

export const PredictionForm = z.object({
  runId: z.string(),
  task: Task,
  target: z.string(),
  /** What predicted numbers are in, where the file says it. */
  targetUnit: Unit.optional(),
  fields: z.array(PredictionField),
  /** Data row (from 1) that the form starts from. */
  startRow: z.number(),
  /** What the target column says in that row; null is missing. */
  actual: z.string().nullable(),
})
export type PredictionForm = z.infer<typeof PredictionForm>

export const CellNote = z.object({
  column: z.string(),
  note: z.enum(['outside', 'unseen', 'missing', 'notANumber', 'notADate']),
  value: z.string().nullable(),
})

export const Answer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('class'),
    answer: z.string(),
    probabilities: z.array(z.object({ answer: z.string(), probability: z.number() })),
    cutOff: z.number().nullable(),
  }),
  z.object({ kind: z.literal('number'), value: z.number() }),
])
export type Answer = z.infer<typeof Answer>

export const RowPrediction = z.object({ answer: Answer, notes: z.array(CellNote) })
export type RowPrediction = z.infer<typeof RowPrediction>

export const FilePredictionSource = DatasetSource

export const FilePrediction = z.object({
  predictionId: z.string(),
  fileName: z.string(),
  rows: z.number(),
  /** Columns of the run, each with the column of the file it was matched to by name, or null (missing). */
  matched: z.array(z.object({ column: z.string(), found: z.boolean() })),
  extra: z.array(z.string()),
  findings: z.array(Finding),
  /** Header and first 200 rows of what will be saved. */
  preview: z.object({ header: z.array(z.string()), cells: z.array(z.array(z.string().nullable())) }),
})
export type FilePrediction = z.infer<typeof FilePrediction>

export const FilePredictionEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reading'), bytes: z.number(), totalBytes: z.number(), rows: z.number() }),
  z.object({ kind: z.literal('progress'), rows: z.number(), totalRows: z.number() }),
  z.object({ kind: z.literal('done'), prediction: FilePrediction }),
])
export type FilePredictionEvent = z.infer<typeof FilePredictionEvent>

/** `excel`: UTF-8 with BOM, CRLF, formula-safe. `exact`: UTF-8, LF, cells untouched. */
export const PredictionFormat = z.enum(['excel', 'exact'])
export type PredictionFormat = z.infer<typeof PredictionFormat>

