/** Reads a stored fitted recipe back, trusting nothing: it is a file that anyone may have changed. */
import { columnTypes } from '#contract/dataset.ts'
import { categoryEncodings, categoryFillings, LearnedStep, numberFillings, RecipeStep, scalings, tasks } from '#contract/recipe.ts'
import type { FittedColumn, FittedMaking, FittedRange, FittedRecipe, FittedTarget, Scaled } from './fitted-recipe.ts'
import { dateParts, fittedRecipeVersion, inputCount } from './fitted-recipe.ts'

/** What is wrong with a stored recipe and where, as a path such as `columns[2].scale`. */
export class FittedRecipeError extends Error {
  readonly place: string
  constructor(place: string, expected: string) {
    super(`${place}: expected ${expected}`)
    this.name = 'FittedRecipeError'
    this.place = place
  }
}

/** @throws FittedRecipeError */
export function parseFitted(value: unknown): FittedRecipe {
  const stored = record(value, 'recipe')
  if (stored.version !== fittedRecipeVersion) throw new FittedRecipeError('version', String(fittedRecipeVersion))
  const task = oneOf(tasks, stored.task, 'task')
  const columns = list(stored.columns, 'columns', column)
  const inputs = list(stored.inputs, 'inputs', text)
  if (columns.reduce((sum, own) => sum + inputCount(own), 0) !== inputs.length || inputs.length === 0) throw new FittedRecipeError('inputs', 'one name per input')
  const target = readTarget(stored.target)
  if ((task === 'regression') !== (target.classes.length === 0) || (task === 'binary' && target.classes.length !== 2)) throw new FittedRecipeError('target.classes', `classes for ${task}`)
  return { version: fittedRecipeVersion, task, target, columns, made: making(stored.made), inputs }
}

/** Recipes stored before there were steps do not say. */
function making(value: unknown): FittedMaking | null {
  if (value === undefined || value === null) return null
  const stored = record(value, 'made')
  return { steps: list(stored.steps, 'made.steps', step), learned: stored.learned === undefined ? [] : list(stored.learned, 'made.learned', learnedStep), sources: list(stored.sources, 'made.sources', column) }
}

function step(value: unknown, place: string): RecipeStep {
  const read = RecipeStep.safeParse(value)
  if (!read.success) throw new FittedRecipeError(place, 'a step')
  return read.data
}

function learnedStep(value: unknown, place: string): FittedMaking['learned'][number] {
  const stored = record(value, place)
  const read = LearnedStep.safeParse(stored.learned)
  if (!read.success) throw new FittedRecipeError(place, 'what a step learned')
  return { id: text(stored.id, `${place}.id`), learned: read.data }
}

function readTarget(value: unknown): FittedTarget {
  const stored = record(value, 'target')
  return {
    column: text(stored.column, 'target.column'),
    type: oneOf(columnTypes, stored.type, 'target.type'),
    classes: list(stored.classes, 'target.classes', text),
    positive: textOrNull(stored.positive, 'target.positive'),
    mean: number(stored.mean, 'target.mean'),
    scale: scale(stored.scale, 'target.scale'),
    ...unit(stored, 'target'),
  }
}

function column(value: unknown, place: string): FittedColumn {
  const stored = record(value, place)
  const name = text(stored.column, `${place}.column`)
  switch (stored.kind) {
    case 'number':
      return { kind: 'number', column: name, ...unit(stored, place), ...numeric(stored, place), ...scaled(stored, place) }
    case 'date':
      return {
        kind: 'date',
        column: name,
        ...numeric(stored, place),
        parts: list(stored.parts, `${place}.parts`, (part, at) => ({ part: oneOf(dateParts, record(part, at).part, `${at}.part`), ...scaled(record(part, at), at) })),
      }
    case 'category':
      return {
        kind: 'category',
        column: name,
        type: oneOf(categoryTypes, stored.type, `${place}.type`),
        filling: oneOf(categoryFillings, stored.filling, `${place}.filling`),
        // Recipes stored before there were codes do not say.
        encoding: stored.encoding === undefined ? 'oneHot' : oneOf(categoryEncodings, stored.encoding, `${place}.encoding`),
        categories: list(stored.categories, `${place}.categories`, text),
        others: list(stored.others, `${place}.others`, text),
        unseenInput: flag(stored.unseenInput, `${place}.unseenInput`),
        missingInput: flag(stored.missingInput, `${place}.missingInput`),
        fill: textOrNull(stored.fill, `${place}.fill`),
      }
    default:
      throw new FittedRecipeError(`${place}.kind`, 'number, date or category')
  }
}

/** Few columns have one, and recipes stored before there were units have none. */
function unit(stored: Record<string, unknown>, place: string): { unit?: string } {
  return stored.unit === undefined ? {} : { unit: text(stored.unit, `${place}.unit`) }
}

const categoryTypes = ['category', 'boolean', 'text', 'identifier'] as const satisfies readonly (typeof columnTypes)[number][]

function numeric(stored: Record<string, unknown>, place: string) {
  return {
    scaling: oneOf(scalings, stored.scaling, `${place}.scaling`),
    filling: oneOf(numberFillings, stored.filling, `${place}.filling`),
    fill: number(stored.fill, `${place}.fill`),
    indicator: flag(stored.indicator, `${place}.indicator`),
    range: stored.range === null ? null : range(stored.range, `${place}.range`),
  }
}

function scaled(stored: Record<string, unknown>, place: string): Scaled {
  return { center: number(stored.center, `${place}.center`), scale: scale(stored.scale, `${place}.scale`) }
}

function range(value: unknown, place: string): FittedRange {
  const stored = record(value, place)
  const histogram = record(stored.histogram, `${place}.histogram`)
  return {
    ...bounds(stored, place),
    histogram: { ...bounds(histogram, `${place}.histogram`), counts: list(histogram.counts, `${place}.histogram.counts`, number) },
  }
}

function bounds(stored: Record<string, unknown>, place: string): { min: number; max: number } {
  return { min: number(stored.min, `${place}.min`), max: number(stored.max, `${place}.max`) }
}

function record(value: unknown, place: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FittedRecipeError(place, 'an object')
  return Object.fromEntries(Object.entries(value))
}

function list<T>(value: unknown, place: string, read: (item: unknown, place: string) => T): T[] {
  if (!Array.isArray(value)) throw new FittedRecipeError(place, 'a list')
  return value.map((item: unknown, index) => read(item, `${place}[${index}]`))
}

function text(value: unknown, place: string): string {
  if (typeof value !== 'string') throw new FittedRecipeError(place, 'a text')
  return value
}

function textOrNull(value: unknown, place: string): string | null {
  return value === null ? null : text(value, place)
}

function number(value: unknown, place: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new FittedRecipeError(place, 'a finite number')
  return value
}

function scale(value: unknown, place: string): number {
  const read = number(value, place)
  if (read <= 0) throw new FittedRecipeError(place, 'a number above 0')
  return read
}

function flag(value: unknown, place: string): boolean {
  if (typeof value !== 'boolean') throw new FittedRecipeError(place, 'true or false')
  return value
}

function oneOf<T extends string>(allowed: readonly T[], value: unknown, place: string): T {
  const found = allowed.find((own) => own === value)
  if (found === undefined) throw new FittedRecipeError(place, allowed.join(', '))
  return found
}
