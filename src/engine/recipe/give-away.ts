/** A single column that answers nearly all rows alone: often a leak, something known only after the answer. */
import { sampleEvenly } from './sample-evenly.ts'
import type { FitOutcome } from './fit-recipe.ts'
import { valueReader } from './value-reader.ts'
import type { Column, Table } from '#engine/table/table.ts'

export interface GiveAway {
  column: string
  /** Rows answered right by this column alone, of those it was judged on. */
  right: number
}

/**
 * The used column whose best simple rule, learned on some training rows, answers most of `judged` rows, where that is at
 * least 98 % of them and of the rows it was learned on, and leaves at most a fifth of the mistakes of always guessing;
 * null where there is none, or for numbers. (At 95 % honest columns of the iris and breast cancer data would be accused.)
 * Rules: the commonest class of each value (at most 50 values), or of each side of one threshold.
 */
export function findGiveAway(table: Table, outcome: FitOutcome, learned: Int32Array, judged: Int32Array): GiveAway | null {
  const { codes, classes } = outcome.target
  if (codes === null || judged.length < fewestRows || learned.length < fewestRows) return null
  const learning = sampleEvenly(learned, learningRows)
  const guess = commonest(countClasses(learning, codes, classes.length))
  const truth = (row: number): number => codes[row] ?? -1
  const rightOn = (rows: Int32Array, answer: Rule): number => rows.reduce((right, row) => right + Number(answer(row) === truth(row)), 0)
  let best: GiveAway | null = null
  for (const own of outcome.fitted.columns) {
    const column = table.columns.find(({ name }) => name === own.column)
    if (column === undefined) continue
    const answer = ruleOf(column, learning, codes, classes.length, guess)
    const right = rightOn(judged, answer)
    if (right > (best?.right ?? 0) && rightOn(learning, answer) >= leastShare * learning.length) best = { column: own.column, right }
  }
  if (best === null) return null
  const mistakes = judged.length - best.right
  const guessMistakes = judged.length - rightOn(judged, () => guess)
  // Where guessing is nearly always right, so is a rule that learned nothing, and a few rows are luck.
  return guessMistakes >= fewestMistakes && best.right >= leastShare * judged.length && mistakes <= 0.2 * guessMistakes ? best : null
}

const fewestRows = 20
const fewestMistakes = 10
const leastShare = 0.98
const learningRows = 5000
const mostValues = 50

/** What a column alone would answer, by row. */
type Rule = (row: number) => number

function ruleOf(column: Column, rows: Int32Array, codes: Int32Array, classes: number, guess: number): Rule {
  const valueAt = valueReader(column)
  const counts = new Map<number, number[]>()
  for (const row of rows) {
    const value = valueAt(row)
    const own = counts.get(value) ?? new Array<number>(classes).fill(0)
    const code = codes[row] ?? 0
    own[code] = (own[code] ?? 0) + 1
    counts.set(value, own)
  }
  if (counts.size <= mostValues) {
    const answers = new Map([...counts].map(([value, own]) => [value, commonest(own)]))
    return (row) => answers.get(valueAt(row)) ?? guess
  }
  return column.kind === 'category' ? () => guess : thresholdRule(counts, valueAt, classes, guess)
}

function thresholdRule(counts: ReadonlyMap<number, number[]>, valueAt: (row: number) => number, classes: number, guess: number): Rule {
  const values = [...counts.keys()].filter(Number.isFinite).sort((a, b) => a - b)
  const below = new Array<number>(classes).fill(0)
  const above = new Array<number>(classes).fill(0)
  for (const value of values) addTo(above, counts.get(value) ?? [], 1)
  let best = { right: Math.max(...above), threshold: -Infinity, low: guess, high: commonest(above) }
  values.forEach((value, index) => {
    addTo(below, counts.get(value) ?? [], 1)
    addTo(above, counts.get(value) ?? [], -1)
    const right = Math.max(...below) + Math.max(...above)
    const next = values[index + 1]
    if (right > best.right && next !== undefined) best = { right, threshold: value / 2 + next / 2, low: commonest(below), high: commonest(above) }
  })
  return (row) => {
    const value = valueAt(row)
    return Number.isFinite(value) ? (value <= best.threshold ? best.low : best.high) : guess
  }
}

function countClasses(rows: Int32Array, codes: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const row of rows) {
    const code = codes[row] ?? 0
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}

function commonest(counts: readonly number[]): number {
  return counts.indexOf(Math.max(...counts))
}

function addTo(target: number[], counts: readonly number[], sign: number): void {
  counts.forEach((count, index) => (target[index] = (target[index] ?? 0) + sign * count))
}
