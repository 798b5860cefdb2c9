/** Gzip and Zstandard to a file, within limits. What came out before the file breaks off is kept. */
import { createReadStream, closeSync, openSync, writeSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Decompress } from 'fzstd'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import type { OnProgress } from './conversion.ts'
import { formatLimits } from './format-limits.ts'

export interface Unpacked {
  bytes: number
  /** The file ends, or stops making sense, before its content does. */
  cutOff: boolean
}

/** Throws `file.tooLarge`, `disk.full`, and `file.format` where not one byte comes out. */
export async function unpackStream(packing: 'gzip' | 'zstd', source: string, target: string, fileName: string, totalBytes: number, onProgress: OnProgress): Promise<Unpacked> {
  const file = openSync(target, 'wx')
  let bytes = 0
  let read = 0
  const write = (chunk: Uint8Array): void => {
    bytes += chunk.length
    if (bytes > formatLimits.unpackedBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'unpacked', count: formatLimits.unpackedBytes })
    if (bytes > formatLimits.ratioFrom && bytes > totalBytes * formatLimits.ratio) throw new StudioError('file.tooLarge', { file: fileName, limit: 'ratio', count: formatLimits.ratio })
    try {
      for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at)
    } catch (error) {
      throw asDiskError(error, fileName)
    }
  }
  const input = createReadStream(source, { highWaterMark: 1 << 18 })
  input.on('data', (chunk) => {
    read += chunk.length
    onProgress({ bytes: Math.floor(read / 2), totalBytes, rows: 0 })
  })
  let cutOff = false
  try {
    if (packing === 'gzip') await gunzip(input, write)
    else await unzstd(input, write, fileName)
  } catch (error) {
    if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) throw error
    if (bytes === 0) throw new StudioError('file.format', { file: fileName, problem: 'damaged', value: error instanceof Error ? error.message : String(error) })
    cutOff = true
  } finally {
    input.destroy()
    closeSync(file)
  }
  return { bytes, cutOff }
}

async function gunzip(input: NodeJS.ReadableStream, write: (chunk: Uint8Array) => void): Promise<void> {
  const unzip = createGunzip({ chunkSize: 1 << 20 })
  input.on('error', (error: Error) => unzip.destroy(error))
  input.pipe(unzip)
  for await (const chunk of unzip) if (chunk instanceof Uint8Array) write(chunk)
}

async function unzstd(input: AsyncIterable<unknown>, write: (chunk: Uint8Array) => void, fileName: string): Promise<void> {
  const unzip = new Decompress(write)
  let first = true
  for await (const chunk of input) {
    if (!(chunk instanceof Uint8Array)) continue
    if (first) checkWindow(chunk, fileName)
    first = false
    unzip.push(chunk)
  }
  unzip.push(new Uint8Array(0), true)
}

/** The frame's header asks for memory before anything comes out of it. RFC 8878, 3.1.1.1. */
function checkWindow(head: Uint8Array, fileName: string): void {
  const descriptor = head[4] ?? 0
  const window = (descriptor & 0x20) === 0 ? windowOf(head[5] ?? 0) : contentSize(head, descriptor)
  if (window > formatLimits.windowBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'memory', count: formatLimits.windowBytes })
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

/** Of a frame that is one segment: its window is all of it. */
function contentSize(head: Uint8Array, descriptor: number): number {
  const at = 5 + ([0, 1, 2, 4][descriptor & 3] ?? 0)
  const length = [1, 2, 4, 8][descriptor >> 6] ?? 1
  return head.subarray(at, at + length).reduce((size, byte, place) => size + byte * 256 ** place, length === 2 ? 256 : 0)
}
