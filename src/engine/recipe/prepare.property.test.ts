import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Recipe, categoryEncodings, categoryFillings, numberFillings, scalings } from '#contract/recipe.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { applyFitted } from './apply.ts'
import { parseFitted } from './parse-fitted.ts'
import type { Prepared } from './prepare.ts'
import { prepare } from './prepare.ts'
import { previewOf } from './preview.ts'

type Cell = string | number | null
const rows = 40
const column = <T>(cell: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(cell, { minLength: rows, maxLength: rows })
const gap = fc.constant(null)
const anyNumber = fc.oneof(fc.double(), fc.integer({ min: -3, max: 3 }), gap)
const anyWord = fc.oneof({ weight: 5, arbitrary: fc.constantFrom('a', 'b', '是', ' ', '1') }, { weight: 1, arbitrary: fc.string() }, { weight: 1, arbitrary: gap })
const anyDate = fc.oneof(fc.integer({ min: -700_000, max: 700_000 }), fc.double({ min: 0, max: 20_000, noNaN: true }), gap)

const anyTable = fc.record({
  number: column(anyNumber),
  word: column(anyWord),
  date: column(anyDate),
  target: fc.oneof<fc.Arbitrary<Cell[]>[]>(column<Cell>(fc.oneof(fc.constantFrom('no', 'yes', 'maybe'), gap)), column<Cell>(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), gap)), column<Cell>(fc.integer({ min: 0, max: 1 }))),
})
const anyRecipe = fc.record({
  split: fc.record({ mode: fc.constantFrom('seeded', 'sklearn'), test: fc.double({ min: 0, max: 0.9, noNaN: true }), validation: fc.double({ min: 0, max: 0.9, noNaN: true }), seed: fc.integer({ min: 0, max: 4294967295 }), stratify: fc.boolean() }),
  scaling: fc.constantFrom(...scalings),
  numberFilling: fc.constantFrom(...numberFillings),
  categoryFilling: fc.constantFrom(...categoryFillings),
  categoryEncoding: fc.constantFrom(...categoryEncodings),
  missingIndicator: fc.boolean(),
  maximumCategories: fc.integer({ min: 2, max: 5 }),
})

function prepareOrRefuse(table: Parameters<typeof prepare>[0], recipe: Recipe): Prepared | null {
  try {
    return prepare(table, recipe)
  } catch (error) {
    if (error instanceof StudioError) return null
    throw error
  }
}

describe('prepare, for any table and recipe', () => {
  it('refuses with a reason or gives finite inputs, every usable row once, and the same inputs when applied again', () => {
    let prepared = 0
    fc.assert(
      fc.property(anyTable, anyRecipe, (cells, choices) => {
        const target = cells.target.some((cell) => typeof cell === 'string') ? wordColumn('y', cells.target.map((cell) => (cell === null ? null : String(cell)))) : numberColumn('y', cells.target.map((cell) => (typeof cell === 'number' ? cell : null)))
        const table = tableOf(numberColumn('n', cells.number), wordColumn('w', cells.word), numberColumn('d', cells.date, 'date'), target)
        const outcome = prepareOrRefuse(table, Recipe.parse({ target: 'y', ...choices }))
        if (outcome === null) return
        prepared++
        const { rowNumbers, leftOut, fitted, outputs } = outcome
        const parts = [[outcome.training, rowNumbers.training], [outcome.validation, rowNumbers.validation], [outcome.test, rowNumbers.test]] as const
        const used = parts.flatMap(([, numbers]) => [...numbers])
        expect(new Set(used).size).toBe(used.length)
        expect(used.length + leftOut.targetMissing + leftOut.featureMissing + leftOut.duplicate).toBe(rows)
        const again = applyFitted(parseFitted(JSON.parse(JSON.stringify(fitted))), table).inputs
        const width = fitted.inputs.length
        for (const [part, numbers] of parts) {
          expect(part?.count ?? 0).toBe(numbers.length)
          if (part === null) continue
          expect(part.inputs).toHaveLength(numbers.length * width)
          expect(part.targets).toHaveLength(numbers.length * outputs)
          expect([...part.inputs, ...part.targets].every(Number.isFinite)).toBe(true)
          numbers.forEach((row, at) => expect(again.subarray(row * width, (row + 1) * width)).toEqual(part.inputs.subarray(at * width, (at + 1) * width)))
        }
        const preview = previewOf(outcome)
        expect(preview.inputs).toHaveLength(width)
        expect(preview.codes).toHaveLength(fitted.columns.filter((own) => own.kind === 'category' && choices.categoryEncoding === 'codes').length)
        for (const { at, size } of preview.codes) for (let row = 0; row < rows; row++) expect(upTo(size + 1)).toContain(again[row * width + at])
      }),
      { numRuns: 150, seed: 42 },
    )
    expect(prepared).toBeGreaterThan(40)
  })
})
