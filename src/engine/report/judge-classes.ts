/** Right and wrong answers on the test rows, beside guessing and a linear model. */
import type { Task } from '#contract/recipe.ts'
import type { ClassificationAnswer } from '#contract/run.ts'
import { confusionOf, countsOf } from '#engine/metrics/confusion.ts'
import { decideClasses, defaultCutOff } from '#engine/metrics/decide.ts'
import type { Rows } from '#engine/training/engine.ts'
import { bootstrapMeans } from './bootstrap.ts'
import type { JudgeFacts } from './judge.ts'
import { wilson } from '#contract/wilson.ts'

/** The cut-off for two classes stays 0.5 and is said to be chosen on no rows. */
export function judgeClasses(facts: JudgeFacts & { test: Pick<Rows, 'count' | 'targets'> }, task: Exclude<Task, 'regression'>): ClassificationAnswer {
  const { fitted, training, test, outputs, linearOutputs } = facts
  const { classes, positive } = fitted.target
  const actual = decideClasses(task, test.targets, test.count)
  const said = decideClasses(task, outputs, test.count)
  const linear = linearOutputs === null ? null : decideClasses(task, linearOutputs, test.count)
  const confusion = confusionOf(actual, said, classes.length)
  const right = countWhere(actual, (truth, row) => truth === said[row])

  const learnedRows = countEach(decideClasses(task, training.targets, training.count), classes.length)
  // The first of equals.
  const guess = learnedRows.indexOf(Math.max(...learnedRows))
  const overGuessing = Float64Array.from(actual, (truth, row) => Number(truth === said[row]) - Number(truth === guess))
  const overLinear = linear === null ? [] : [
    Float64Array.from(actual, (truth, row) => Number(truth === said[row]) - Number(truth === linear[row])),
    Float64Array.from(actual, (truth, row) => Number(truth === linear[row]) - Number(truth === guess)),
  ]
  const [guessingEstimate, linearEstimate, linearOverGuessing] = bootstrapMeans([overGuessing, ...overLinear], facts.seed)
  if (guessingEstimate === undefined) throw new Error('a difference has no range')

  return {
    kind: 'classification',
    rows: test.count,
    right,
    accuracy: wilson(right, test.count),
    guessing: { answer: classes[guess] ?? '', right: countWhere(actual, (truth) => truth === guess) },
    linear: linear === null ? null : { right: countWhere(actual, (truth, row) => truth === linear[row]), ...(linearOverGuessing === undefined ? {} : { overGuessing: linearOverGuessing }) },
    overGuessing: guessingEstimate,
    overLinear: linearEstimate ?? null,
    positive: task === 'binary' && positive !== null ? { answer: positive, ...countsOf(confusion, classes.indexOf(positive)) } : null,
    classes,
    learnedRows,
    confusion,
    mistakes: surestMistakes(facts, task, actual, said),
    cutOff: task === 'binary' ? { value: defaultCutOff, chosenOn: 'none' } : null,
    giveAway: facts.giveAway ?? null,
  }
}

const keptMistakes = 200

function surestMistakes(facts: JudgeFacts, task: Exclude<Task, 'regression'>, actual: Int32Array, said: Int32Array): ClassificationAnswer['mistakes'] {
  const { outputs } = facts
  const { classes } = facts.fitted.target
  const probability = (row: number): number => {
    const answer = said[row] ?? 0
    const output = outputs[task === 'binary' ? row : row * classes.length + answer] ?? NaN
    return task === 'binary' && answer === 0 ? 1 - output : output
  }
  const wrong: { row: number; at: number; probability: number }[] = []
  actual.forEach((truth, at) => {
    if (truth !== said[at]) wrong.push({ row: (facts.testRowNumbers[at] ?? 0) + 1, at, probability: probability(at) })
  })
  wrong.sort((a, b) => b.probability - a.probability || a.row - b.row)
  return wrong.slice(0, keptMistakes).map(({ row, at, probability: sureness }) => ({
    row,
    actual: classes[actual[at] ?? 0] ?? '',
    said: classes[said[at] ?? 0] ?? '',
    probability: sureness,
  }))
}

function countEach(codes: Int32Array, classes: number): number[] {
  const counts = new Array<number>(classes).fill(0)
  for (const code of codes) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

function countWhere(values: Int32Array, condition: (value: number, at: number) => boolean): number {
  let count = 0
  values.forEach((value, at) => {
    if (condition(value, at)) count++
  })
  return count
}
