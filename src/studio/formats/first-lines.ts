/** The beginning of a text file, to a line that was named: what can be read of a file that can't be read to its end. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import path from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'
import type { Conversion, ConversionJob, OnProgress } from './conversion.ts'

const chunkBytes = 1 << 20
const [lineFeed, carriageReturn] = [0x0a, 0x0d]

/** `lines`: 1 or more. The same bytes, so that encoding and separators are found as in the whole file. Throws `disk.full`. */
export function firstLines({ path: file, fileName, scratch }: ConversionJob, lines: number, totalBytes: number, onProgress: OnProgress): Conversion {
  const target = path.join(scratch, 'lines')
  const from = openSync(file, 'r')
  const to = openSync(target, 'wx')
  try {
    const chunk = new Uint8Array(chunkBytes)
    const counter = new LineCounter(lines)
    for (let position = 0; !counter.done; ) {
      const read = readSync(from, chunk, 0, chunk.length, position)
      if (read === 0) break
      const bytes = chunk.subarray(0, counter.take(chunk.subarray(0, read)))
      for (let at = 0; at < bytes.length; ) at += writeSync(to, bytes, at)
      position += read
      onProgress({ bytes: Math.floor(position / 2), totalBytes, rows: 0 })
    }
  } catch (error) {
    throw asDiskError(error, fileName)
  } finally {
    closeSync(from)
    closeSync(to)
  }
  return { path: target, source: { format: 'text', packing: null, parts: [], range: null }, reading: {}, findings: [{ code: 'firstLinesOnly', severity: 'attention', count: lines }] }
}

/** Ends of lines as the reader counts them: LF, CR LF, and CR alone. In UTF-16 they are pairs of bytes. */
class LineCounter {
  done = false
  #left: number
  #afterReturn = false
  #unit: 1 | 2 = 1
  #littleEndian = true
  #started = false

  constructor(lines: number) {
    this.#left = lines
  }

  /** How many bytes of `chunk` belong to the lines. Chunks are of an even length but for the last. */
  take(chunk: Uint8Array): number {
    if (!this.#started) this.#begin(chunk)
    for (let at = 0; at + this.#unit <= chunk.length; at += this.#unit) {
      const code = this.#codeAt(chunk, at)
      const wasReturn = this.#afterReturn
      this.#afterReturn = code === carriageReturn
      // A return ends its line at the next character, which belongs to it where it is a line feed.
      if (wasReturn && code !== lineFeed && --this.#left === 0) return this.#end(at)
      if (code === lineFeed && --this.#left === 0) return this.#end(at + this.#unit)
    }
    return chunk.length
  }

  #begin([first = 0, second = 0]: Uint8Array): void {
    this.#started = true
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) this.#unit = 2
    this.#littleEndian = first === 0xff
  }

  #codeAt(chunk: Uint8Array, at: number): number {
    const [one = 0, other = 0] = [chunk[at], chunk[at + 1]]
    if (this.#unit === 1) return one
    return this.#littleEndian ? one + 256 * other : 256 * one + other
  }

  #end(at: number): number {
    this.done = true
    return at
  }
}
