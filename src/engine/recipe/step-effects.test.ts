import { describe, expect, it } from 'vitest'
import { RecipeSteps } from '#contract/recipe.ts'
import { numberColumn, tableOf, upTo, wordColumn } from '#test/tables/columns.ts'
import { stepEffects } from './step-effects.ts'

const table = tableOf(
  numberColumn('age', upTo(10).map((row) => (row === 1 ? null : 20 + row))),
  numberColumn('days', upTo(10), 'date'),
  wordColumn('city', upTo(10).map((row) => (row < 5 ? 'Bern' : 'Chur'))),
)
const effectsOf = (...steps: object[]) => stepEffects(table, RecipeSteps.parse(steps.map((step, at) => ({ id: String(at), ...step }))))

describe('what steps do to a table', () => {
  it('is told in rows, first values and gaps', () => {
    const { steps, columns, rows } = effectsOf({ kind: 'filter', formula: 'city = "Bern"' }, { kind: 'compute', name: 'half', formula: 'age / 2' }, { kind: 'rename', column: 'days', name: 'opened' })
    expect(steps.map((step) => [step.rows, step.made])).toEqual([
      [{ before: 10, after: 5 }, null],
      [null, { type: 'number', missing: 1, first: ['10', null, '11', '11.5', '12'] }],
      [null, null],
    ])
    expect(columns).toEqual([{ name: 'age', type: 'number' }, { name: 'opened', type: 'date' }, { name: 'city', type: 'category' }, { name: 'half', type: 'number' }])
    expect(rows).toBe(5)
  })

  it('is told of the others where one can\'t be done', () => {
    const { steps, columns } = effectsOf({ kind: 'rename', column: 'town', name: 'place' }, { kind: 'compute', name: '', formula: 'age' }, { kind: 'compute', name: 'old', formula: 'age > 25' })
    expect(steps.map(({ mistake }) => mistake)).toEqual([{ problem: 'step.noColumn', value: 'town', expected: '' }, { problem: 'step.noName', value: '', expected: '' }, null])
    expect(steps[2]?.made).toEqual({ type: 'boolean', missing: 1, first: ['false', null, 'false', 'false', 'false'] })
    expect(columns.map(({ name }) => name)).toEqual(['age', 'days', 'city', 'old'])
  })

  it('is told of a step that is switched off, which changes nothing for those behind it', () => {
    const { steps, rows } = effectsOf({ kind: 'filter', formula: 'age > 25', on: false }, { kind: 'filter', formula: 'city = "Chur"' })
    expect(steps.map((step) => step.rows)).toEqual([{ before: 10, after: 4 }, { before: 10, after: 5 }])
    expect(rows).toBe(5)
  })
})
