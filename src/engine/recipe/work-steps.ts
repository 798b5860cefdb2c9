/** A recipe's steps on a table, in order: columns renamed, worked out and changed, rows kept. What a step learns comes from outside. */
import { StudioError } from '#contract/errors.ts'
import type { LearnedStep, RecipeStep } from '#contract/recipe.ts'
import { compileFormula } from '#engine/formula/compile-formula.ts'
import type { Compiled } from '#engine/formula/compile-formula.ts'
import { FormulaMistake } from '#engine/formula/formula-mistake.ts'
import { columnsOf, parseFormula } from '#engine/formula/parse-formula.ts'
import type { CategoryColumn, Column, Table } from '#engine/table/table.ts'
import { castColumn } from './cast-column.ts'
import type { LearningStep } from './learn-step.ts'
import { withLearned } from './learn-step.ts'
import { seededPermutation } from './seeded-permutation.ts'

export interface WorkedTable {
  /** As many rows as the file: what a condition leaves out keeps its number. */
  table: Table
  /** 1 where a row is kept; null where no step asks. */
  kept: Uint8Array | null
  /** Columns of the file that each column is made of; a column of the file is made of itself. */
  origins: ReadonlyMap<string, ReadonlySet<string>>
  /** Columns that are learned from the training rows, with the id of the step: nothing that decides on rows may go by them. */
  learned: ReadonlyMap<string, string>
}

/** What a step has learned, or learns now of its column; null: that is not known yet. */
export type Learn = (step: LearningStep, column: Column) => LearnedStep | null
const nothingYet: Learn = () => null

/** @throws StudioError 'recipe.step' with the step's place (`count`, from 1) and what is wrong */
export function workSteps(table: Table, steps: readonly RecipeStep[], learn: Learn = nothingYet): WorkedTable {
  let worked = withoutSteps(table)
  steps.forEach((step, index) => {
    if (!step.on) return
    try {
      worked = withStep(worked, step, learn)
    } catch (error) {
      if (!(error instanceof FormulaMistake)) throw error
      throw new StudioError('recipe.step', { count: index + 1, problem: error.problem, value: error.value, expected: error.expected })
    }
  })
  return worked
}

/** A table before the first step. */
export function withoutSteps(table: Table): WorkedTable {
  return { table, kept: null, origins: new Map(table.columns.map(({ name }) => [name, new Set([name])])), learned: new Map() }
}

/** @throws FormulaMistake */
export function withStep(worked: WorkedTable, step: RecipeStep, learn: Learn = nothingYet): WorkedTable {
  const { table: { rows, columns }, kept, origins, learned } = worked
  switch (step.kind) {
    case 'rename': {
      const { column: before, name } = step
      if (!origins.has(before)) throw new FormulaMistake('step.noColumn', before)
      checkName(name, name === before ? [] : [...origins.keys()])
      return {
        table: { rows, columns: columns.map((column) => (column.name === before ? { ...column, name } : column)) },
        kept,
        origins: new Map([...origins].map(([column, own]) => [column === before ? name : column, own])),
        learned: new Map([...learned].map(([column, id]) => [column === before ? name : column, id])),
      }
    }
    case 'compute': {
      const { name, formula } = step
      const read = parseFormula(formula)
      const made = columnOf(name, compileFormula(read, columns), rows)
      refuseLearned(columnsOf(read), learned)
      checkName(name, [...origins.keys()])
      const own = new Set(columnsOf(read).flatMap((column) => [...(origins.get(column) ?? [])]))
      return { table: { rows, columns: [...columns, made] }, kept, origins: new Map([...origins, [name, own]]), learned }
    }
    case 'filter': {
      const read = parseFormula(step.formula)
      const condition = compileFormula(read, columns)
      refuseLearned(columnsOf(read), learned)
      if (condition.type !== 'yesNo') throw new FormulaMistake('step.notACondition')
      return { ...worked, kept: Uint8Array.from({ length: rows }, (_, row) => (kept?.[row] === 0 ? 0 : Number(condition.at(row) === 1))) }
    }
    case 'sample':
      return { ...worked, kept: sampled(rows, kept, step.rows, step.seed) }
    case 'cast': {
      refuseLearned([step.column], learned)
      return { ...worked, table: { rows, columns: changed(columns, step.column, (column) => castColumn(column, step.to)) } }
    }
    case 'groupRare':
    case 'bin':
    case 'log':
    case 'yeoJohnson':
      if (step.kind === 'groupRare') checkName(step.name, [])
      return { ...worked, table: { rows, columns: changed(columns, step.column, (column) => withLearned(step, column, learn(step, column))) }, learned: new Map([...learned, [step.column, step.id]]) }
    default:
      return step satisfies never
  }
}

