import { describe, expect, it } from 'vitest'
import type { CarefulLook, LookFinding } from '#contract/look.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { arrayOf, numberAt } from '#engine/table/numbers.ts'
import type { Column } from '#engine/table/table.ts'
import { lookCarefully } from './careful-look.ts'
import { pairOf } from './column-pair.ts'

/** Numbers without any order that repeat only where they are meant to. */
function noise(seed: number, count: number): number[] {
  let state = seed
  return upTo(count).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  })
}
const plain = (count: number): Column[] => [numberColumn('a', noise(1, count)), numberColumn('b', noise(2, count)), numberColumn('c', noise(3, count)), numberColumn('d', noise(4, count))]
const found = (look: CarefulLook, code: LookFinding['code']): LookFinding[] => look.findings.filter((finding) => finding.code === code)
const changed = (column: Column, row: number, value: number): Column => {
  if (column.kind === 'number') arrayOf(column.values)[row] = value
  return column
}
/** The cells of row `to` become those of row `from`. */
function copyRow(columns: Column[], from: number, to: number): void {
  for (const column of columns) {
    if (column.kind === 'number') arrayOf(column.values)[to] = numberAt(column.values, from)
    else column.codes[to] = column.codes[from] ?? -1
  }
}

describe('a careful look', () => {
  it('says nothing about a table in which nothing is odd', () => {
    expect(lookCarefully(tableOf(...plain(300))).findings).toEqual([])
  })

  it('finds rows that are equal to an earlier one, gaps included, and names them', () => {
    const columns = [...plain(300), wordColumn('w', upTo(300).map((row) => (row % 3 === 0 ? null : `w${row % 5}`)))]
    copyRow(columns, 0, 17)
    copyRow(columns, 0, 40)
    copyRow(columns, 5, 299)
    expect(found(lookCarefully(tableOf(...columns)), 'look.duplicateRows')).toEqual([{ code: 'look.duplicateRows', severity: 'attention', columns: [], count: 3, of: 300, rows: [1, 18, 1, 41, 6, 300] }])
  })

  it('finds rows that differ from another in one column only, and says which', () => {
    const columns = [numberColumn('id', noise(9, 300)), ...plain(300)]
    for (const row of [10, 11, 12]) copyRow(columns.slice(1), row, row + 100)
    expect(found(lookCarefully(tableOf(...columns)), 'look.nearDuplicateRows')).toEqual([
      { code: 'look.nearDuplicateRows', severity: 'attention', columns: ['id'], count: 3, of: 300, rows: [11, 111, 12, 112, 13, 113] },
    ])
  })

  it('does not call rows near duplicates because a few categories repeat', () => {
    const columns = upTo(6).map((at) => wordColumn(`w${at}`, noise(at + 1, 500).map((value) => (value < 0.5 ? 'x' : 'y'))))
    expect(found(lookCarefully(tableOf(...columns)), 'look.nearDuplicateRows')).toEqual([])
  })

  it('finds a column that is another in other units, and keeps the one with fewer gaps', () => {
    const metres = noise(1, 300)
    const feet = metres.map((value, row) => (row === 4 ? null : value * 3.28084))
    const look = lookCarefully(tableOf(numberColumn('feet', feet), numberColumn('metres', metres), numberColumn('b', noise(2, 300))))
    expect(found(look, 'look.sameColumn')).toEqual([{ code: 'look.sameColumn', severity: 'attention', columns: ['metres', 'feet'], count: 300, of: 300, value: '1', rows: [] }])
  })

  it('finds columns that go together closely without being equal', () => {
    const a = noise(1, 300)
    const look = lookCarefully(tableOf(numberColumn('a', a), numberColumn('b', noise(2, 300).map((value, row) => (a[row] ?? 0) + 0.2 * value))))
    expect(found(look, 'look.relatedColumns').map(({ columns, severity }) => ({ columns, severity }))).toEqual([{ columns: ['a', 'b'], severity: 'note' }])
  })

  it.each([['rising', 1], ['falling', -1]])('sees that rows follow a date that is %s', (value, sign) => {
    const dates = numberColumn('day', upTo(300).map((row) => (row === 7 ? null : 19_000 + sign * Math.floor(row / 2))), 'date')
    expect(found(lookCarefully(tableOf(dates, ...plain(300))), 'look.timeOrder')).toMatchObject([{ columns: ['day'], value }])
    const shuffled = numberColumn('day', noise(5, 300).map((share) => Math.floor(share * 1000)), 'date')
    expect(found(lookCarefully(tableOf(shuffled, ...plain(300))), 'look.timeOrder')).toEqual([])
  })

  it('sees columns that are missing in the same rows, and where along the file gaps are', () => {
    const gap = (row: number): boolean => row >= 200 && row < 230
    const [a, b] = [noise(1, 300), noise(2, 300)]
    const look = lookCarefully(tableOf(numberColumn('a', a.map((value, row) => (gap(row) ? null : value))), numberColumn('b', b.map((value, row) => (gap(row) ? null : value))), numberColumn('c', noise(3, 300).map((value, row) => (row === 0 ? null : value)))))
    expect(found(look, 'look.missingTogether')).toEqual([{ code: 'look.missingTogether', severity: 'note', columns: ['a', 'b'], count: 30, of: 300, rows: [201, 202, 203, 204, 205] }])
    expect(look.missing.columns).toEqual(['a', 'b', 'c'])
    expect(look.missing.patterns).toEqual([
      { columns: [], rows: 269 },
      { columns: ['a', 'b'], rows: 30 },
      { columns: ['c'], rows: 1 },
    ])
    const total = look.missing.bands.reduce((sum, { from, to, shares }) => sum + (to - from + 1) * (shares[0] ?? 0), 0)
    expect(total).toBeCloseTo(30, 9)
    expect(look.missing.bands.filter(({ shares }) => (shares[0] ?? 0) > 0).map(({ from }) => from)[0]).toBe(196)
  })

  it('finds a few numbers far from all others, with the farthest of them', () => {
    const [column] = plain(300)
    if (column === undefined) throw new Error('no column')
    const look = lookCarefully(tableOf(changed(changed(column, 12, 55), 200, -7), numberColumn('b', noise(2, 300))))
    expect(found(look, 'look.farValues')).toEqual([{ code: 'look.farValues', severity: 'note', columns: ['a'], count: 2, of: 300, value: '55', rows: [13, 201] }])
  })

  it('takes a repeated 999 far above everything for "no answer", but not the top of a scale', () => {
    const ages = noise(1, 300).map((value, row) => (row % 50 === 3 ? 999 : Math.round(value * 80)))
    expect(found(lookCarefully(tableOf(numberColumn('age', ages), numberColumn('b', noise(2, 300)))), 'look.standIn')).toMatchObject([{ columns: ['age'], value: '999', count: 6, rows: [4, 54, 104, 154, 204] }])
    const scores = noise(1, 300).map((value) => Math.round(value * 99))
    expect(found(lookCarefully(tableOf(numberColumn('score', scores), numberColumn('b', noise(2, 300)))), 'look.standIn')).toEqual([])
  })

  it('finds categories of which each has a few rows, as names have', () => {
    const named = (count: number, different: number) => found(lookCarefully(tableOf(wordColumn('Name', upTo(count).map((row) => `n${row % different}`)), ...plain(count))), 'look.manyValues')
    expect(named(300, 200)).toEqual([{ code: 'look.manyValues', severity: 'attention', columns: ['Name'], count: 200, of: 300, rows: [] }])
    expect(named(3000, 200)).toMatchObject([{ count: 200, of: 3000 }])
    expect([named(3000, 6), named(3000, 150), named(300, 40), named(8, 8)]).toEqual([[], [], [], []])
  })

  it('finds a number that only counts the rows', () => {
    expect(found(lookCarefully(tableOf(numberColumn('no', upTo(300).map((row) => row * 3 + 1)), ...plain(300))), 'look.numberedRows')).toMatchObject([{ columns: ['no'] }])
  })

  it('puts what needs attention first', () => {
    const columns = [...plain(300), numberColumn('no', upTo(300))]
    changed(columns[0] ?? numberColumn('', []), 12, 55)
    expect(lookCarefully(tableOf(...columns)).findings.map(({ severity }) => severity)).toEqual(['attention', 'note'])
  })
})

describe('a pair of columns', () => {
  it('has numbers as they are, words as places by how common they are, and leaves out rows without both', () => {
    const words = wordColumn('w', ['x', 'y', 'y', null, 'y'])
    const table = tableOf(numberColumn('n', [1, 2, null, 4, 5]), words)
    const [x, y] = table.columns
    if (x === undefined || y === undefined) throw new Error('no columns')
    expect(pairOf(table, x, y)).toEqual({
      x: { column: 'n', kind: 'number', words: [] },
      y: { column: 'w', kind: 'words', words: ['y', 'x'] },
      association: null,
      points: [[1, 1, 1], [2, 0, 2], [5, 0, 5]],
      complete: 3,
    })
  })

  it('gathers rare words in one place', () => {
    const words = wordColumn('w', upTo(200).map((row) => `w${row % 20}`))
    const pair = pairOf(tableOf(words, words), words, words)
    expect(pair.x.words).toHaveLength(12)
    expect(pair.x.words[11]).toBe('…')
    expect(Math.max(...pair.points.map(([place]) => place))).toBe(11)
  })
})
