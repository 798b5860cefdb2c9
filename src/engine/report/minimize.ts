/** Minimises a smooth convex function of many numbers. Knows nothing of models. */
import { dot } from './solve.ts'

export interface ValueAndGradient {
  value: number
  gradient: Float64Array
}

/**
 * Limited-memory BFGS with ten corrections and a backtracking line search (Nocedal & Wright 2006, algorithm 7.5, with the
 * Armijo condition). Deterministic; stops where the largest gradient entry is at most `tolerance`, or after `most` steps.
 */
export function minimize(evaluate: (at: Float64Array) => ValueAndGradient, start: Float64Array, tolerance: number, most: number): Float64Array {
  let point = start
  let here = evaluate(point)
  const steps: Float64Array[] = []
  const changes: Float64Array[] = []
  for (let iteration = 0; iteration < most && largest(here.gradient) > tolerance; iteration++) {
    let direction = directionOf(here.gradient, steps, changes)
    let slope = dot(direction, here.gradient)
    if (!(slope < 0)) {
      // Rounding has spoiled the corrections: begin again downhill.
      steps.length = 0
      changes.length = 0
      direction = here.gradient.map((value) => -value)
      slope = dot(direction, here.gradient)
    }
    let length = steps.length === 0 ? Math.min(1, 1 / largest(here.gradient)) : 1
    let next = moved(point, direction, length)
    let there = evaluate(next)
    for (let halving = 0; halving < 40 && !(there.value <= here.value + 1e-4 * length * slope); halving++) {
      length /= 2
      next = moved(point, direction, length)
      there = evaluate(next)
    }
    if (!(there.value < here.value)) break
    const step = difference(next, point)
    const change = difference(there.gradient, here.gradient)
    if (dot(step, change) > 1e-14 * dot(change, change)) {
      steps.push(step)
      changes.push(change)
      if (steps.length > corrections) {
        steps.shift()
        changes.shift()
      }
    }
    point = next
    here = there
  }
  return point
}

const corrections = 10

function directionOf(gradient: Float64Array, steps: readonly Float64Array[], changes: readonly Float64Array[]): Float64Array {
  const direction = gradient.map((value) => -value)
  const weights: number[] = []
  for (let index = steps.length - 1; index >= 0; index--) {
    const [step, change] = pair(index)
    const weight = dot(step, direction) / dot(step, change)
    weights[index] = weight
    addScaled(direction, change, -weight)
  }
  if (steps.length > 0) {
    const [step, change] = pair(steps.length - 1)
    const scale = dot(step, change) / dot(change, change)
    for (let index = 0; index < direction.length; index++) direction[index] = (direction[index] ?? 0) * scale
  }
  for (let index = 0; index < steps.length; index++) {
    const [step, change] = pair(index)
    addScaled(direction, step, (weights[index] ?? 0) - dot(change, direction) / dot(step, change))
  }
  return direction

  function pair(index: number): [Float64Array, Float64Array] {
    const step = steps[index]
    const change = changes[index]
    if (step === undefined || change === undefined) throw new Error('a correction is missing')
    return [step, change]
  }
}

function addScaled(target: Float64Array, values: Float64Array, factor: number): void {
  for (let index = 0; index < target.length; index++) target[index] = (target[index] ?? 0) + factor * (values[index] ?? 0)
}

function moved(point: Float64Array, direction: Float64Array, length: number): Float64Array {
  return point.map((value, index) => value + length * (direction[index] ?? 0))
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value - (b[index] ?? 0))
}

function largest(values: Float64Array): number {
  let most = 0
  for (const value of values) most = Math.max(most, Math.abs(value))
  return most
}
