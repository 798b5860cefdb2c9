/** Logistic and softmax regression with an L2 penalty, to their one optimum. Knows inputs and targets only. */
import type { Rows } from '#engine/training/engine.ts'
import { minimize } from './minimize.ts'
import { solveSymmetric } from './solve.ts'

/** Up to this many inputs the exact second derivatives are cheap enough. */
export const newtonInputs = 100

/** `inputs` weights and the intercept. Minimises half the squared weights plus the summed cross-entropy (C = 1). */
export function logisticWeights(rows: Rows, inputs: number): Float64Array {
  if (inputs > newtonInputs) return lbfgs(rows, inputs, 1)
  // A few thousand rows lead near the optimum, where all rows need only a step or two.
  const start = rows.count > 4 * warmRows ? newton(everyNth(rows, inputs, warmRows), inputs, new Float64Array(inputs + 1)) : new Float64Array(inputs + 1)
  return newton(rows, inputs, start)
}

/** `outputs` rows of `inputs` weights and the intercept; penalised alike. */
export function softmaxWeights(rows: Rows, inputs: number, outputs: number): Float64Array {
  return lbfgs(rows, inputs, outputs)
}

const warmRows = 4000

function everyNth(rows: Rows, inputs: number, kept: number): Rows {
  const part: Rows = { count: kept, inputs: new Float32Array(kept * inputs), targets: new Float32Array(kept), weights: null }
  for (let at = 0; at < kept; at++) {
    const row = Math.floor((at * rows.count) / kept)
    part.inputs.set(rows.inputs.subarray(row * inputs, (row + 1) * inputs), at * inputs)
    part.targets[at] = rows.targets[row] ?? 0
  }
  return part
}

/** Newton's method with halved steps where a whole one overshoots (the loss is convex, so it always ends). */
function newton(rows: Rows, inputs: number, start: Float64Array): Float64Array {
  let weights = start
  let value = binaryLoss(rows, inputs, weights)
  for (let iteration = 0; iteration < 50; iteration++) {
    const { gradient, curvature } = secondOrder(rows, inputs, weights)
    const step = solveSymmetric(curvature, gradient, inputs + 1)
    let length = 1
    let next = weights.map((weight, index) => weight - (step[index] ?? 0))
    let nextValue = binaryLoss(rows, inputs, next)
    while (nextValue > value && length > 1e-6) {
      length /= 2
      next = weights.map((weight, index) => weight - length * (step[index] ?? 0))
      nextValue = binaryLoss(rows, inputs, next)
    }
    const moved = Math.max(...step.map(Math.abs)) * length
    if (nextValue <= value) {
      weights = next
      value = nextValue
    }
    if (moved < 1e-8 * (1 + Math.max(...weights.map(Math.abs))) || length <= 1e-6) break
  }
  return weights
}

function binaryLoss(rows: Rows, inputs: number, weights: Float64Array): number {
  let loss = 0
  for (let row = 0; row < rows.count; row++) {
    const sum = linear(rows.inputs, row * inputs, weights, 0, inputs)
    loss += softplus(sum) - (rows.targets[row] ?? 0) * sum
  }
  for (let input = 0; input < inputs; input++) loss += 0.5 * (weights[input] ?? 0) * (weights[input] ?? 0)
  return loss
}

