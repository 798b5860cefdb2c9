/** Room for columns in memory that threads share. Knows nothing of their meaning. */

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

  shorts(length: number): Int16Array {
    const { buffer, offset } = this.take(length * 2)
    return new Int16Array(buffer, offset, length)
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
