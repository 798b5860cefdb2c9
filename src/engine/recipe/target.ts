/** What is to be predicted: the task, its classes in network order, and the truth of each row. Knows no features. */
import type { ValueCount } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { Recipe, Task } from '#contract/recipe.ts'
import { lengthOf, numberAt, plainNumbers } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import { parseNumber } from './parse-cell.ts'

export interface Target {
  column: Column
  task: Task
  taskInferred: boolean
  /** Network order, with counts over the usable rows; empty for regression. */
  classes: ValueCount[]
  positive: string | null
  /** Class index by table row (-1: none); null for regression. */
  codes: Int32Array | null
  /** Number by table row (NaN: none); null for classes. */
  values: Float64Array | null
}

const classLimit = 1000

/** Whether the target has a value in each table row. */
export function targetPresent(column: Column): (row: number) => boolean {
  if (column.kind === 'number') {
    const { values } = column
    return (row) => Number.isFinite(numberAt(values, row))
  }
  const { codes } = column
  return (row) => (codes[row] ?? -1) >= 0
}

/**
 * Reads the target in `rows`, where it is present. Two classes: the positive one last, by default the rarer. More: in
 * numeric order where all are numbers, else by code point.
 *
 * @throws StudioError 'recipe.oneClass', 'recipe.tooManyClasses', 'recipe.targetNotNumeric'
 */
export function readTarget(column: Column, rows: Int32Array, recipe: Recipe): Target {
  const distinct = distinctValues(column, rows)
  const only = distinct.size === 1 ? [...distinct.keys()][0] : undefined
  if (only !== undefined) throw new StudioError('recipe.oneClass', { column: column.name, value: only, count: rows.length })
  const task = recipe.task ?? inferTask(column, distinct, rows.length)
  const read = { column, task, taskInferred: recipe.task === null }
  if (task === 'regression') return { ...read, classes: [], positive: null, codes: null, values: numbersOf(column, rows) }
  const limit = task === 'binary' ? 2 : classLimit
  if (distinct.size > limit) {
    throw new StudioError('recipe.tooManyClasses', { column: column.name, ...(distinct.size > countedUpTo ? {} : { count: distinct.size }), limit: String(limit) })
  }
  const sorted = sortClasses([...distinct].map(([value, count]) => ({ value, count })))
  const positive = task === 'binary' ? positiveOf(sorted, recipe.positive) : null
  const classes = positive === null ? sorted : [...sorted.filter(({ value }) => value !== positive), ...sorted.filter(({ value }) => value === positive)]
  return { ...read, classes, positive, codes: codesOf(column, classes), values: null }
}

/** Classes in an order that depends on their names only. */
export function sortClasses(classes: readonly ValueCount[]): ValueCount[] {
  const numeric = classes.every(({ value }) => Number.isFinite(parseNumber(value)))
  return [...classes].sort((a, b) => (numeric ? parseNumber(a.value) - parseNumber(b.value) : 0) || byCodePoint(a.value, b.value))
}

/** More distinct values than this are not counted: no rule asks for them. */
const countedUpTo = 100_000
/** Whole numbers with at most this many values, each on enough rows, read as names of classes. */
const numberClasses = 10
const rowsPerNumberClass = 5

function inferTask(column: Column, distinct: ReadonlyMap<string, number>, rows: number): Task {
  if (distinct.size === 2 && !(column.kind === 'number' && column.type === 'date')) return 'binary'
  if (column.kind === 'category') return 'multiclass'
  const whole = distinct.size <= numberClasses && [...distinct.keys()].every((value) => Number.isInteger(Number(value)))
  return column.type === 'number' && whole && rows >= distinct.size * rowsPerNumberClass ? 'multiclass' : 'regression'
}

function distinctValues(column: Column, rows: Int32Array): Map<string, number> {
  if (column.kind === 'category') {
    const counts = new Int32Array(column.dictionary.length)
    for (const row of rows) {
      const code = column.codes[row] ?? 0
      counts[code] = (counts[code] ?? 0) + 1
    }
    return new Map(column.dictionary.flatMap((value, code) => ((counts[code] ?? 0) > 0 ? [[value, counts[code] ?? 0] as const] : [])))
  }
  const counts = new Map<number, number>()
  for (const row of rows) {
    const value = numberAt(column.values, row) + 0
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size > countedUpTo) break
  }
  return new Map([...counts].map(([value, count]) => [String(value), count]))
}

function positiveOf(sorted: readonly ValueCount[], wished: string | null): string | null {
  const wishedClass = wished === null ? undefined : sorted.find(({ value }) => value === wished || (parseNumber(value) === parseNumber(wished)))
  if (wishedClass !== undefined) return wishedClass.value
  const [first, second] = sorted
  if (first === undefined || second === undefined) return null
  return first.count < second.count ? first.value : second.value
}

function codesOf(column: Column, classes: readonly ValueCount[]): Int32Array {
  const index = new Map(classes.map(({ value }, at) => [value, at]))
  if (column.kind === 'category') {
    const byCode = Int32Array.from(column.dictionary, (value) => index.get(value) ?? -1)
    return Int32Array.from(column.codes, (code) => (code < 0 ? -1 : (byCode[code] ?? -1)))
  }
  const byNumber = new Map(classes.map(({ value }, at) => [Number(value), at]))
  return Int32Array.from({ length: lengthOf(column.values) }, (_, row) => byNumber.get(numberAt(column.values, row)) ?? -1)
}

function numbersOf(column: Column, rows: Int32Array): Float64Array {
  if (column.kind === 'number') return plainNumbers(column.values)
  const byCode = Float64Array.from(column.dictionary, (value) => parseNumber(value))
  const values = new Float64Array(column.codes.length).fill(NaN)
  for (const row of rows) {
    const code = column.codes[row] ?? -1
    const value = byCode[code] ?? NaN
    if (!Number.isFinite(value)) throw new StudioError('recipe.targetNotNumeric', { column: column.name, row: row + 1, value: column.dictionary[code] ?? '' })
    values[row] = value
  }
  return values
}

function byCodePoint(a: string, b: string): number {
  const left = [...a]
  const right = [...b]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0)
    if (difference !== 0) return difference
  }
  return left.length - right.length
}
