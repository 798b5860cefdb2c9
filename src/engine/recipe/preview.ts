/** What a recipe does, shown before anything is trained: parts, classes, columns, five rows before and after, what to look at. */
import type { RecipePreview } from '#contract/recipe.ts'
import { numberAt } from '#engine/table/numbers.ts'
import type { Column, Table } from '#engine/table/table.ts'
import { isoDateOf } from './date-parts.ts'
import type { FitOutcome } from './fit-recipe.ts'
import { codesOf } from './fitted-recipe.ts'
import { encodePart } from './prepare.ts'
import { recipeFindings } from './recipe-findings.ts'

/** The cell of a data row (from 0) as the file wrote it; null where it is missing. */
export type RawCell = (row: number, column: string) => string | null

/** `outcome` is `fitRecipe(table, recipe)` or `prepare(table, recipe)`: the preview shows what training will use. */
export function previewOf(outcome: FitOutcome, rawCell: RawCell = cellOf(outcome.table)): RecipePreview {
  const { rowNumbers, leftOut, fitted } = outcome
  const leftOutRows = ([
    { reason: 'targetMissing', count: leftOut.targetMissing },
    { reason: 'featureMissing', count: leftOut.featureMissing },
    { reason: 'duplicate', count: leftOut.duplicate },
    { reason: 'filtered', count: leftOut.filtered },
  ] as const).filter(({ count }) => count > 0)
  const sampled = rowNumbers.training.slice(0, sampleRows)
  const used = fitted.columns.map(({ column }) => column)
  const inputs = encodePart(outcome, sampled)
  const width = fitted.inputs.length
  return {
    task: outcome.task,
    taskInferred: outcome.taskInferred,
    classes: outcome.classes,
    positive: outcome.positive,
    targetRange: targetRangeOf(outcome),
    targetFromZero: outcome.recipe.targetScaling === 'none' && (targetRangeOf(outcome)?.min ?? -1) >= 0,
    rows: { training: rowNumbers.training.length, validation: rowNumbers.validation.length, test: rowNumbers.test.length, leftOut: leftOut.targetMissing + leftOut.featureMissing + leftOut.duplicate + leftOut.filtered },
    leftOutRows,
    columns: outcome.columns,
    inputs: fitted.inputs,
    codes: codesOf(fitted.columns),
    learned: [...outcome.learned].map(([id, learned]) => ({ id, learned })),
    sample: {
      columns: used,
      before: Array.from(sampled, (row) => used.map((column) => rawCell(row, column))),
      after: Array.from(sampled, (_, at) => [...inputs.subarray(at * width, (at + 1) * width)]),
    },
    findings: recipeFindings(outcome, outcome.table),
  }
}

/** Cells written from the table, where the file's own are not at hand. */
function cellOf(table: Table): RawCell {
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  return (row, name) => {
    const column = byName.get(name)
    return column === undefined ? null : writeCell(column, row)
  }
}

const sampleRows = 5

/** As a file would write it; null where it is missing. */
export function writeCell(column: Column, row: number): string | null {
  if (column.kind === 'category') return column.dictionary[column.codes[row] ?? -1] ?? null
  const value = numberAt(column.values, row)
  if (Number.isNaN(value)) return null
  return column.type === 'date' ? isoDateOf(value) : String(value)
}

function targetRangeOf({ target, rowNumbers }: FitOutcome): RecipePreview['targetRange'] {
  const { values } = target
  if (values === null) return null
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0]
  for (const rows of [rowNumbers.training, rowNumbers.validation, rowNumbers.test]) {
    for (const row of rows) {
      const value = values[row] ?? NaN
      if (value < min) min = value
      if (value > max) max = value
      sum += value
      count++
    }
  }
  return { min, max, mean: sum / count }
}
