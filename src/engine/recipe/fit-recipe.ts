/** Everything about a recipe on a table but the matrices: target, parts, roles and what was learned from the training rows. */
import type { ValueCount } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { LearnedStep, LeftOutReason, LeftOutRowReason, PreparedColumn, Recipe, TargetScaling, Task } from '#contract/recipe.ts'
import { numberAt } from '#engine/table/numbers.ts'
import type { Table } from '#engine/table/table.ts'
import type { ColumnRole } from './column-roles.ts'
import { dropsGaps, isConstant, isMissing, rolesOf } from './column-roles.ts'
import { duplicateRows } from '#engine/look/duplicate-rows.ts'
import { fitCategory, fitDate, fitNumber, unitOf } from './fit-column.ts'
import { meanAndDeviation } from './fit-scaling.ts'
import type { FittedColumn, FittedRecipe } from './fitted-recipe.ts'
import { fittedRecipeVersion, inputNames } from './fitted-recipe.ts'
import { splitRows } from './split.ts'
import type { Target } from './target.ts'
import { readTarget, sortClasses, targetPresent } from './target.ts'
import { fitMaking } from './fit-making.ts'
import { learnStep } from './learn-step.ts'
import type { Learn } from './work-steps.ts'
import { workSteps } from './work-steps.ts'

export interface FitOutcome {
  /** The file's rows with the columns that the recipe's steps leave behind. */
  table: Table
  recipe: Recipe
  task: Task
  taskInferred: boolean
  /** Network order, counts over all usable rows. */
  classes: ValueCount[]
  positive: string | null
  /** Network outputs: 1, or the number of classes for 'multiclass'. */
  outputs: number
  target: Target
  fitted: FittedRecipe
  /** All columns of the table, in its order. */
  columns: PreparedColumn[]
  /** Table rows, from 0. */
  rowNumbers: { training: Int32Array; validation: Int32Array; test: Int32Array }
  /** By the id of the step. */
  learned: ReadonlyMap<string, LearnedStep>
  leftOut: Record<LeftOutRowReason, number>
}

/** @throws StudioError as `prepare` does, but for 'memory.exceeded'. */
export function fitRecipe(file: Table, recipe: Recipe): FitOutcome {
  if (recipe.target === null) throw new StudioError('recipe.noTarget')
  const { table: before, kept, origins, learned: later } = workSteps(file, recipe.steps)
  const targetColumn = before.columns.find(({ name }) => name === recipe.target)
  if (targetColumn === undefined) throw new StudioError('column.unknown', { column: recipe.target })
  const learning = later.get(recipe.target)
  if (learning !== undefined) throw new StudioError('recipe.step', { count: recipe.steps.findIndex(({ id }) => id === learning) + 1, problem: 'step.target', value: recipe.target, expected: '' })
  const dropping = rolesOf({ table: before, origins }, recipe).filter(dropsGaps)

  const wanted = rowsWhere(before.rows, (row) => kept?.[row] !== 0)
  if (wanted.length < 2) throw new StudioError('recipe.tooFewRows', { count: wanted.length, expected: '2' })
  const withTarget = wanted.filter(targetPresent(targetColumn))
  if (withTarget.length === 0) throw new StudioError('recipe.targetEmpty', { column: targetColumn.name })
  const complete = dropping.length === 0 ? withTarget : withTarget.filter((row) => dropping.every(({ column }) => !isMissing(column, row)))
  const usable = inOrderOf(before, recipe.split, recipe.duplicateRows === 'keep' ? complete : withoutDuplicates(file, complete))
  if (usable.length < 2) throw new StudioError('recipe.tooFewRows', { count: usable.length, expected: '2' })

  const target = readTarget(targetColumn, usable, recipe)
  const parts = splitRows(usable.length, recipe.split, recipe.split.stratify ? stratumOf(target, usable) : null)
  const rowNumbers = {
    training: parts.training.map((at) => usable[at] ?? 0),
    validation: parts.validation.map((at) => usable[at] ?? 0),
    test: parts.test.map((at) => usable[at] ?? 0),
  }
  if (rowNumbers.training.length < 2) throw new StudioError('recipe.tooFewRows', { count: usable.length, expected: '2' })

  const learned = new Map<string, LearnedStep>()
  const learn: Learn = (step, column) => {
    const own = learnStep(step, column, rowNumbers.training)
    learned.set(step.id, own)
    return own
  }
  const table = later.size === 0 ? before : workSteps(file, recipe.steps, learn).table
  const resolved = rolesOf({ table, origins }, recipe).map((role) => fitRole(role, rowNumbers.training, recipe))
  const columns = resolved.flatMap(({ fitted }) => (fitted === null ? [] : [fitted]))
  if (columns.length === 0) throw new StudioError('recipe.noFeatures', { column: targetColumn.name })
  const inputs = columns.flatMap(inputNames)
  return {
    table,
    recipe,
    task: target.task,
    taskInferred: target.taskInferred,
    classes: target.classes,
    positive: target.positive,
    outputs: target.task === 'multiclass' ? target.classes.length : 1,
    target,
    fitted: {
      version: fittedRecipeVersion,
      task: target.task,
      target: { column: targetColumn.name, type: targetColumn.type, classes: target.classes.map(({ value }) => value), positive: target.positive, ...targetScale(target, rowNumbers.training, recipe.targetScaling), ...(target.task === 'regression' ? unitOf(targetColumn) : {}) },
      columns,
      made: fitMaking(file, recipe, columns, rowNumbers.training, learned),
      inputs,
    },
    columns: resolved.map(({ role, leftOut, fitted }) => describe(role, leftOut, fitted, table.rows)),
    rowNumbers,
    learned,
    leftOut: { filtered: table.rows - wanted.length, targetMissing: wanted.length - withTarget.length, featureMissing: withTarget.length - complete.length, duplicate: complete.length - usable.length },
  }
}

