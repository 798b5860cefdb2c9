import { describe, expect, it } from 'vitest'
import type { ColumnType } from '#contract/dataset.ts'
import { columnOf, datasetOf } from '#test/answers/answers.ts'
import { columnWidths } from './column-widths.ts'

/** The width of one column by its name, its cells and its type. */
function widthOf(name: string, cells: readonly (string | null)[], type: ColumnType = 'number', facts = ''): number | undefined {
  return columnWidths(datasetOf([], { columns: [columnOf(name, { type })], firstRows: { from: 0, cells: cells.map((cell) => [cell]) } }), () => facts)[0]
}

describe('the width of a column', () => {
  it('fits its longest cell, or its name where that is longer', () => {
    const byCell = widthOf('a', ['1', 'eighteen letters !'])
    expect(byCell).toBe(Math.round(18 * 7.2 + 28))
    expect(widthOf('eighteen letters !', ['1'])).toBeGreaterThan(byCell ?? 0)
  })

  it('has room for what is said under the name, in smaller letters', () => {
    expect(widthOf('a', ['1'], 'number', 'number, three % missing')).toBe(Math.round((23 * 7.2 * 12) / 13 + 22))
    expect(widthOf('a', ['1'], 'number', '数值（㎡），一半缺失')).toBe(Math.round((10 * 13.5 * 12) / 13 + 22))
    expect(widthOf('a', ['1'], 'number', 'x'.repeat(99))).toBe(240)
  })

  it('has limits, and a wider lower one where the head says how many values there are', () => {
    expect([widthOf('a', []), widthOf('a', [null]), widthOf('a', ['b'], 'category'), widthOf('a', ['yes'], 'boolean'), widthOf('a', ['b'], 'text'), widthOf('a', ['x'.repeat(1000)])]).toEqual([104, 104, 176, 128, 144, 240])
  })

  it('counts Han glyphs as the squares they are', () => {
    expect(widthOf('一'.repeat(10), [])).toBe(Math.round(10 * 13.5 * 1.06 + 28))
  })

  it('has room for a whole date, whose figures are all as wide as the widest', () => {
    expect(widthOf('Date', ['2024-01-01'], 'date')).toBe(Math.round(10 * 8.4 + 28))
  })

  it('looks at the first rows, not at all of them, and at each column for itself', () => {
    const cells = Array.from({ length: 200 }, (_, row) => ['1', row === 60 ? 'x'.repeat(30) : '1', row === 40 ? 'x'.repeat(20) : '1'])
    expect(columnWidths(datasetOf(['a', 'b', 'c'], { firstRows: { from: 0, cells } }), () => '')).toEqual([104, 104, Math.round(20 * 7.2 + 28)])
  })
})
