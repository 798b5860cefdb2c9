/** How the numbers of a column are kept. Most columns have decimals of few digits: whole steps of a power of ten, which take half the memory. */

/** NaN is missing; there is no minus zero. */
export type Numbers = Float64Array | Steps

/** Number `row` is `steps[row] / scale`: both are exact, so it is the double nearest to the decimal, to the bit the one it was read as. */
export interface Steps {
  /** In 16 bits where all fit. `noStepOf` is missing. */
  steps: Int16Array | Int32Array
  /** A power of ten. */
  scale: number
}

export const noStep = -(2 ** 31)
export const noShortStep = -(2 ** 15)

/** What is missing among such steps. */
export function noStepOf(steps: Steps['steps']): number {
  return steps instanceof Int16Array ? noShortStep : noStep
}

/** NaN where it is missing, or there is no such row. */
export function numberAt(numbers: Numbers, row: number): number {
  if (numbers instanceof Float64Array) return numbers[row] ?? NaN
  const step = numbers.steps[row]
  return step === undefined || step === noStepOf(numbers.steps) ? NaN : step / numbers.scale
}

/** All of them; the array itself where there is one. */
export function plainNumbers(numbers: Numbers): Float64Array {
  return numbers instanceof Float64Array ? numbers : Float64Array.from(numbers.steps, (_, row) => numberAt(numbers, row))
}

export function lengthOf(numbers: Numbers): number {
  return arrayOf(numbers).length
}

/** The memory they are in. */
export function arrayOf(numbers: Numbers): Float64Array | Steps['steps'] {
  return numbers instanceof Float64Array ? numbers : numbers.steps
}

/** The first numbers, in the same memory. */
export function firstNumbers(numbers: Numbers, count: number): Numbers {
  return numbers instanceof Float64Array ? numbers.subarray(0, count) : { steps: numbers.steps.subarray(0, count), scale: numbers.scale }
}

/** The steps that give this number to the bit; `noStep` where none do. */
export function stepsOf(value: number, scale: number): number {
  const steps = Math.round(value * scale)
  return steps / scale === value && Math.abs(steps) < -noStep ? steps : noStep
}
