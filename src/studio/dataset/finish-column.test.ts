/** A column of more different values than its dictionary holds. */
import { expect, test } from 'vitest'
import { ColumnCollector, plainConventions } from './column-collector.ts'
import { finishColumn, isIdentifierByNumbers } from './finish-column.ts'
import { SharedPool } from './growing-column.ts'
import { MissingMarkers } from './missing-markers.ts'

const rows = 2000
const markers = new MissingMarkers([''])

function collect(budget: number, forced: 'codes' | null, text: (row: number) => string): ColumnCollector {
  const collector = new ColumnCollector(markers, { bytes: budget }, forced)
  for (let row = 0; row < rows; row++) {
    const bytes = new TextEncoder().encode(text(row))
    collector.take(bytes, 0, bytes.length, row + 2)
  }
  return collector
}

test.each([
  ['rows counted one by one', 'n', (row: number) => String(row + 1), 'countsUp'],
  ['all different and named so', 'customer_id', (row: number) => String((row * 7919) % 100_003), 'namedIdentifier'],
] as const)('an identifier stays one where the dictionary ran full: %s', (_, name, text, key) => {
  const column = { name, chosen: null, dateOrder: null, collector: collect(10_000, null, text) }
  expect(isIdentifierByNumbers(column, 0, 3)).toBe(true)
  const reread = collect(10_000, 'codes', text)
  expect(reread.tally.beyond).toBeGreaterThan(0)
  const { summary, column: kept } = finishColumn(column, plainConventions, reread, 0, 3, rows, new SharedPool())
  expect(summary).toMatchObject({ type: 'identifier', typeReason: { key }, present: rows, missing: 0 })
  expect(kept).toMatchObject({ kind: 'category', type: 'identifier' })
})
