/** The memory in which a thread measures and counts the numbers of one column after the other, and the kernels that do it. Knows nothing of what for. */
import { Module } from '#engine/compiled/assembler/module.ts'
import { lengthOf, noShortStep, noStep, type Numbers } from '#engine/table/numbers.ts'
import { bucketBits, defineCountBucket, defineCountSteps, definePartSteps } from './kernels/count-steps.ts'
import { defineMeasureSteps, defineWidenSteps, measured } from './kernels/measure-steps.ts'
import { countsAtOnce, defineSumCounts, defineTakeCounts, defineTakeCountsOf } from './kernels/take-counts.ts'

/** Numbers as whole steps of a scale: doubles are taken for what they are nearest to. */
export interface SteppedNumbers {
  numbers: Numbers
  scale: number
}

/** Exact. Of no numbers at all, the least is above the greatest. */
export interface Measures {
  present: number
  min: number
  max: number
  sum: bigint
  sumOfSquares: bigint
}

/** Steps that lie together, in no order. */
export interface Bucket {
  /** The step that place 0 stands for. */
  lowest: number
  /** Places for different steps. */
  places: number
  /** How many steps there are. */
  length: number
  /** Where they are; null where there is but one bucket, which was counted at once. */
  address: number | null
}

/** Steps: so many that they stay in the processor's nearest cache. */
const pieceLength = 4096
/** A range of so many steps is counted without parting it into buckets. */
const mostPlaces = 2 ** 17
/** A bucket of fewer steps has its counts taken step by step. */
const fewInBucket = 2048

const totalAt = measured.bytes
const distinctAt = totalAt + 16
const pieceAt = distinctAt + 16
const nextsAt = pieceAt + pieceLength * 4
/** One more for missing ones. */
const mostBuckets = 2 ** (32 - bucketBits) + 1
const countsAt = nextsAt + Math.ceil((mostBuckets + 1) / 4) * 16
const bucketsAt = countsAt + (mostPlaces + countsAtOnce) * 4
const page = 65_536

export class CountingMemory {
  readonly #memory = new WebAssembly.Memory({ initial: Math.ceil(bucketsAt / page) })
  readonly #kernels: Kernels
  #nexts = new Uint32Array(0)
  #counts = new Uint32Array(0)
  #piece = new Int32Array(0)
  #shorts = new Int16Array(0)
  #totals = new Uint32Array(0)

