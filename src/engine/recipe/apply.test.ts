import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Recipe } from '#contract/recipe.ts'
import { matrixOf, numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { applyFitted, applyFittedToRow, matchColumns, toTargetUnit, typesOf } from './apply.ts'
import { daysOf } from './date-parts.ts'
import { FittedRecipeError, parseFitted } from './parse-fitted.ts'
import { prepare } from './prepare.ts'

const learned = tableOf(
  numberColumn('size', [1, 2, 3, 4, null, 6]),
  wordColumn('city', ['Oslo', 'Lima', 'Oslo', 'Lima', 'Oslo', 'Rome']),
  numberColumn('when', [2001, 2002, 2003, 2004, 2005, 2006].map((year) => daysOf(year, 1, 1)), 'date'),
  numberColumn('y', [10, 20, 30, 40, 50, 60.5]),
)
const prepared = prepare(learned, Recipe.parse({ target: 'y', scaling: 'none', split: { test: 0, validation: 0 } }))
const { fitted } = prepared

describe('applyFitted', () => {
  it('gives the training rows the inputs they were trained with, after a journey through JSON', () => {
    const { inputs, notes } = applyFitted(parseFitted(JSON.parse(JSON.stringify(fitted))), learned)
    expect(inputs).toEqual(prepared.training.inputs)
    expect(notes).toEqual([{ column: 'size', note: 'missing', count: 1, row: 5, value: null }])
  })

  it('finds columns by name in any order, without the target, beside others', () => {
    const [size, city, when] = learned.columns
    if (size === undefined || city === undefined || when === undefined) throw new Error('no columns')
    const table = tableOf(numberColumn('more', upTo(6)), when, city, size)
    expect(applyFitted(fitted, table).inputs).toEqual(prepared.training.inputs)
    expect(matchColumns(fitted, table)).toEqual({ matched: ['size', 'city', 'when'].map((column) => ({ column, found: true })), extra: ['more'] })
  })

  it('names the first missing column', () => {
    expect(() => applyFitted(fitted, tableOf(numberColumn('size', [1])))).toThrow(expect.objectContaining({ code: 'predict.columnMissing', details: { column: 'city' } }))
    expect(() => applyFitted(fitted, tableOf(numberColumn('size', [1])))).toThrow(StudioError)
  })

  it('counts cells outside the training range, unseen values and gaps, with the first of each', () => {
    const table = tableOf(
      numberColumn('size', [7, 3, -1, null]),
      wordColumn('city', ['Rome', 'Lhasa', 'Lhasa', null]),
      numberColumn('when', [daysOf(2003, 6, 1), daysOf(2030, 1, 2), null, daysOf(2004, 1, 1)], 'date'),
    )
    const { inputs, notes } = applyFitted(fitted, table)
    expect(notes).toEqual([
      { column: 'size', note: 'missing', count: 1, row: 4, value: null },
      { column: 'size', note: 'outside', count: 2, row: 1, value: '7' },
      { column: 'city', note: 'missing', count: 1, row: 4, value: null },
      { column: 'city', note: 'unseen', count: 2, row: 2, value: 'Lhasa' },
      { column: 'when', note: 'missing', count: 1, row: 3, value: null },
      { column: 'when', note: 'outside', count: 1, row: 2, value: '2030-01-02' },
    ])
    // size, city = Oslo, city = Lima, city (unseen), when (year); Rome was seen once and shares the unseen input.
    expect(matrixOf(inputs, 5)).toEqual([[7, 0, 0, 1, 2003], [3, 0, 0, 1, 2030], [-1, 0, 0, 1, 2003], [3, 0, 0, 0, 2004]])
  })

  it('gives an unseen value and an unseen gap the last code', () => {
    const coded = prepare(learned, Recipe.parse({ target: 'y', scaling: 'none', categoryEncoding: 'codes', split: { test: 0, validation: 0 } }))
    const own = parseFitted(JSON.parse(JSON.stringify(coded.fitted)))
    const table = tableOf(numberColumn('size', [3, 3, 3, 3]), wordColumn('city', ['Lima', 'Lhasa', null, 'Oslo']), numberColumn('when', new Array<number>(4).fill(daysOf(2003, 1, 1)), 'date'))
    expect(matrixOf(applyFitted(own, table).inputs, 3)).toEqual([[3, 1, 2003], [3, 2, 2003], [3, 2, 2003], [3, 0, 2003]])
  })

  it('reads cells again where the new file was read as other types', () => {
    const table = tableOf(wordColumn('size', ['2', 'n/a', '1,000']), wordColumn('city', ['Oslo', 'Lima', 'Oslo']), wordColumn('when', ['2003-01-01', '2004年5月6日', 'soon'], 'text'))
    const { inputs, notes } = applyFitted(fitted, table)
    expect(matrixOf(inputs, 5)).toEqual([[2, 1, 0, 0, 2003], [3, 0, 1, 0, 2004], [1000, 1, 0, 0, 2003]])
    expect(notes.map(({ column, note, row, value }) => [column, note, row, value])).toEqual([
      ['size', 'notANumber', 2, 'n/a'],
      ['size', 'outside', 3, '1000'],
      ['when', 'notADate', 3, 'soon'],
    ])
  })

  it('says which types to read a new file with', () => {
    expect(typesOf(fitted)).toEqual([{ column: 'size', type: 'number' }, { column: 'city', type: 'category' }, { column: 'when', type: 'date' }])
  })

  it('gives numbers back in the unit of the target', () => {
    expect(toTargetUnit(fitted, prepared.training.targets[5] ?? NaN)).toBeCloseTo(60.5, 4)
  })
})

describe('applyFittedToRow', () => {
  it('reads what a person types, and notes what it did not learn', () => {
    const { inputs, notes } = applyFittedToRow(fitted, [{ column: 'size', value: ' \u22122.5 ' }, { column: 'city', value: 'Lima ' }, { column: 'when', value: '2003/4/5' }])
    expect([...inputs]).toEqual([-2.5, 0, 1, 0, 2003])
    expect(notes).toEqual([{ column: 'size', note: 'outside', value: '-2.5' }])
  })

  it('takes blank, null and absent fields as missing', () => {
    const { inputs, notes } = applyFittedToRow(fitted, [{ column: 'size', value: ' ' }, { column: 'city', value: null }])
    expect([...inputs]).toEqual([3, 0, 0, 0, 2003])
    expect(notes).toEqual(['size', 'city', 'when'].map((column) => ({ column, note: 'missing', value: null })))
  })

  it('notes what is no number, no date and not seen before', () => {
    const { notes } = applyFittedToRow(fitted, [{ column: 'size', value: 'big' }, { column: 'city', value: 'Lhasa' }, { column: 'when', value: '2003-02-30' }])
    expect(notes).toEqual([{ column: 'size', note: 'notANumber', value: 'big' }, { column: 'city', note: 'unseen', value: 'Lhasa' }, { column: 'when', note: 'notADate', value: '2003-02-30' }])
  })
})

describe('parseFitted', () => {
  const stored = (): Record<string, unknown> => JSON.parse(JSON.stringify(fitted))

  const columnOf = (own: Record<string, unknown>, index: number): object => {
    const column: unknown = Array.isArray(own.columns) ? own.columns[index] : null
    if (typeof column !== 'object' || column === null) throw new Error('no column')
    return column
  }

  it.each<[string, (own: Record<string, unknown>) => void]>([
    ['version', (own) => (own.version = 2)],
    ['task', (own) => (own.task = 'ranking')],
    ['inputs', (own) => (own.inputs = ['size'])],
    ['target', (own) => delete own.target],
    ['target.classes', (own) => (own.task = 'binary')],
    ['columns', (own) => (own.columns = {})],
    ['columns[0].scale', (own) => Object.assign(columnOf(own, 0), { scale: 0 })],
    ['columns[0].center', (own) => Object.assign(columnOf(own, 0), { center: null })],
    ['columns[1].categories[0]', (own) => Object.assign(columnOf(own, 1), { categories: [1, 2] })],
    ['columns[1].encoding', (own) => Object.assign(columnOf(own, 1), { encoding: 'hashes' })],
    ['columns[2].kind', (own) => Object.assign(columnOf(own, 2), { kind: 'image' })],
  ])('refuses a stored recipe with a bad %s, and says where', (place, spoil) => {
    const own = stored()
    spoil(own)
    expect(() => parseFitted(own)).toThrow(expect.objectContaining({ place }))
    expect(() => parseFitted(own)).toThrow(FittedRecipeError)
  })

  it('reads what was stored before there were codes', () => {
    const old = stored()
    Reflect.deleteProperty(columnOf(old, 1), 'encoding')
    expect(parseFitted(old)).toEqual(fitted)
  })

  it('drops what it does not know', () => {
    expect(parseFitted({ ...stored(), __proto__: { task: 'binary' }, more: 1 })).toEqual(fitted)
  })
})

describe('a column with a unit', () => {
  const size = { ...numberColumn('size', [1, 2, 3, 4]), unit: '㎡' }
  const { fitted: own } = prepare(tableOf(size, { ...numberColumn('y', [10, 20, 30, 45]), unit: 'kg' }), Recipe.parse({ target: 'y', scaling: 'none', split: { test: 0, validation: 0 } }))
  const stored = parseFitted(JSON.parse(JSON.stringify(own)))

  it('is stored with its unit, and so is the target', () => {
    expect(stored.columns).toMatchObject([{ column: 'size', unit: '㎡' }])
    expect(stored.target).toMatchObject({ column: 'y', unit: 'kg' })
    expect(typesOf(stored)).toEqual([{ column: 'size', type: 'number', unit: '㎡' }])
  })

  it.each([['3', []], ['3㎡', []], ['3 ㎡', []], ['3 km', ['notANumber']]])('reads %s of a row that was typed', (value, notes) => {
    const row = applyFittedToRow(stored, [{ column: 'size', value }])
    expect(row.notes.map(({ note }) => note)).toEqual(notes)
    if (notes.length === 0) expect([...row.inputs]).toEqual([3])
  })
})
