/** Which columns a recipe uses, what is done to each, and why the others are left out. Knows no numbers. */
import type { CategoryEncoding, CategoryFilling, ColumnChoice, LeftOutReason, NumberFilling, Recipe, Scaling } from '#contract/recipe.ts'
import { lengthOf, numberAt } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import type { WorkedTable } from './work-steps.ts'

export interface ColumnRole {
  column: Column
  leftOut: LeftOutReason | null
  /** The person decided to use it. */
  wanted: boolean
  scaling: Scaling
  numberFilling: NumberFilling
  categoryFilling: CategoryFilling
  categoryEncoding: CategoryEncoding
}

/** Roles of all columns, decided by name, type, choices and what they are made of; whether a column is constant is only known after the split. */
export function rolesOf({ table, origins }: Pick<WorkedTable, 'table' | 'origins'>, recipe: Recipe): ColumnRole[] {
  const choices = new Map(recipe.columns.map((choice) => [choice.column, choice]))
  return table.columns.map((column) => {
    const choice = choices.get(column.name)
    const target = recipe.target === null ? undefined : origins.get(recipe.target)
    const kinship = column.name === recipe.target ? 'none' : kinshipOf(origins.get(column.name), target)
    return {
      column,
      leftOut: kinship === 'all' || (kinship === 'some' && choice?.use !== true) ? 'fromTarget' : leftOutOf(column, choice, recipe.target),
      wanted: choice?.use === true,
      scaling: choice?.scaling ?? recipe.scaling,
      numberFilling: choice?.numberFilling ?? recipe.numberFilling,
      categoryFilling: choice?.categoryFilling ?? recipe.categoryFilling,
      categoryEncoding: choice?.categoryEncoding ?? recipe.categoryEncoding,
    }
  })
}

/**
 * Made of all that the target is made of, a column knows the answer and new rows can't have it. Made of some of it, it mostly
 * gives the answer away, but a person may know better.
 */
function kinshipOf(column: ReadonlySet<string> | undefined, target: ReadonlySet<string> | undefined): 'none' | 'some' | 'all' {
  if (column === undefined || target === undefined) return 'none'
  const shared = [...target].filter((origin) => column.has(origin)).length
  if (shared === 0) return 'none'
  return shared === target.size ? 'all' : 'some'
}

/** Whether a row must go because this column is missing there. */
export function dropsGaps(role: ColumnRole): boolean {
  return role.leftOut === null && (role.column.kind === 'number' ? role.numberFilling : role.categoryFilling) === 'dropRow'
}

export function isMissing(column: Column, row: number): boolean {
  return column.kind === 'number' ? !Number.isFinite(numberAt(column.values, row)) : (column.codes[row] ?? -1) < 0
}

/** The same value, or the same gap, in all `rows`: nothing to learn from. A gap beside a value tells them apart. */
export function isConstant(role: ColumnRole, rows: Int32Array, indicator: boolean): boolean {
  const { column } = role
  const gapsTell = column.kind === 'number' ? indicator : role.categoryFilling === 'category'
  let first = NaN
  let gap = false
  for (const row of rows) {
    const missing = isMissing(column, row)
    if (missing) gap = true
    else {
      const value = column.kind === 'number' ? numberAt(column.values, row) : (column.codes[row] ?? NaN)
      if (Number.isNaN(first)) first = value
      else if (value !== first) return false
    }
    if (gapsTell && gap && !Number.isNaN(first)) return false
  }
  return true
}

function leftOutOf(column: Column, choice: ColumnChoice | undefined, target: string | null): LeftOutReason | null {
  if (column.name === target) return 'target'
  if (choice?.use === false) return 'chosen'
  if (isEmpty(column)) return 'empty'
  if (choice?.use === true) return null
  if (column.type === 'identifier') return 'identifier'
  return column.type === 'text' ? 'text' : null
}

function isEmpty(column: Column): boolean {
  if (column.kind === 'category') return column.codes.every((code) => code < 0)
  for (let row = 0; row < lengthOf(column.values); row++) if (Number.isFinite(numberAt(column.values, row))) return false
  return true
}