  constructor(module: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(module, { engine: { memory: this.#memory } })
    this.#kernels = kernelsOf(exports)
    this.#look()
  }

  measure(stepped: SteppedNumbers): Measures {
    const lanes = new Int32Array(this.#memory.buffer, 0, 12)
    lanes.fill(0, 0, 4).fill(~noStep, 4, 8).fill(noStep, 8, 12)
    const sums = new BigInt64Array(this.#memory.buffer, measured.sum, 6)
    sums.fill(0n)
    for (const fours of this.#pieces(stepped)) this.#kernels.measureSteps(pieceAt, fours, 0)
    const [sum, squaresLow, squaresHigh] = [0, 2, 4].map((at) => (sums[at] ?? 0n) + (sums[at + 1] ?? 0n))
    return {
      present: lanes.subarray(0, 4).reduce((all, count) => all + count, 0),
      min: Math.min(...lanes.subarray(4, 8)),
      max: Math.max(...lanes.subarray(8, 12)),
      sum: sum ?? 0n,
      sumOfSquares: (squaresLow ?? 0n) + ((squaresHigh ?? 0n) << 32n),
    }
  }

  /** Ascending; each is counted when it comes, and its counts must be taken before the next. */
  *buckets(stepped: SteppedNumbers, { min, max, present }: Measures): Generator<Bucket> {
    if (max - min < mostPlaces) {
      const places = upToWhole(max - min + 1, countsAtOnce)
      for (const fours of this.#pieces(stepped)) this.#kernels.countSteps(pieceAt, fours, min, countsAt, places)
      this.#counts[places] = 0
      yield { lowest: min, places, length: present, address: null }
      return
    }
    const places = 2 ** bucketBits
    const count = this.#part(stepped, min, max)
    for (let bucket = 0, from = 0; bucket < count; bucket++) {
      const to = this.#nexts[bucket] as number
      const [address, length] = [bucketsAt + from * 2, to - from]
      from = to
      if (length === 0) continue
      this.#kernels.countBucket(address, length, countsAt)
      yield { lowest: min + bucket * places, places, length, address }
    }
  }

  /** How many of the counted bucket's steps are below place `to`, from place `from` on, as long as they are not more than `most`; and the place behind them. */
  sumCounts(from: number, to: number, most = 2 ** 31 - 1): { sum: number; place: number } {
    const end = this.#kernels.sumCounts(countsAt + from * 4, countsAt + to * 4, most, totalAt)
    return { sum: this.#totals[0] as number, place: (end - countsAt) / 4 }
  }

  /** Takes the counts of a bucket: gives how many different steps are in it. What is there more often than `most` goes to `offer`, ascending, which gives the next `most`. */
  take(bucket: Bucket, most: number, offer: (step: number, count: number) => number): number {
    const { length, address } = bucket
    if (address === null || length >= fewInBucket) return this.#takeAll(bucket, most, offer)
    const distinct = this.#kernels.takeCountsOf(address, length, countsAt, totalAt)
    if ((this.#totals[0] as number) <= most) return distinct
    // Once more, in order.
    this.#kernels.countBucket(address, length, countsAt)
    return this.#takeAll(bucket, most, offer)
  }

  #takeAll({ lowest, places }: Bucket, most: number, offer: (step: number, count: number) => number): number {
    const found = this.#totals.subarray(4, 8).fill(0)
    const end = countsAt + places * 4
    let limit = most
    let distinct = 0
    const takeFrom = (address: number): number => this.#kernels.takeCounts(address, end, limit, distinctAt)
    for (let stop = takeFrom(countsAt); stop < end; stop = takeFrom(stop + countsAtOnce * 4)) {
      const first = (stop - countsAt) / 4
      for (let place = first; place < first + countsAtOnce; place++) {
        const count = this.#counts[place] as number
        this.#counts[place] = 0
        if (count > 0) distinct++
        if (count > limit) limit = offer(lowest + place, count)
      }
    }
    return found.reduce((sum, count) => sum + count, distinct)
  }

  /** Into buckets, one behind the other; `#nexts` has the ends then. Gives how many buckets there are. */
  #part(stepped: SteppedNumbers, min: number, max: number): number {
    const count = Math.floor((max - min) / 2 ** bucketBits) + 1
    this.#grow(bucketsAt + lengthOf(stepped.numbers) * 2 + 16)
    const nexts = this.#nexts.subarray(0, count + 1).fill(0)
    for (const fours of this.#pieces(stepped)) this.#kernels.countBuckets(pieceAt, fours, min, nextsAt, count)
    for (let bucket = 0, before = 0; bucket <= count; bucket++) {
      const length = nexts[bucket] as number
      nexts[bucket] = before
      before += length
    }
    for (const fours of this.#pieces(stepped)) this.#kernels.partSteps(pieceAt, fours, min, nextsAt, count, bucketsAt)
    return count
  }

  /** Piece after piece in the kernels' memory: how many fours of steps. */
  *#pieces({ numbers, scale }: SteppedNumbers): Generator<number> {
    const rows = lengthOf(numbers)
    for (let from = 0; from < rows; from += pieceLength) {
      const length = Math.min(pieceLength, rows - from)
      this.#put(numbers, scale, from, length)
      yield Math.ceil(length / 4)
    }
  }

  #put(numbers: Numbers, scale: number, from: number, length: number): void {
    if (numbers instanceof Float64Array) {
      for (let at = 0; at < length; at++) {
        const value = numbers[from + at] as number
        this.#piece[at] = value === value ? Math.round(value * scale) : noStep
      }
    } else if (numbers.steps instanceof Int32Array) this.#piece.set(numbers.steps.subarray(from, from + length))
    else {
      this.#shorts.set(numbers.steps.subarray(from, from + length))
      this.#shorts.fill(noShortStep, length, upToWhole(length, 8))
      this.#kernels.widenSteps(this.#shorts.byteOffset, Math.ceil(length / 8), pieceAt)
    }
    this.#piece.fill(noStep, length, upToWhole(length, 4))
  }

  #grow(bytes: number): void {
    const lacking = bytes - this.#memory.buffer.byteLength
    if (lacking <= 0) return
    this.#memory.grow(Math.ceil(lacking / page))
    this.#look()
  }

  #look(): void {
    const { buffer } = this.#memory
    this.#nexts = new Uint32Array(buffer, nextsAt, mostBuckets + 1)
    this.#counts = new Uint32Array(buffer, countsAt, mostPlaces + countsAtOnce)
    this.#piece = new Int32Array(buffer, pieceAt, pieceLength)
    this.#shorts = new Int16Array(buffer, pieceAt + pieceLength * 2, pieceLength)
    this.#totals = new Uint32Array(buffer, totalAt, 8)
  }
}

let compiled: WebAssembly.Module | null = null

/** The kernels, which other threads may be given. */
export function countingModule(): WebAssembly.Module {
  compiled ??= compile()
  return compiled
}

const definitions = {
  measureSteps: defineMeasureSteps,
  widenSteps: defineWidenSteps,
  countSteps: (module: Module) => defineCountSteps(module, 'step'),
  countBuckets: (module: Module) => defineCountSteps(module, 'bucket'),
  partSteps: definePartSteps,
  countBucket: defineCountBucket,
  takeCounts: defineTakeCounts,
  takeCountsOf: defineTakeCountsOf,
  sumCounts: defineSumCounts,
}

type Kernels = Record<keyof typeof definitions, (...values: number[]) => number>

function compile(): WebAssembly.Module {
  const module = new Module()
  for (const [name, define] of Object.entries(definitions)) module.export(name, define(module))
  return new WebAssembly.Module(module.encode(1))
}

function kernelsOf(exports: WebAssembly.Exports): Kernels {
  const kernel = (name: keyof Kernels): Kernels[keyof Kernels] => {
    const exported = exports[name]
    if (typeof exported !== 'function') throw new Error(`a kernel is missing: ${name}`)
    return (...values) => Number(exported(...values))
  }
  return {
    measureSteps: kernel('measureSteps'),
    widenSteps: kernel('widenSteps'),
    countSteps: kernel('countSteps'),
    countBuckets: kernel('countBuckets'),
    partSteps: kernel('partSteps'),
    countBucket: kernel('countBucket'),
    takeCounts: kernel('takeCounts'),
    takeCountsOf: kernel('takeCountsOf'),
    sumCounts: kernel('sumCounts'),
  }
}

function upToWhole(length: number, parts: number): number {
  return Math.ceil(length / parts) * parts
}
