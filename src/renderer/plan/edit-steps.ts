/** Changes to a recipe's steps. Whatever goes by a column's name follows when a step gives it another. Knows no screen. */
import type { Recipe, RecipeStep } from '#contract/recipe.ts'
import { withColumnNames } from './column-in-formula.ts'

/** The recipe with other steps. `file`: names of the file's columns. */
export function withSteps(recipe: Recipe, steps: RecipeStep[], file: readonly string[]): Recipe {
  const following = withNamesFollowed(recipe.steps, steps, file)
  const follow = nameFollowed(namesBehind(recipe.steps, file), namesBehind(following, file))
  const { target, columns, split } = recipe
  return {
    ...recipe,
    steps: following,
    target: target === null ? null : follow(target),
    columns: columns.map((choice) => ({ ...choice, column: follow(choice.column) })),
    split: { ...split, orderBy: split.orderBy === null ? null : follow(split.orderBy) },
  }
}

/** Columns and formulas of steps go by the names that the steps before them leave, where those were `earlier`. */
export function withNamesFollowed(earlier: readonly RecipeStep[], steps: readonly RecipeStep[], file: readonly string[]): RecipeStep[] {
  const following: RecipeStep[] = []
  for (const step of steps) {
    const place = earlier.findIndex(({ id }) => id === step.id)
    const before = namesBehind(place === -1 ? earlier : earlier.slice(0, place), file)
    following.push(withFollowedNames(step, nameFollowed(before, namesBehind(following, file))))
  }
  return following
}

/** What a column of the file is called behind the steps. */
export function nameBehind(steps: readonly RecipeStep[], column: string): string {
  return namesBehind(steps, [column]).get(ofFile(column)) ?? column
}

/** In its old place, or at the end. */
export function withChangedStep(steps: readonly RecipeStep[], step: RecipeStep): RecipeStep[] {
  return steps.some(({ id }) => id === step.id) ? steps.map((one) => (one.id === step.id ? step : one)) : [...steps, step]
}

/** One place up (-1) or down (1); the same where there is no such place. */
export function withMovedStep(steps: RecipeStep[], id: string, by: -1 | 1): RecipeStep[] {
  const at = steps.findIndex((step) => step.id === id)
  const step = steps[at]
  const to = at + by
  return step === undefined || to < 0 || to >= steps.length ? steps : steps.toSpliced(at, 1).toSpliced(to, 0, step)
}

/** The smallest `step-N` that is free. */
export function unusedStepId(steps: readonly RecipeStep[]): string {
  const used = new Set(steps.map(({ id }) => id))
  let number = 1
  while (used.has(`step-${number}`)) number++
  return `step-${number}`
}

/** `name`, or with the smallest number behind it that makes it new. */
export function unusedName(name: string, taken: readonly string[]): string {
  let number = 2
  let free = name
  while (taken.includes(free)) free = `${name} ${number++}`
  return free
}

/** Longer than a formula may be it stays as it is, and says that it can't be done. */
const longestFormula = 1000

function withFollowedNames(step: RecipeStep, follow: (name: string) => string): RecipeStep {
  if ('formula' in step) {
    const formula = withColumnNames(step.formula, follow)
    return formula === step.formula || formula.length > longestFormula ? step : { ...step, formula }
  }
  if (!('column' in step)) return step
  const column = follow(step.column)
  return column === step.column ? step : { ...step, column }
}

function nameFollowed(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): (name: string) => string {
  const origins = new Map([...before].map(([origin, name]) => [name, origin]))
  return (name) => {
    const other = after.get(origins.get(name) ?? '') ?? ''
    return other.trim() === '' ? name : other
  }
}

const ofFile = (column: string): string => `file ${column}`

/** The last name of every column, by where it comes from: the file, or the step that makes it. */
function namesBehind(steps: readonly RecipeStep[], file: readonly string[]): Map<string, string> {
  const names = new Map(file.map((column) => [ofFile(column), column]))
  for (const step of steps) {
    if (!step.on) continue
    switch (step.kind) {
      case 'rename': {
        const origin = [...names].find(([, name]) => name === step.column)?.[0]
        if (origin !== undefined && step.name.trim() !== '') names.set(origin, step.name)
        break
      }
      case 'compute':
        names.set(`step ${step.id}`, step.name)
        break
      case 'filter':
      case 'sample':
      case 'cast':
      case 'groupRare':
      case 'bin':
      case 'log':
      case 'yeoJohnson':
        break
      default:
        step satisfies never
    }
  }
  return names
}
