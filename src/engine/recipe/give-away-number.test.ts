import { expect, it } from 'vitest'
import { Recipe } from '#contract/recipe.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import type { Column } from '#engine/table/table.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { fitRecipe } from './fit-recipe.ts'
import { previewOf } from './preview.ts'

const rows = 300
const random = createMersenneTwister(5)
/** From -1 to 1. */
const draw = (): number => random.next32() / 2 ** 31 - 1
const noise = numberColumn('noise', upTo(rows).map(draw))
const prices = upTo(rows).map(() => Math.round(128 + 127 * draw()))

/** Columns accused of telling `y`, and the hundredths of the mean's miss that they leave. */
function accused(column: Column, target: readonly number[]): string[] {
  const { findings } = previewOf(fitRecipe(tableOf(noise, column, numberColumn('y', target)), Recipe.parse({ target: 'y', task: 'regression' })))
  return findings.flatMap(({ code, column: name, count }) => (code === 'recipe.giveAwayNumber' ? [`${name} ${count}`] : []))
}

it('accuses the target in another unit, with other digits, or as a curve', () => {
  expect(accused(numberColumn('cents', prices.map((price) => price * 100)), prices)).toEqual(['cents 1'])
  expect(accused(numberColumn('rounded', prices.map((price) => Math.round(price / 4))), prices)).toEqual(['rounded 2'])
  expect(accused(numberColumn('curve', prices.map((price) => -Math.sqrt(price))), prices)).toEqual(['curve 1'])
})

it('accuses a category whose mean is the answer, and none with too many values to learn', () => {
  const target = upTo(rows).map((row) => (row % 7) * 100 + (row % 3))
  expect(accused(wordColumn('class', upTo(rows).map((row) => `class ${row % 7}`)), target)).toEqual(['class 1'])
  const many = upTo(rows).map((row) => Math.floor(row / 2) * 100)
  expect(accused(wordColumn('name', many.map(String)), many)).toEqual([])
})

it.each([0.15, 0.5, 1])('does not accuse a strong but honest column: noise of %s', (share) => {
  expect(accused(numberColumn('honest', prices.map((price) => price + share * 128 * draw())), prices)).toEqual([])
})

it('does not accuse the date of a number that grows with time, nor gaps and constant targets', () => {
  const grows = upTo(rows).map((row) => 1000 + row * 3)
  expect(accused(numberColumn('day', upTo(rows).map((row) => row * 86_400_000), 'date'), grows)).toEqual([])
  expect(accused(numberColumn('gaps', prices.map((price, row) => (row % 3 === 0 ? null : price))), prices)).toEqual([])
})
