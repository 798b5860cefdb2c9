/** A column read as another type, cell by cell; what can't be read as that is missing. Knows no other columns. */
import type { RecipeStep } from '#contract/recipe.ts'
import { FormulaMistake } from '#engine/formula/formula-mistake.ts'
import { lengthOf, numberAt } from '#engine/table/numbers.ts'
import type { CategoryColumn, Column } from '#engine/table/table.ts'
import { isoDateOf } from './date-parts.ts'
import { parseDate, parseNumber } from './parse-cell.ts'

type CastType = Extract<RecipeStep, { kind: 'cast' }>['to']

/** @throws FormulaMistake for numbers as dates and dates as numbers */
export function castColumn(column: Column, to: CastType): Column {
  if (to === 'category') return asCategory(column, column.type === 'date' ? isoDateOf : String)
  if (column.kind === 'number') {
    if (column.type !== to) throw new FormulaMistake('step.cast', column.name)
    return column
  }
  const read = Float64Array.from(column.dictionary, (text) => (to === 'date' ? parseDate(text) : parseNumber(text)))
  return { kind: 'number', name: column.name, type: to, values: Float64Array.from(column.codes, (code) => read[code] ?? NaN) }
}

/** Numbers as the values of a category, in the order in which they come. */
export function asCategory(column: Column, write: (value: number) => string = String): CategoryColumn {
  if (column.kind === 'category') return column.type === 'category' ? column : { ...column, type: 'category' }
  const codeOf = new Map<number, number>()
  const dictionary: string[] = []
  const codes = Int32Array.from({ length: lengthOf(column.values) }, (_, row) => {
    const value = numberAt(column.values, row)
    if (Number.isNaN(value)) return -1
    const known = codeOf.get(value)
    if (known !== undefined) return known
    codeOf.set(value, dictionary.length)
    return dictionary.push(write(value)) - 1
  })
  return { kind: 'category', name: column.name, type: 'category', codes, dictionary }
}
