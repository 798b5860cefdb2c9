/** Pieces of a file from its beginning and spread over the rest, to guess encoding, delimiter and header from. */
import type { ByteSource } from './byte-source.ts'
import { limits } from './limits.ts'

export interface FileSample {
  /** From the first byte on; ends anywhere. */
  head: Uint8Array
  /** From even positions further on; begin and end anywhere. */
  pieces: Uint8Array[]
  /** Whether `head` is the whole file. */
  complete: boolean
}

const headBytes = 256 * 1024
const pieceBytes = 32 * 1024
const pieceCount = 8

export async function sampleFile(source: ByteSource): Promise<FileSample> {
  let head = await readAt(source, 0, headBytes)
  // A head without a line end, as of a table with very many columns, says nothing yet.
  while (head.length < source.totalBytes && head.length <= limits.recordBytes * 2 && !head.includes(0x0a) && !head.includes(0x0d)) {
    head = await readAt(source, 0, head.length * 4)
  }
  const pieces: Uint8Array[] = []
  const rest = source.totalBytes - head.length
  if (rest > 0) {
    for (let piece = 1; piece <= pieceCount; piece++) {
      const position = head.length + Math.floor((Math.max(0, rest - pieceBytes) * piece) / pieceCount)
      pieces.push(await readAt(source, position - (position % 2), Math.min(pieceBytes, rest)))
    }
  }
  return { head, pieces, complete: rest <= 0 }
}

async function readAt(source: ByteSource, position: number, length: number): Promise<Uint8Array> {
  const target = new Uint8Array(Math.min(length, source.totalBytes - position))
  return target.subarray(0, await source.read(position, target))
}
