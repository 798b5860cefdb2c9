import { describe, expect, it } from 'vitest'
import { Recipe, RecipeSteps } from '#contract/recipe.ts'
import { nameBehind, unusedName, unusedStepId, withChangedStep, withMovedStep, withSteps } from './edit-steps.ts'

const stepsOf = (...steps: object[]) => RecipeSteps.parse(steps)
const file = ['price', 'weight', 'opened']
const rename = { kind: 'rename', id: 'step-1', column: 'price', name: 'cost' }
const compute = { kind: 'compute', id: 'step-2', name: 'per kilo', formula: 'cost / weight' }
const named = Recipe.parse({ target: 'price', columns: [{ column: 'weight', use: false }, { column: 'price', scaling: 'none' }], split: { orderBy: 'opened' } })

describe('steps of a recipe', () => {
  it('take target, choices and order along when they give a column another name, and back', () => {
    const renamed = withSteps(named, stepsOf(rename, { kind: 'rename', id: 'step-3', column: 'opened', name: 'date' }), file)
    expect([renamed.target, renamed.columns.map(({ column }) => column), renamed.split.orderBy]).toEqual(['cost', ['weight', 'cost'], 'date'])
    expect(withSteps(renamed, [], file)).toEqual({ ...named, steps: [] })
  })

  it('take choices along when a made column gets another name, and leave them where it goes', () => {
    const before = withSteps(Recipe.parse({ target: 'price' }), stepsOf(rename, compute), file)
    const chosen = { ...before, columns: [{ column: 'per kilo', use: false }] }
    expect(withSteps(chosen, stepsOf(rename, { ...compute, name: 'rate' }), file).columns).toEqual([{ column: 'rate', use: false }])
    expect(withSteps(chosen, stepsOf(rename), file).columns).toEqual([{ column: 'per kilo', use: false }])
  })

  it('take along what later steps call a column when an earlier one gives it another name, and back', () => {
    const later = [
      { kind: 'compute', id: 'b', name: 'double', formula: '[per kilo]*2 + log( cost )' },
      { kind: 'log', id: 'c', column: 'per kilo' },
      { kind: 'filter', id: 'd', formula: 'double > weight and not(' },
    ]
    const before = withSteps(Recipe.parse({}), stepsOf(rename, compute, ...later), file)
    const named = withSteps(before, stepsOf({ ...rename, name: 'not' }, { ...compute, name: 'rate' }, ...later), file)
    const changed = named.steps.map((step) => ('formula' in step ? step.formula : 'column' in step ? step.column : ''))
    expect(changed).toEqual(['price', '[not] / weight', 'rate*2 + log( [not] )', 'rate', 'double > weight and not('])
    expect(withSteps(named, named.steps.map((step) => (step.kind === 'compute' && step.id === 'step-2' ? { ...step, name: 'per kilo' } : step.kind === 'rename' ? { ...step, name: 'cost' } : step)), file)).toEqual(before)
    expect(withSteps(before, before.steps.slice(1), file).steps[0]).toMatchObject({ formula: 'price / weight' })
  })

  it('leave texts, functions and names of other columns in a formula alone', () => {
    const formulas = (name: string) => [{ ...compute, name }, { kind: 'filter', id: 'b', formula: '“log” = "log" and log(log) > weight' }]
    const before = withSteps(Recipe.parse({}), stepsOf(...formulas('log')), ['cost', 'weight'])
    expect(withSteps(before, stepsOf({ ...compute, name: 'a]b' }, before.steps[1] ?? {}), ['cost', 'weight']).steps[1]).toMatchObject({ formula: '“log” = "log" and log([a]]b]) > weight' })
    const swap = withSteps(Recipe.parse({ steps: stepsOf({ kind: 'filter', id: 'b', formula: 'price > weight' }) }), stepsOf({ kind: 'rename', id: 'x', column: 'price', name: 'y' }, { kind: 'filter', id: 'b', formula: 'price > weight' }), file)
    expect(swap.steps[1]).toMatchObject({ formula: 'y > weight' })
  })

  it('take names along through a swap', () => {
    const swap = stepsOf({ kind: 'rename', id: 'a', column: 'price', name: 'x' }, { kind: 'rename', id: 'b', column: 'weight', name: 'price' }, { kind: 'rename', id: 'c', column: 'x', name: 'weight' })
    const swapped = withSteps(named, swap, file)
    expect([swapped.target, swapped.columns.map(({ column }) => column)]).toEqual(['weight', ['price', 'weight']])
  })

  it('that are switched off, or have no name yet, rename nothing', () => {
    expect(withSteps(named, stepsOf({ ...rename, on: false }, { kind: 'rename', id: 'b', column: 'weight', name: ' ' }), file)).toMatchObject({ target: 'price', columns: named.columns })
    expect(nameBehind(stepsOf(rename), 'price')).toBe('cost')
    expect(nameBehind(stepsOf({ ...rename, on: false }), 'price')).toBe('price')
  })

  it('are changed in place, added at the end and moved within the list', () => {
    const steps = stepsOf(rename, compute)
    const ids = (list: { id: string }[]): string => list.map(({ id }) => id).join(' ')
    expect(withChangedStep(steps, { ...steps[0], kind: 'filter', id: 'step-1', on: true, formula: 'x' }).map(({ kind }) => kind)).toEqual(['filter', 'compute'])
    expect(ids(withChangedStep(steps, { kind: 'filter', id: unusedStepId(steps), on: true, formula: 'x' }))).toBe('step-1 step-2 step-3')
    expect([ids(withMovedStep(steps, 'step-1', 1)), ids(withMovedStep(steps, 'step-1', -1)), ids(withMovedStep(steps, 'step-2', 1))]).toEqual(['step-2 step-1', 'step-1 step-2', 'step-1 step-2'])
  })

  it('get names that no column has', () => {
    expect([unusedName('new', []), unusedName('new', ['new', 'new 2'])]).toEqual(['new', 'new 3'])
  })
})
