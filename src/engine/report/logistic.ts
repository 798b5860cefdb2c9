/** Logistic and softmax regression with an L2 penalty, to their one optimum. Knows inputs and targets only. */
import type { Rows } from '#engine/training/engine.ts'
import { minimize } from './minimize.ts'
import { solveSymmetric } from './solve.ts'

/** Up to this many inputs the exact second derivatives are cheap enough. */
const newtonInputs = 100

/** `inputs` weights and the intercept. Minimises half the squared weights plus the summed cross-entropy (C = 1). */
export function logisticWeights(rows: Rows, inputs: number): Float64Array {
  return inputs > newtonInputs ? lbfgs(rows, inputs, 1) : newton(rows, inputs)
}

/** `outputs` rows of `inputs` weights and the intercept; penalised alike. */
export function softmaxWeights(rows: Rows, inputs: number, outputs: number): Float64Array {
  return lbfgs(rows, inputs, outputs)
}

/** Rows that the curvature is taken from; the gradient, which decides where it ends, is always of all rows. */
const curvatureRows = 10_000

/**
 * Newton's method, for many rows with the curvature of an even part of them: some more steps, each far cheaper. Steps are
 * halved where they overshoot; the loss is convex, so it always ends.
 */
function newton(rows: Rows, inputs: number): Float64Array {
  let weights = new Float64Array(inputs + 1)
  let value = binaryLoss(rows, inputs, weights)
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = solveSymmetric(curvatureOf(rows, inputs, weights), gradientOf(rows, inputs, weights), inputs + 1)
    let length = 1
    let next = weights.map((weight, index) => weight - (step[index] ?? 0))
    let nextValue = binaryLoss(rows, inputs, next)
    while (nextValue > value && length > 1e-6) {
      length /= 2
      next = weights.map((weight, index) => weight - length * (step[index] ?? 0))
      nextValue = binaryLoss(rows, inputs, next)
    }
    if (nextValue > value) break
    weights = next
    value = nextValue
    if (length * largest(step) < 1e-7 * (1 + largest(weights))) break
  }
  return weights
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
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

function gradientOf(rows: Rows, inputs: number, weights: Float64Array): Float64Array {
  const gradient = new Float64Array(inputs + 1)
  for (let row = 0; row < rows.count; row++) {
    const from = row * inputs
    const error = sigmoid(linear(rows.inputs, from, weights, 0, inputs)) - (rows.targets[row] ?? 0)
    for (let input = 0; input < inputs; input++) gradient[input] = (gradient[input] ?? 0) + error * (rows.inputs[from + input] ?? 0)
    gradient[inputs] = (gradient[inputs] ?? 0) + error
  }
  for (let input = 0; input < inputs; input++) gradient[input] = (gradient[input] ?? 0) + (weights[input] ?? 0)
  return gradient
}

/** Lower triangle. */
function curvatureOf(rows: Rows, inputs: number, weights: Float64Array): Float64Array {
  const width = inputs + 1
  const curvature = new Float64Array(width * width)
  const cells = new Float64Array(width).fill(1)
  const taken = Math.min(rows.count, curvatureRows)
  for (let at = 0; at < taken; at++) {
    const from = Math.floor((at * rows.count) / taken) * inputs
    for (let input = 0; input < inputs; input++) cells[input] = rows.inputs[from + input] ?? 0
    const probability = sigmoid(linear(rows.inputs, from, weights, 0, inputs))
    const bend = (probability * (1 - probability) * rows.count) / taken
    for (let input = 0; input < width; input++) {
      const weighted = bend * (cells[input] ?? 0)
      if (weighted === 0) continue
      const start = input * width
      for (let other = 0; other <= input; other++) curvature[start + other] = (curvature[start + other] ?? 0) + weighted * (cells[other] ?? 0)
    }
  }
  for (let input = 0; input < inputs; input++) curvature[input * width + input] = (curvature[input * width + input] ?? 0) + 1
  // Keeps the intercept solvable where every row is certain.
  curvature[width * width - 1] = (curvature[width * width - 1] ?? 0) + 1e-10
  return curvature
}

/** The mean loss is minimised, so that the tolerance does not depend on the number of rows. */
function lbfgs(rows: Rows, inputs: number, outputs: number): Float64Array {
  const width = inputs + 1
  const steps = Math.max(30, Math.min(200, Math.floor(workBudget / (2 * rows.count * inputs * outputs))))
  return minimize((weights) => firstOrder(rows, inputs, outputs, weights), new Float64Array(outputs * width), 1e-7, steps)
}

/** Multiply-adds for all steps together: a few seconds. */
const workBudget = 3e9

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
  errors[0] = sigmoid(sum) - target
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

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/** log(1 + e^x) without overflow. */
function softplus(value: number): number {
  return Math.max(value, 0) + Math.log1p(Math.exp(-Math.abs(value)))
}
