/** Gzip and Zstandard to a file, within limits. What came out before the file breaks off is kept. */
import { createReadStream, closeSync, ftruncateSync, openSync, writeSync } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { ZstdErrorCode } from 'fzstd'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import type { OnProgress } from './conversion.ts'
import { formatLimits } from './format-limits.ts'
import { unpackZstd } from './zstd-frames.ts'

const wholeChunk = 1 << 20
const smallChunk = 256

export interface Unpacked {
  bytes: number
  /** Of the finding about a file that ends before its content does, or stops making sense on the way; null where it is whole. */
  lost: 'sourceCutOff' | 'sourceDamaged' | null
}

/** Throws `file.tooLarge`, `disk.full`, and `file.format` where not one byte comes out. */
export async function unpackStream(packing: 'gzip' | 'zstd', source: string, target: string, fileName: string, totalBytes: number, onProgress: OnProgress): Promise<Unpacked> {
  const file = openSync(target, 'wx')
  let bytes = 0
  let end = 0
  let read = 0
  let reason = ''
  const write = (chunk: Uint8Array): void => {
    bytes += chunk.length
    if (bytes > formatLimits.unpackedBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'unpacked', count: formatLimits.unpackedBytes })
    if (bytes > formatLimits.ratioFrom && bytes > totalBytes * formatLimits.ratio) throw new StudioError('file.tooLarge', { file: fileName, limit: 'ratio', count: formatLimits.ratio })
    try {
      for (let at = 0; at < chunk.length; ) {
        const written = writeSync(file, chunk, at, chunk.length - at, end)
        at += written
        end += written
      }
    } catch (error) {
      throw asDiskError(error, fileName)
    }
  }
  const unpack = async (chunkSize: number): Promise<Unpacked['lost']> => {
    const input = createReadStream(source, { highWaterMark: 1 << 18 })
    const open = (): typeof input =>
      // Reading begins with it, so nobody may listen before there is somebody to take the bytes.
      input.on('data', (chunk) => {
        read = Math.min(totalBytes, read + chunk.length)
        onProgress({ bytes: Math.floor(read / 2), totalBytes, rows: 0 })
      })
    try {
      if (packing === 'gzip') await gunzip(open(), write, chunkSize)
      else await unpackZstd(open, (header) => checkWindow(header, fileName), write)
      return null
    } catch (error) {
      if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) throw error
      reason = error instanceof Error ? error.message : String(error)
      return isEarlyEnd(error) ? 'sourceCutOff' : 'sourceDamaged'
    } finally {
      input.destroy()
    }
  }
  try {
    let lost = await unpack(wholeChunk)
    if (lost === 'sourceDamaged' && packing === 'gzip') {
      // zlib keeps what it has of the chunk in which it stops.
      ftruncateSync(file)
      bytes = end = 0
      lost = await unpack(smallChunk)
    }
    if (lost !== null && bytes === 0) throw new StudioError('file.format', { file: fileName, problem: 'damaged', value: reason })
    return { bytes, lost }
  } finally {
    closeSync(file)
  }
}

/** More bytes would have gone on with what was there. */
function isEarlyEnd(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'Z_BUF_ERROR' || error.code === ZstdErrorCode.UnexpectedEOF
}

async function gunzip(input: NodeJS.ReadableStream, write: (chunk: Uint8Array) => void, chunkSize: number): Promise<void> {
  const unzip = createGunzip({ chunkSize })
  input.on('error', (error: Error) => unzip.destroy(error))
  input.pipe(unzip)
  for await (const chunk of unzip) if (chunk instanceof Uint8Array) write(chunk)
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
