/** What a step learns from the training rows of one column, and the column that it makes with it. Knows no other columns. */
import type { LearnedStep, RecipeStep } from '#contract/recipe.ts'
import { FormulaMistake } from '#engine/formula/formula-mistake.ts'
import { stableLog } from '#engine/random/stable-functions.ts'
import { numberAt, plainNumbers } from '#engine/table/numbers.ts'
import type { CategoryColumn, Column, NumberColumn } from '#engine/table/table.ts'
import { binEdges, binLabels, binOf } from './bin-edges.ts'
import { extremes } from './fit-scaling.ts'
import { fitYeoJohnson, yeoJohnson } from './yeo-johnson.ts'

export type LearningStep = Extract<RecipeStep, { kind: LearnedStep['kind'] }>

/** @throws FormulaMistake where the column is of another type. */
export function learnStep(step: LearningStep, column: Column, training: Int32Array): LearnedStep {
  switch (step.kind) {
    case 'groupRare':
      return rareIn(categoriesOf(column), training, step.share)
    case 'bin': {
      const edges = binEdges(presentOf(column, training), step.count, step.by)
      return { kind: 'bin', edges, labels: binLabels(edges) }
    }
    case 'log': {
      const present = presentOf(column, training)
      const { min } = present.length === 0 ? { min: 1 } : extremes(present)
      return { kind: 'log', shift: min > 0 ? 0 : 1 - min, least: min }
    }
    case 'yeoJohnson':
      return { kind: 'yeoJohnson', lambda: fitYeoJohnson(presentOf(column, training)) }
    default:
      return step satisfies never
  }
}

/**
 * `learned` null: nothing is known of the training rows yet; the column has its type and its gaps, but not its values.
 *
 * @throws FormulaMistake where the column is of another type.
 */
export function withLearned(step: LearningStep, column: Column, learned: LearnedStep | null): Column {
  switch (step.kind) {
    case 'groupRare': {
      const categories = categoriesOf(column)
      return learned?.kind === 'groupRare' ? grouped(categories, learned, step.name) : categories
    }
    case 'bin': {
      const { edges, labels } = learned?.kind === 'bin' ? learned : { edges: [], labels: [''] }
      const { values } = numbersOf(column)
      return { kind: 'category', name: column.name, type: 'category', codes: Int32Array.from(plainNumbers(values), (value) => (Number.isFinite(value) ? binOf(value, edges) : -1)), dictionary: labels }
    }
    case 'log': {
      const numbers = withoutUnit(numbersOf(column))
      if (learned?.kind !== 'log') return numbers
      const { shift, least } = learned
      return { ...numbers, values: plainNumbers(numbers.values).map((value) => (Number.isFinite(value) ? stableLog(Math.max(value, least) + shift) : NaN)) }
    }
    case 'yeoJohnson': {
      const numbers = withoutUnit(numbersOf(column))
      if (learned?.kind !== 'yeoJohnson') return numbers
      const { lambda } = learned
      return { ...numbers, values: plainNumbers(numbers.values).map((value) => (Number.isFinite(value) ? yeoJohnson(value, lambda) : NaN)) }
    }
    default:
      return step satisfies never
  }
}

/** As scikit-learn's OneHotEncoder(min_frequency=share): rarer than `share` of the training rows, those without a value counted too. */
function rareIn({ codes, dictionary }: CategoryColumn, training: Int32Array, share: number): LearnedStep {
  const counts = new Int32Array(dictionary.length)
  for (const row of training) {
    const code = codes[row] ?? -1
    if (code >= 0) counts[code] = (counts[code] ?? 0) + 1
  }
  const isKept = (count: number): boolean => count > 0 && count >= share * training.length
  const rare = counts.filter((count) => count > 0 && !isKept(count))
  return { kind: 'groupRare', kept: dictionary.filter((_, code) => isKept(counts[code] ?? 0)), others: rare.length, rows: rare.reduce((sum, count) => sum + count, 0) }
}

/** Where nothing was rare, a value that was never seen stays what it is. */
function grouped(column: CategoryColumn, { kept, others }: Extract<LearnedStep, { kind: 'groupRare' }>, name: string): CategoryColumn {
  if (others === 0) return column
  const known = new Set(kept)
  const dictionary = [...new Set([...kept, name])]
  const codeOf = new Map(dictionary.map((value, code) => [value, code]))
  const codes = Int32Array.from(column.dictionary, (value) => codeOf.get(known.has(value) ? value : name) ?? -1)
  return { kind: 'category', name: column.name, type: 'category', codes: column.codes.map((code) => codes[code] ?? -1), dictionary }
}

function categoriesOf(column: Column): CategoryColumn {
  if (column.kind !== 'category') throw new FormulaMistake('step.needs.category', column.name)
  return column
}

function numbersOf(column: Column): NumberColumn {
  if (column.kind !== 'number' || column.type !== 'number') throw new FormulaMistake('step.needs.number', column.name)
  return column
}

/** What is made of numbers is no longer measured as they were. */
function withoutUnit({ name, type, values }: NumberColumn): NumberColumn {
  return { kind: 'number', name, type, values }
}

function presentOf(column: Column, rows: Int32Array): Float64Array<ArrayBuffer> {
  const { values } = numbersOf(column)
  return Float64Array.from(rows, (row) => numberAt(values, row)).filter((value) => Number.isFinite(value))
}
