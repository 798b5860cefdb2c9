import { describe, expect, it } from 'vitest'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import fixtures from '#test/fixtures/look/associations.json' with { type: 'json' }
import { lengthOf } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import { associationOf, associationsOf } from './associations.ts'

type Cells = readonly (number | string | null)[]

function columnOf(name: string, cells: Cells): Column {
  const numbers = cells.filter((cell) => typeof cell === 'number')
  const words = cells.filter((cell) => typeof cell === 'string')
  return words.length === 0 && numbers.length > 0
    ? numberColumn(name, cells.map((cell) => (typeof cell === 'number' ? cell : null)))
    : wordColumn(name, cells.map((cell) => (typeof cell === 'string' ? cell : null)))
}

const tables = new Map(Object.entries(fixtures.tables).map(([file, columns]) => [file, new Map(Object.entries(columns).map(([name, cells]) => [name, columnOf(name, cells)]))]))

describe('how strongly two columns go together', () => {
  it.each(fixtures.cases)('is what pandas, SciPy and NumPy say of $a and $b in $file', ({ file, a, b, kind, strength }) => {
    const [own, other] = [tables.get(file)?.get(a), tables.get(file)?.get(b)]
    if (own === undefined || other === undefined) throw new Error('a column is not in the fixture')
    const rows = Int32Array.from(upTo(own.kind === 'number' ? lengthOf(own.values) : own.codes.length))
    for (const found of [associationOf(own, other, rows), associationOf(other, own, rows)]) {
      expect(found?.kind).toBe(kind)
      expect(found?.strength).toBeCloseTo(strength, 9)
    }
  })

  it('is unknown for a constant, for too few rows, and for names', () => {
    const numbers = numberColumn('n', upTo(40))
    const rows = Int32Array.from(upTo(40))
    expect(associationOf(numbers, numberColumn('c', upTo(40).map(() => 3)), rows)).toBeNull()
    expect(associationOf(numbers, numberColumn('gaps', upTo(40).map((row) => (row < 9 ? row : null))), rows)).toBeNull()
    expect(associationOf(numbers, wordColumn('one', upTo(40).map(() => 'x')), rows)).toBeNull()
    const names = wordColumn('names', upTo(60).map((row) => `name ${row}`))
    expect(associationsOf(tableOf(numberColumn('n', upTo(60)), names, numberColumn('m', upTo(60).toReversed())), Int32Array.from(upTo(60)))).toEqual({
      columns: ['n', 'm'],
      pairs: [[null, { kind: 'correlation', strength: expect.closeTo(-1, 12) }], [{ kind: 'correlation', strength: expect.closeTo(-1, 12) }, null]],
      leftOut: 0,
    })
  })
})
