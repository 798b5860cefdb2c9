/** The distinct numbers of a long column in ascending order, each with how often it is there. Decimals of few digits are counted, all others sorted. */
import { firstNumbers, noStep, noStepOf, type Numbers, type Steps } from '#engine/table/numbers.ts'
import { sortNumbers } from './sort-numbers.ts'

export interface NumberRuns {
  /** Distinct, ascending; as long as there are different ones. Of steps, steps: they take half the memory. */
  values: Numbers
  /** Of each, how many numbers are not above it: the last one is the number of all that are not missing. */
  ends: Uint32Array
}

/** Room that is used for one column after the other: what is returned lies in it. */
export interface RunsRoom {
  values: Float64Array
  /** For counts, and for ends. */
  places: Uint32Array
}

/** Where there are more, sorting takes less memory than counting. */
const placesPerNumber = 1.25
/** Of a digit when sorting: so many places still fit into the processor's cache. */
const mostDigitBits = 12

/** For columns of so many rows. */
export function roomForRuns(rows: number): RunsRoom {
  return { values: new Float64Array(rows), places: new Uint32Array(Math.ceil(rows * placesPerNumber)) }
}

export function runsOf(numbers: Numbers, room: RunsRoom): NumberRuns {
  if (numbers instanceof Float64Array) return countNumbers(numbers, room) ?? runsOfSorted(sortNumbers(numbers, room.values), room)
  const { min, max } = extremes(numbers)
  if (max < min) return { values: firstNumbers(numbers, 0), ends: room.places.subarray(0, 0) }
  return max - min < room.places.length ? countSteps(numbers, min, max, room) : sortSteps(numbers, min, max, room)
}

/** Doubles that are whole numbers of some scale all the same; null where they are not, or are spread too far. */
function countNumbers(numbers: Float64Array, room: RunsRoom): NumberRuns | null {
  let min = Infinity
  let max = -Infinity
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row] as number
    if (value < min) min = value
    if (value > max) max = value
  }
  const scale = scaleOf(numbers, min, max, room.places.length - 1)
  if (scale === 0) return null
  const lowest = Math.round(min * scale)
  const counts = room.places.subarray(0, Math.round(max * scale) - lowest + 1).fill(0)
  for (let row = 0; row < numbers.length; row++) {
    const value = numbers[row] as number
    if (value !== value) continue
    const steps = Math.round(value * scale)
    if (steps / scale !== value) return null
    const place = steps - lowest
    counts[place] = (counts[place] as number) + 1
  }
  return runsOfCounts(counts, lowest, scale, room)
}

function countSteps({ steps, scale }: Steps, min: number, max: number, room: RunsRoom): NumberRuns {
  const counts = room.places.subarray(0, max - min + 1).fill(0)
  const none = noStepOf(steps)
  for (let row = 0; row < steps.length; row++) {
    const step = steps[row] as number
    if (step === none) continue
    // As an integer, which `min` and the place are.
    const place = (step - min) | 0
    counts[place] = (counts[place] as number) + 1
  }
  return runsOfCounts(counts, min, scale, room)
}

/** Of steps. The ends are written over counts that were read. */
function runsOfCounts(counts: Uint32Array, lowest: number, scale: number, { values }: RunsRoom): NumberRuns {
  const steps = new Int32Array(values.buffer, values.byteOffset, Math.min(values.length * 2, counts.length))
  let distinct = 0
  let end = 0
  for (let place = 0; place < counts.length; place++) {
    const count = counts[place] as number
    if (count === 0) continue
    end += count
    steps[distinct] = place + lowest
    counts[distinct] = end
    distinct++
  }
  return { values: { steps: steps.subarray(0, distinct), scale }, ends: counts.subarray(0, distinct) }
}