function secondOrder(rows: Rows, inputs: number, weights: Float64Array): { gradient: Float64Array; curvature: Float64Array } {
  const width = inputs + 1
  const gradient = new Float64Array(width)
  const curvature = new Float64Array(width * width)
  const cells = new Float64Array(width).fill(1)
  for (let row = 0; row < rows.count; row++) {
    for (let input = 0; input < inputs; input++) cells[input] = rows.inputs[row * inputs + input] ?? 0
    const probability = 1 / (1 + Math.exp(-linear(rows.inputs, row * inputs, weights, 0, inputs)))
    const error = probability - (rows.targets[row] ?? 0)
    const bend = probability * (1 - probability)
    for (let input = 0; input < width; input++) {
      const value = cells[input] ?? 0
      if (value === 0) continue
      gradient[input] = (gradient[input] ?? 0) + error * value
      const weighted = bend * value
      const from = input * width
      for (let other = 0; other <= input; other++) curvature[from + other] = (curvature[from + other] ?? 0) + weighted * (cells[other] ?? 0)
    }
  }
  for (let input = 0; input < inputs; input++) {
    gradient[input] = (gradient[input] ?? 0) + (weights[input] ?? 0)
    curvature[input * width + input] = (curvature[input * width + input] ?? 0) + 1
  }
  // Keeps the intercept solvable where every row is certain.
  curvature[width * width - 1] = (curvature[width * width - 1] ?? 0) + 1e-10
  return { gradient, curvature }
}

/** The mean loss is minimised, so that the tolerance does not depend on the number of rows. */
function lbfgs(rows: Rows, inputs: number, outputs: number): Float64Array {
  const width = inputs + 1
  return minimize((weights) => firstOrder(rows, inputs, outputs, weights), new Float64Array(outputs * width), 1e-7, 200)
}

function firstOrder(rows: Rows, inputs: number, outputs: number, weights: Float64Array): { value: number; gradient: Float64Array } {
  const width = inputs + 1
  const gradient = new Float64Array(outputs * width)
  const errors = new Float64Array(outputs)
  let value = 0
  for (let row = 0; row < rows.count; row++) {
    value += outputs === 1 ? binaryErrors(rows, row, inputs, weights, errors) : softmaxErrors(rows, row, inputs, outputs, weights, errors)
    for (let output = 0; output < outputs; output++) {
      const error = errors[output] ?? 0
      const from = output * width
      for (let input = 0; input < inputs; input++) gradient[from + input] = (gradient[from + input] ?? 0) + error * (rows.inputs[row * inputs + input] ?? 0)
      gradient[from + inputs] = (gradient[from + inputs] ?? 0) + error
    }
  }
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      const weight = weights[output * width + input] ?? 0
      value += 0.5 * weight * weight
      gradient[output * width + input] = (gradient[output * width + input] ?? 0) + weight
    }
  }
  return { value: value / rows.count, gradient: gradient.map((entry) => entry / rows.count) }
}

function binaryErrors(rows: Rows, row: number, inputs: number, weights: Float64Array, errors: Float64Array): number {
  const sum = linear(rows.inputs, row * inputs, weights, 0, inputs)
  const target = rows.targets[row] ?? 0
  errors[0] = 1 / (1 + Math.exp(-sum)) - target
  return softplus(sum) - target * sum
}

function softmaxErrors(rows: Rows, row: number, inputs: number, outputs: number, weights: Float64Array, errors: Float64Array): number {
  let most = -Infinity
  for (let output = 0; output < outputs; output++) {
    const sum = linear(rows.inputs, row * inputs, weights, output * (inputs + 1), inputs)
    errors[output] = sum
    if (sum > most) most = sum
  }
  let total = 0
  let chosen = 0
  for (let output = 0; output < outputs; output++) {
    const sum = errors[output] ?? 0
    chosen += (rows.targets[row * outputs + output] ?? 0) * sum
    const power = Math.exp(sum - most)
    errors[output] = power
    total += power
  }
  for (let output = 0; output < outputs; output++) errors[output] = (errors[output] ?? 0) / total - (rows.targets[row * outputs + output] ?? 0)
  return most + Math.log(total) - chosen
}

function linear(cells: Float32Array, cellsFrom: number, weights: Float64Array, weightsFrom: number, inputs: number): number {
  let sum = weights[weightsFrom + inputs] ?? 0
  for (let input = 0; input < inputs; input++) sum += (weights[weightsFrom + input] ?? 0) * (cells[cellsFrom + input] ?? 0)
  return sum
}

/** log(1 + e^x) without overflow. */
function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))
}
