/** The simplest model to compare with, solved exactly: no step size, no seed, no hidden layers. Knows inputs and targets only. */
import type { Task } from '#contract/recipe.ts'
import type { Rows } from '#engine/training/engine.ts'
import { logisticWeights, softmaxWeights } from './logistic.ts'
import { solveSymmetric } from './solve.ts'

export interface LinearModel {
  task: Task
  inputs: number
  outputs: number
  /** `outputs` rows of `inputs` weights and, last, the intercept; float64. */
  weights: Float64Array
  /** Training rows it was fitted on: all, or evenly spaced ones where all would take too long. */
  rowsUsed: number
}

/**
 * Least squares for numbers (scikit-learn's LinearRegression), logistic or softmax regression with its default L2 penalty
 * (LogisticRegression, C = 1: half the squared weights, not the intercepts, beside the summed loss). Row weights are not used.
 */
export function fitLinearModel(task: Task, rows: Rows): LinearModel {
  const inputs = rows.inputs.length / rows.count
  const outputs = rows.targets.length / rows.count
  const used = thinned(rows, inputs, outputs, task)
  const weights = task === 'regression' ? leastSquares(used, inputs) : task === 'binary' ? logisticWeights(used, inputs) : softmaxWeights(used, inputs, outputs)
  return { task, inputs, outputs, weights, rowsUsed: used.count }
}

/** In the form of a network's outputs: numbers, the probability of the positive class, or one probability a class. */
export function predictLinear(model: LinearModel, inputs: Float32Array, count: number): Float32Array<ArrayBuffer> {
  const { outputs, weights } = model
  const width = model.inputs + 1
  const predicted = new Float32Array(count * outputs)
  const sums = new Float64Array(outputs)
  for (let row = 0; row < count; row++) {
    for (let output = 0; output < outputs; output++) {
      let sum = weights[output * width + model.inputs] ?? 0
      for (let input = 0; input < model.inputs; input++) sum += (weights[output * width + input] ?? 0) * (inputs[row * model.inputs + input] ?? 0)
      sums[output] = sum
    }
    if (model.task === 'regression') predicted[row] = sums[0] ?? 0
    else if (model.task === 'binary') predicted[row] = 1 / (1 + Math.exp(-(sums[0] ?? 0)))
    else softmax(sums).forEach((probability, output) => (predicted[row * outputs + output] = probability))
  }
  return predicted
}

/** Multiply-adds that may be spent on one pass over the rows: less than a tenth of a second. */
const passBudget = 5e7

function thinned(rows: Rows, inputs: number, outputs: number, task: Task): Rows {
  const perRow = task === 'regression' ? (inputs * inputs) / 2 : 2 * inputs * outputs
  const kept = Math.min(rows.count, Math.max(leastRows, Math.floor((budgetFactor(task) * passBudget) / Math.max(1, perRow))))
  if (kept === rows.count) return rows
  const part: Rows = { count: kept, inputs: new Float32Array(kept * inputs), targets: new Float32Array(kept * outputs), weights: null }
  for (let at = 0; at < kept; at++) {
    const row = Math.floor((at * rows.count) / kept)
    part.inputs.set(rows.inputs.subarray(row * inputs, (row + 1) * inputs), at * inputs)
    part.targets.set(rows.targets.subarray(row * outputs, (row + 1) * outputs), at * outputs)
  }
  return part
}

const leastRows = 500

/** Least squares needs one pass, Newton's method a dozen, L-BFGS up to 200. */
function budgetFactor(task: Task): number {
  switch (task) {
    case 'regression':
      return 40
    case 'binary':
      return 8
    case 'multiclass':
      return 1
    default:
      return task satisfies never
  }
}

/** Normal equations of centred inputs in float64; directions that the rows do not show get weight 0. */
function leastSquares(rows: Rows, inputs: number): Float64Array {
  const means = new Float64Array(inputs)
  let targetMean = 0
  for (let row = 0; row < rows.count; row++) {
    for (let input = 0; input < inputs; input++) means[input] = (means[input] ?? 0) + (rows.inputs[row * inputs + input] ?? 0) / rows.count
    targetMean += (rows.targets[row] ?? 0) / rows.count
  }
  const products = new Float64Array(inputs * inputs)
  const right = new Float64Array(inputs)
  const centred = new Float64Array(inputs)
  for (let row = 0; row < rows.count; row++) {
    for (let input = 0; input < inputs; input++) centred[input] = (rows.inputs[row * inputs + input] ?? 0) - (means[input] ?? 0)
    const target = (rows.targets[row] ?? 0) - targetMean
    for (let input = 0; input < inputs; input++) {
      const value = centred[input] ?? 0
      if (value === 0) continue
      right[input] = (right[input] ?? 0) + value * target
      const from = input * inputs
      for (let other = 0; other <= input; other++) products[from + other] = (products[from + other] ?? 0) + value * (centred[other] ?? 0)
    }
  }
  const weights = solveSymmetric(products, right, inputs)
  let intercept = targetMean
  for (let input = 0; input < inputs; input++) intercept -= (weights[input] ?? 0) * (means[input] ?? 0)
  return Float64Array.of(...weights, intercept)
}

function softmax(sums: Float64Array): Float64Array {
  let most = -Infinity
  for (const sum of sums) most = Math.max(most, sum)
  let total = 0
  const powers = sums.map((sum) => {
    const power = Math.exp(sum - most)
    total += power
    return power
  })
  return powers.map((power) => power / total)
}
