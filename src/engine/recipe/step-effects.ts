/** What each step of a recipe does to a table, in numbers. A step that can't be done says why, and those behind it are done without it. */
import type { RecipeStep, StepEffect, StepEffects } from '#contract/recipe.ts'
import { FormulaMistake } from '#engine/formula/formula-mistake.ts'
import type { Column, Table } from '#engine/table/table.ts'
import { isMissing } from './column-roles.ts'
import { writeCell } from './preview.ts'
import type { WorkedTable } from './work-steps.ts'
import { withoutSteps, withStep } from './work-steps.ts'

export function stepEffects(table: Table, steps: readonly RecipeStep[]): StepEffects {
  let worked = withoutSteps(table)
  const effects = steps.map((step): StepEffect => {
    const before = worked
    const nothing = { id: step.id, columns: columnsIn(before), mistake: null, rows: null, made: null }
    try {
      const after = withStep(before, step)
      // A step that is switched off still says what it would do.
      if (step.on) worked = after
      return { ...nothing, ...changeBetween(before, after) }
    } catch (error) {
      if (!(error instanceof FormulaMistake)) throw error
      const { problem, value, expected } = error
      return { ...nothing, mistake: { problem, value, expected } }
    }
  })
  return { steps: effects, columns: columnsIn(worked), rows: countKept(worked) }
}

const firstRows = 5

function changeBetween(before: WorkedTable, after: WorkedTable): Pick<StepEffect, 'rows' | 'made'> {
  const earlier = new Set(before.table.columns)
  const made = after.table.columns.find((column) => !earlier.has(column))
  const isNew = made !== undefined && after.learned === before.learned && (after.table.columns.length > before.table.columns.length || made.type !== before.table.columns[after.table.columns.indexOf(made)]?.type)
  return {
    rows: after.kept === before.kept ? null : { before: countKept(before), after: countKept(after) },
    made: isNew ? { type: made.type, missing: countMissing(made, after), first: keptRows(after, firstRows).map((row) => writeCell(made, row)) } : null,
  }
}

function columnsIn({ table }: WorkedTable): StepEffects['columns'] {
  return table.columns.map(({ name, type }) => ({ name, type }))
}

function countKept({ table, kept }: WorkedTable): number {
  return kept === null ? table.rows : kept.reduce((sum, one) => sum + one, 0)
}

function countMissing(column: Column, { table, kept }: WorkedTable): number {
  let count = 0
  for (let row = 0; row < table.rows; row++) if (kept?.[row] !== 0 && isMissing(column, row)) count++
  return count
}

function keptRows({ table, kept }: WorkedTable, most: number): number[] {
  const rows: number[] = []
  for (let row = 0; row < table.rows && rows.length < most; row++) if (kept?.[row] !== 0) rows.push(row)
  return rows
}
