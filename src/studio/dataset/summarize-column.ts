/** Count, spread, quantiles, histogram and most frequent values of one column. */
import type { ValueCount } from '#contract/dataset.ts'
import { noStep, stepsOf, type Numbers } from '#engine/table/numbers.ts'
import { CountingMemory } from './counting-memory.ts'
import { mostDecimals } from './kernels/read-numbers.ts'
import { offer, type NumberSummary, type NumericSummary } from './number-summary.ts'
import { summarizeDoubles } from './summarize-doubles.ts'
import { summarizeSteps } from './summarize-steps.ts'

export interface ValueSummary {
  present: number
  distinct: number
  numeric: NumericSummary | null
  top: ValueCount[]
}

/** Summarizes columns of numbers one after the other, in the same memory. */
export class NumberSummarizer {
  readonly #memory: CountingMemory
  #ordered = new Float64Array(0)

  /** `module`: of `countingModule`, perhaps by another thread. */
  constructor(module: WebAssembly.Module) {
    this.#memory = new CountingMemory(module)
  }

  summarize(numbers: Numbers): NumberSummary {
    const scale = numbers instanceof Float64Array ? scaleOf(numbers) : numbers.scale
    if (scale !== null) return summarizeSteps({ numbers, scale }, this.#memory)
    const doubles = numbers instanceof Float64Array ? numbers : new Float64Array(0)
    if (this.#ordered.length < doubles.length) this.#ordered = new Float64Array(doubles.length)
    return summarizeDoubles(doubles, this.#ordered)
  }
}

export function summarizeCodes(codes: Int16Array | Int32Array, size: number, text: (code: number) => string): ValueSummary {
  const counts = new Uint32Array(size)
  let present = 0
  let beyond = 0
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    if (code === -1) continue
    present++
    if (code >= 0 && code < size) counts[code] = (counts[code] as number) + 1
    else beyond++
  }
  const top: { value: number; count: number }[] = []
  counts.forEach((count, code) => offer(top, code, count))
  const distinct = size + (beyond > 0 ? 1 : 0)
  return { present, distinct, numeric: null, top: top.map(({ value, count }) => ({ value: text(value), count })) }
}

/** The least power of ten of which all are whole steps, as the kernels read them; null where there is none. */
function scaleOf(numbers: Float64Array): number | null {
  let scale = 1
  let largest = 0
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row] as number
    if (value !== value) continue
    const magnitude = Math.abs(value)
    if (magnitude > largest) largest = magnitude
    while (stepsOf(value, scale) === noStep) {
      scale *= 10
      if (scale > 10 ** mostDecimals || largest * scale >= -noStep) return null
    }
  }
  return Math.round(largest * scale) < -noStep ? scale : null
}