function changed(columns: readonly Column[], name: string, change: (column: Column) => Column): Column[] {
  if (columns.every((column) => column.name !== name)) throw new FormulaMistake('step.noColumn', name)
  return columns.map((column) => (column.name === name ? change(column) : column))
}

function refuseLearned(names: readonly string[], learned: WorkedTable['learned']): void {
  const first = names.find((name) => learned.has(name))
  if (first !== undefined) throw new FormulaMistake('step.learned', first)
}

/** `count` of the rows that are still kept, whatever else there is in the table. */
function sampled(rows: number, kept: Uint8Array | null, count: number, seed: number): Uint8Array {
  const still = Array.from({ length: rows }, (_, row) => row).filter((row) => kept?.[row] !== 0)
  const drawn = new Uint8Array(rows)
  for (const at of seededPermutation(still.length, seed, sampleStream).subarray(0, count)) drawn[still[at] ?? 0] = 1
  return drawn
}

/** Tells this draw apart from those of the split, which may have the same seed. */
const sampleStream = 7

function checkName(name: string, taken: readonly string[]): void {
  if (name.trim() === '') throw new FormulaMistake('step.noName')
  if (taken.includes(name)) throw new FormulaMistake('step.nameTaken', name)
}

/** The steps that make or change `columns`, and the columns of the file that they begin with. Those that keep rows make none. */
export function stepsBehind(steps: readonly RecipeStep[], columns: readonly string[]): { steps: RecipeStep[]; sources: Set<string> } {
  const sources = new Set(columns)
  const needed = steps.toReversed().filter((step) => {
    if (!step.on || step.kind === 'filter' || step.kind === 'sample') return false
    if (step.kind !== 'rename' && step.kind !== 'compute') return sources.has(step.column)
    if (!sources.delete(step.name)) return false
    const before = step.kind === 'rename' ? [step.column] : columnsOf(parseFormula(step.formula))
    for (const column of before) sources.add(column)
    return true
  })
  return { steps: needed.toReversed(), sources }
}

function columnOf(name: string, compiled: Compiled, rows: number): Column {
  if (compiled.type === 'text') return words(name, 'category', rows, compiled.at)
  const { type, at } = compiled
  if (type === 'yesNo') {
    return words(name, 'boolean', rows, (row) => {
      const answer = at(row)
      return Number.isNaN(answer) ? null : answer === 1 ? 'true' : 'false'
    })
  }
  const values = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    const value = at(row)
    // What has no finite answer, such as a division by 0, is missing.
    values[row] = Number.isFinite(value) ? value : NaN
  }
  return { kind: 'number', name, type, values }
}

function words(name: string, type: CategoryColumn['type'], rows: number, at: (row: number) => string | null): CategoryColumn {
  const codes = new Int32Array(rows)
  const codeOf = new Map<string, number>()
  for (let row = 0; row < rows; row++) {
    const text = at(row)
    const known = text === null ? -1 : codeOf.get(text)
    codes[row] = known ?? codeOf.size
    if (known === undefined && text !== null) codeOf.set(text, codeOf.size)
  }
  return { kind: 'category', name, type, codes, dictionary: [...codeOf.keys()] }
}
