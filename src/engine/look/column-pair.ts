/** Two columns of the same rows as points: numbers as they are, words as places on an axis. Knows no picture. */
import type { ColumnPair } from '#contract/look.ts'
import { isMissing } from '#engine/recipe/column-roles.ts'
import { sampleEvenly } from '#engine/recipe/sample-evenly.ts'
import { numberAt } from '#engine/table/numbers.ts'
import type { Column, Table } from '#engine/table/table.ts'
import { associationOf } from './associations.ts'

const mostPoints = 2000
const comparedRows = 20_000
/** Words beyond the commonest share the last place. */
const mostWords = 12

export function pairOf(table: Table, x: Column, y: Column): ColumnPair {
  const complete = Int32Array.from({ length: table.rows }, (_, row) => row).filter((row) => !isMissing(x, row) && !isMissing(y, row))
  const [along, up] = [axisOf(x, complete), axisOf(y, complete)]
  return {
    x: along.axis,
    y: up.axis,
    association: associationOf(x, y, sampleEvenly(complete, comparedRows)),
    points: Array.from(sampleEvenly(complete, mostPoints), (row) => [along.placeOf(row), up.placeOf(row), row + 1]),
    complete: complete.length,
  }
}

function axisOf(column: Column, rows: Int32Array): { axis: ColumnPair['x']; placeOf: (row: number) => number } {
  if (column.kind === 'number') return { axis: { column: column.name, kind: column.type, words: [] }, placeOf: (row) => numberAt(column.values, row) }
  const counts = new Int32Array(column.dictionary.length + 1)
  const codeOf = (row: number): number => Math.min(column.codes[row] ?? 0, column.dictionary.length)
  for (const row of rows) counts[codeOf(row)] = (counts[codeOf(row)] ?? 0) + 1
  const common = [...counts.keys()].filter((code) => (counts[code] ?? 0) > 0).toSorted((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0))
  const shown = common.slice(0, common.length > mostWords ? mostWords - 1 : mostWords)
  const places = new Map(shown.map((code, place) => [code, place]))
  const words = shown.map((code) => column.dictionary[code] ?? '…')
  if (common.length > shown.length) words.push('…')
  return { axis: { column: column.name, kind: 'words', words }, placeOf: (row) => places.get(codeOf(row)) ?? shown.length }
}