/** By their digits, the lowest first, from one room to the other and back: half of the values' and the places. */
function sortSteps({ steps, scale }: Steps, min: number, max: number, { values, places }: RunsRoom): NumberRuns {
  const bits = Math.ceil(Math.log2(max - min + 1))
  const digitBits = Math.ceil(bits / Math.ceil(bits / mostDigitBits))
  let [from, to] = [places, new Uint32Array(values.buffer, values.byteOffset, steps.length)]
  const present = spreadSteps(steps, min, to, 2 ** digitBits)
  for (let shift = digitBits; shift < bits; shift += digitBits) {
    ;[from, to] = [to, from]
    sortByDigit(from.subarray(0, present), to, shift, 2 ** digitBits)
  }
  const sorted = new Int32Array(to.buffer, to.byteOffset, to.length)
  const ends = from
  let run = -1
  for (let at = 0, before = -1; at < present; at++) {
    const step = to[at] as number
    if (step !== before) sorted[++run] = (step + min) | 0
    ends[run] = at + 1
    before = step
  }
  return { values: { steps: sorted.subarray(0, run + 1), scale }, ends: ends.subarray(0, run + 1) }
}

/** Those that are not missing, above `min`, by their lowest digit. Gives how many there are. */
function spreadSteps(steps: Steps['steps'], min: number, to: Uint32Array, digits: number): number {
  const places = new Uint32Array(digits)
  const mask = digits - 1
  const none = noStepOf(steps)
  for (let row = 0; row < steps.length; row++) {
    const step = steps[row] as number
    if (step === none) continue
    const digit = (step - min) & mask
    places[digit] = (places[digit] as number) + 1
  }
  const present = placeDigits(places)
  for (let row = 0; row < steps.length; row++) {
    const step = steps[row] as number
    if (step === none) continue
    const digit = (step - min) & mask
    const place = places[digit] as number
    to[place] = (step - min) | 0
    places[digit] = place + 1
  }
  return present
}

function sortByDigit(from: Uint32Array, to: Uint32Array, shift: number, digits: number): void {
  const places = new Uint32Array(digits)
  const mask = digits - 1
  for (let at = 0; at < from.length; at++) {
    const digit = ((from[at] as number) >>> shift) & mask
    places[digit] = (places[digit] as number) + 1
  }
  placeDigits(places)
  for (let at = 0; at < from.length; at++) {
    const step = from[at] as number
    const digit = (step >>> shift) & mask
    const place = places[digit] as number
    to[place] = step
    places[digit] = place + 1
  }
}

/** From how often each digit is there to where the first of it goes. Gives how many there are. */
function placeDigits(places: Uint32Array): number {
  let before = 0
  for (let digit = 0; digit < places.length; digit++) {
    const count = places[digit] as number
    places[digit] = before
    before += count
  }
  return before
}

function extremes({ steps }: Steps): { min: number; max: number } {
  // Integers from the first to the last, which are compared fastest.
  let min = ~noStep
  let max = noStep
  const none = noStepOf(steps)
  for (let row = 0; row < steps.length; row++) {
    const step = steps[row] as number
    if (step === none) continue
    if (step < min) min = step
    if (step > max) max = step
  }
  return { min: min | 0, max: max | 0 }
}

/** The power of ten that makes the first values whole; 0 where none does, the range is too wide, or there is none. */
function scaleOf(numbers: Float64Array, min: number, max: number, mostSteps: number): number {
  for (let scale = 1; (max - min) * scale <= mostSteps && Math.max(Math.abs(min), Math.abs(max)) * scale < -noStep; scale *= 10) {
    if (numbers.subarray(0, 1000).every((value) => value !== value || Math.round(value * scale) / scale === value)) return scale
  }
  return 0
}

/** In place. */
function runsOfSorted(ordered: Float64Array, { places }: RunsRoom): NumberRuns {
  let run = -1
  for (let at = 0; at < ordered.length; at++) {
    const value = ordered[at] as number
    if (run < 0 || value !== ordered[run]) ordered[++run] = value
    places[run] = at + 1
  }
  return { values: ordered.subarray(0, run + 1), ends: places.subarray(0, run + 1) }
}
