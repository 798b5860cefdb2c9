/** What a recipe learned from its training rows: plain JSON, stored with the run, all that new rows need to become inputs. */
import type { ColumnType, Histogram } from '#contract/dataset.ts'
import type { CategoryEncoding, CategoryFilling, LearnedStep, NumberFilling, RecipeStep, Scaling, Task } from '#contract/recipe.ts'

export const fittedRecipeVersion = 1

export interface FittedRecipe {
  version: typeof fittedRecipeVersion
  task: Task
  target: FittedTarget
  /** Columns in use, in the dataset's order; their inputs follow each other in this order. */
  columns: FittedColumn[]
  /** null: the columns are those of the file. */
  made: FittedMaking | null
  /** Names of the network's inputs, one each. */
  inputs: string[]
}

/** How columns in use are made of the file's: by these steps, from these columns, described as the training rows had them. */
export interface FittedMaking {
  steps: RecipeStep[]
  /** What those of them that learn have learned, by their id. */
  learned: { id: string; learned: LearnedStep }[]
  sources: FittedColumn[]
}

/** The columns that a new row must have. */
export function sourcesOf({ made, columns }: Pick<FittedRecipe, 'made' | 'columns'>): FittedColumn[] {
  return made?.sources ?? columns
}

export interface FittedTarget {
  column: string
  type: ColumnType
  /** In network order, as the file writes them; for two classes the positive one is last. Empty for regression. */
  classes: string[]
  positive: string | null
  /** Regression: the network learns (value - mean) / scale, from the training rows. 0 and 1 otherwise. */
  mean: number
  scale: number
  /** What the numbers are in, where the file says it. */
  unit?: string
}

/** `center` and `scale`: an input is (value - center) / scale, in float64, then rounded to float32. */
export interface Scaled {
  center: number
  scale: number
}

/** What the training rows covered. */
export interface FittedRange {
  min: number
  max: number
  histogram: Histogram
}

export interface FittedNumber extends Scaled {
  kind: 'number'
  column: string
  /** What the numbers are in, where the file says it; a new row's cell may leave it out. */
  unit?: string
  scaling: Scaling
  filling: NumberFilling
  /** Stands where a value is missing, before scaling; also at prediction where rows with gaps were dropped. */
  fill: number
  /** A second input, 1 where the value was missing. */
  indicator: boolean
  range: FittedRange | null
}

export const dateParts = ['year', 'month', 'day', 'weekday', 'hour'] as const
export type DatePart = (typeof dateParts)[number]

export interface FittedDate {
  kind: 'date'
  column: string
  scaling: Scaling
  filling: NumberFilling
  /** Days since 1970-01-01. */
  fill: number
  indicator: boolean
  parts: (Scaled & { part: DatePart })[]
  range: FittedRange | null
}

export interface FittedCategory {
  kind: 'category'
  column: string
  type: Exclude<ColumnType, 'number' | 'date'>
  filling: CategoryFilling
  encoding: CategoryEncoding
  /** One input each, or the codes from 0; most frequent in the training rows first. */
  categories: string[]
  /** Seen in the training rows but too rare for an input or code of their own (at most 10,000 are kept). */
  others: string[]
  /**
   * An input for `others` and for values never seen; without it an unseen value is none of the categories (all 0). Codes always
   * have a last one for them.
   */
  unseenInput: boolean
  /** An input, or the code behind the categories, for missing values: where the training rows had some and `filling` is 'category'. */
  missingInput: boolean
  /** Stands where a value is missing and there is no such input; null: none of the categories. */
  fill: string | null
}

export type FittedColumn = FittedNumber | FittedDate | FittedCategory

/** Names of the inputs a column becomes, in order. */
export function inputNames(column: FittedColumn): string[] {
  switch (column.kind) {
    case 'number':
      return [column.column, ...(column.indicator ? [`${column.column} (missing)`] : [])]
    case 'date':
      return [...column.parts.map(({ part }) => `${column.column} (${part})`), ...(column.indicator ? [`${column.column} (missing)`] : [])]
    case 'category':
      if (column.encoding === 'codes') return [column.column]
      return [
        ...column.categories.map((value) => `${column.column} = ${value}`),
        ...(column.unseenInput ? [`${column.column} (unseen)`] : []),
        ...(column.missingInput ? [`${column.column} (missing)`] : []),
      ]
    default:
      return column satisfies never
  }
}

export function inputCount(column: FittedColumn): number {
  switch (column.kind) {
    case 'number':
      return column.indicator ? 2 : 1
    case 'date':
      return column.parts.length + (column.indicator ? 1 : 0)
    case 'category':
      return column.encoding === 'codes' ? 1 : column.categories.length + (column.unseenInput ? 1 : 0) + (column.missingInput ? 1 : 0)
    default:
      return column satisfies never
  }
}

/** Inputs that are codes, in order. `size`: how many values have a code of their own; the code `size` is that of every other. */
export function codesOf(columns: readonly FittedColumn[]): { at: number; size: number }[] {
  const codes: { at: number; size: number }[] = []
  let at = 0
  for (const column of columns) {
    if (column.kind === 'category' && column.encoding === 'codes') codes.push({ at, size: unknownCode(column) })
    at += inputCount(column)
  }
  return codes
}

/** The code of rare and unseen values, the largest. */
export function unknownCode({ categories, missingInput }: FittedCategory): number {
  return categories.length + (missingInput ? 1 : 0)
}