interface ResolvedRole {
  role: ColumnRole
  leftOut: LeftOutReason | null
  fitted: FittedColumn | null
}

function fitRole(role: ColumnRole, training: Int32Array, recipe: Recipe): ResolvedRole {
  if (role.leftOut !== null) return { role, leftOut: role.leftOut, fitted: null }
  if (!role.wanted && isConstant(role, training, recipe.missingIndicator)) return { role, leftOut: 'constant', fitted: null }
  const { column } = role
  if (column.kind === 'category') {
    const fitted = fitCategory(column, training, { filling: role.categoryFilling, encoding: role.categoryEncoding, maximum: recipe.maximumCategories })
    const nothing = fitted.categories.length === 0 && !fitted.unseenInput && !fitted.missingInput
    return nothing ? { role, leftOut: 'empty', fitted: null } : { role, leftOut: null, fitted }
  }
  const treatment = { scaling: role.scaling, filling: role.numberFilling, fillConstant: recipe.fillConstant, indicator: recipe.missingIndicator }
  return { role, leftOut: null, fitted: column.type === 'date' ? fitDate(column, training, treatment) : fitNumber(column, training, treatment) }
}

function describe(role: ColumnRole, leftOut: LeftOutReason | null, fitted: FittedColumn | null, rows: number): PreparedColumn {
  let missing = 0
  for (let row = 0; row < rows; row++) if (isMissing(role.column, row)) missing++
  const base = { column: role.column.name, type: role.column.type, used: fitted !== null, leftOut, missing }
  if (fitted === null) return { ...base, treatment: null, scaling: null, filling: null, inputs: [] }
  const inputs = inputNames(fitted)
  switch (fitted.kind) {
    case 'number':
      return { ...base, treatment: 'scaled', scaling: fitted.scaling, filling: fitted.filling, inputs }
    case 'date':
      return { ...base, treatment: 'dateParts', scaling: fitted.scaling, filling: fitted.filling, inputs }
    case 'category':
      return { ...base, treatment: fitted.encoding, scaling: null, filling: fitted.filling, inputs }
    default:
      return fitted satisfies never
  }
}

/** Standardised targets learn well with every default; predictions are turned back. */
function targetScale(target: Target, training: Int32Array, scaling: TargetScaling): { mean: number; scale: number } {
  const { values } = target
  if (values === null || scaling === 'none') return { mean: 0, scale: 1 }
  const { mean, deviation } = meanAndDeviation(Float64Array.from(training, (row) => values[row] ?? 0))
  return { mean, scale: deviation > 0 ? deviation : 1 }
}

/** Class of each usable row, numbered in sorted order: the positive class being last must not change which rows are drawn. */
function stratumOf(target: Target, usable: Int32Array): Int32Array | null {
  const { codes, classes } = target
  if (codes === null) return null
  const sorted = sortClasses(classes).map(({ value }) => value)
  const numberOf = Int32Array.from(classes, ({ value }) => sorted.indexOf(value))
  return usable.map((row) => numberOf[codes[row] ?? 0] ?? 0)
}

/** An earlier row that is left out for another reason takes no other row with it. */
function withoutDuplicates(table: Table, rows: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const { first } = duplicateRows(table)
  const kept = new Set<number>()
  return rows.filter((row) => {
    const original = first[row] ?? row
    if (kept.has(original)) return false
    kept.add(original)
    return true
  })
}

/** Stable: rows of the same value stay in the file's order. */
function inOrderOf(table: Table, { mode, orderBy }: Recipe['split'], rows: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  if (mode !== 'ordered' || orderBy === null) return rows
  const column = table.columns.find(({ name }) => name === orderBy)
  if (column === undefined) throw new StudioError('column.unknown', { column: orderBy })
  const place = (row: number): number => {
    const value = column.kind === 'number' ? numberAt(column.values, row) : (column.codes[row] ?? -1)
    return Number.isNaN(value) ? -Infinity : value
  }
  return Int32Array.from([...rows].toSorted((a, b) => place(a) - place(b) || a - b))
}

function rowsWhere(rows: number, condition: (row: number) => boolean): Int32Array<ArrayBuffer> {
  const found = new Int32Array(rows)
  let count = 0
  for (let row = 0; row < rows; row++) if (condition(row)) found[count++] = row
  return found.slice(0, count)
}
