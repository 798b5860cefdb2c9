/** Numbers appended one by one, in segments, and packed into shared memory at the end. Knows nothing of their meaning. */

const largestSegment = 65_536
const smallestSegment = 64

export class GrowingColumn<A extends Float64Array | Int32Array> {
  private readonly make: (length: number) => A
  private segment: A
  private at = 0
  private full: A[] = []
  private before = 0

  constructor(make: (length: number) => A) {
    this.make = make
    this.segment = make(smallestSegment)
  }

  get length(): number {
    return this.before + this.at
  }

  push(value: number): void {
    if (this.at === this.segment.length) this.next()
    this.segment[this.at++] = value
  }

  pushTimes(value: number, times: number): void {
    for (let time = 0; time < times; time++) this.push(value)
  }

  copy<T extends Float64Array | Int32Array>(target: T): T {
    let at = 0
    for (const segment of this.full) {
      target.set(segment, at)
      at += segment.length
    }
    target.set(this.segment.subarray(0, this.at), at)
    return target
  }

  moveTo(target: Float64Array | Int32Array): void {
    this.copy(target)
    this.full = []
    this.segment = this.make(0)
    this.at = 0
    this.before = 0
  }

  private next(): void {
    this.full.push(this.segment)
    this.before += this.segment.length
    this.segment = this.make(Math.min(largestSegment, Math.max(smallestSegment, this.before)))
    this.at = 0
  }
}

/** Shared memory in pieces: many small columns in one buffer, because a system allows only so many mappings. */
export class SharedPool {
  private buffer = new SharedArrayBuffer(0)
  private used = 0

  floats(length: number): Float64Array {
    const { buffer, offset } = this.take(length * 8)
    return new Float64Array(buffer, offset, length)
  }

  integers(length: number): Int32Array {
    const { buffer, offset } = this.take(length * 4)
    return new Int32Array(buffer, offset, length)
  }

  private take(bytes: number): { buffer: SharedArrayBuffer; offset: number } {
    const padded = Math.ceil(bytes / 8) * 8
    if (padded > 1 << 20) return { buffer: new SharedArrayBuffer(padded), offset: 0 }
    if (this.used + padded > this.buffer.byteLength) {
      this.buffer = new SharedArrayBuffer(1 << 20)
      this.used = 0
    }
    const offset = this.used
    this.used += padded
    return { buffer: this.buffer, offset }
  }
}
