/** A recipe's steps on a table: columns renamed and worked out, rows kept by a condition. They learn nothing from the rows. */
import { StudioError } from '#contract/errors.ts'
import type { RecipeStep } from '#contract/recipe.ts'
import { compileFormula } from '#engine/formula/compile-formula.ts'
import type { Compiled } from '#engine/formula/compile-formula.ts'
import { FormulaMistake } from '#engine/formula/formula-mistake.ts'
import { columnsOf, parseFormula } from '#engine/formula/parse-formula.ts'
import type { CategoryColumn, Column, Table } from '#engine/table/table.ts'

export interface WorkedTable {
  /** As many rows as the file: what a condition leaves out keeps its number. */
  table: Table
  /** 1 where a row is kept; null where no step asks. */
  kept: Uint8Array | null
  /** Columns of the file that each column is made of; a column of the file is made of itself. */
  origins: ReadonlyMap<string, ReadonlySet<string>>
}

/** @throws StudioError 'recipe.step' with the step's place (`count`, from 1) and what is wrong */
export function workSteps(table: Table, steps: readonly RecipeStep[]): WorkedTable {
  let columns = table.columns
  let kept: Uint8Array | null = null
  const origins = new Map<string, ReadonlySet<string>>(columns.map(({ name }) => [name, new Set([name])]))
  steps.forEach((step, index) => {
    if (!step.on) return
    try {
      switch (step.kind) {
        case 'rename': {
          const { column: before, name } = step
          if (!origins.has(before)) throw new FormulaMistake('step.noColumn', before)
          if (name !== before && origins.has(name)) throw new FormulaMistake('step.nameTaken', name)
          columns = columns.map((column) => (column.name === before ? { ...column, name } : column))
          const own = origins.get(before) ?? new Set()
          origins.delete(before)
          origins.set(name, own)
          break
        }
        case 'compute': {
          const { name, formula } = step
          const read = parseFormula(formula)
          const made = columnOf(name, compileFormula(read, columns), table.rows)
          if (origins.has(name)) throw new FormulaMistake('step.nameTaken', name)
          origins.set(name, new Set(columnsOf(read).flatMap((column) => [...(origins.get(column) ?? [])])))
          columns = [...columns, made]
          break
        }
        case 'filter': {
          const condition = compileFormula(parseFormula(step.formula), columns)
          if (condition.type !== 'yesNo') throw new FormulaMistake('step.notACondition')
          const before: Uint8Array | null = kept
          kept = Uint8Array.from({ length: table.rows }, (_, row) => (before?.[row] === 0 ? 0 : Number(condition.at(row) === 1)))
          break
        }
        default:
          step satisfies never
      }
    } catch (error) {
      if (!(error instanceof FormulaMistake)) throw error
      throw new StudioError('recipe.step', { count: index + 1, problem: error.problem, value: error.value, expected: error.expected })
    }
  })
  return { table: { rows: table.rows, columns }, kept, origins }
}

/** The steps that make `columns`, and the columns of the file that they begin with. Conditions on rows make none. */
export function stepsBehind(steps: readonly RecipeStep[], columns: readonly string[]): { steps: RecipeStep[]; sources: Set<string> } {
  const sources = new Set(columns)
  const needed = steps.toReversed().filter((step) => {
    if (!step.on || step.kind === 'filter' || !sources.delete(step.name)) return false
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
