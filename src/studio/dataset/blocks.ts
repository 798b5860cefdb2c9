/**
 * A file in blocks that end after a line end, so that each decodes by itself and can be decoded again later.
 * Line feed and carriage return are never part of a longer character in any of our encodings but UTF-16.
 */
import type { Encoding } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { ByteSource } from './byte-source.ts'
import { decodeBlock } from './decode-block.ts'
import { limits } from './limits.ts'

/** Where a block lies in the file, and where its text begins in the stream of UTF-8 bytes. */
export interface BlockPlace {
  position: number
  length: number
  decodedAt: number
}

export interface ReadBlock {
  place: BlockPlace
  /** The file's own bytes; valid until the next block. */
  raw: Uint8Array
  /** The same as UTF-8; valid until the next block. */
  bytes: Uint8Array
  /** Offsets in `bytes` of U+FFFD that stand for unreadable bytes. */
  replaced: number[]
}

export interface BlockOptions {
  encoding: Encoding
  /** Where the text begins, after a byte order mark. */
  from: number
  fileName: string
  blockBytes: number
  signal: AbortSignal
  /** For the error about an endless line: on which line the reading stands. */
  line: () => number
}

/** Blocks that are read at once: waking up for each alone would take longer than reading it. */
const blocksAtOnce = 4

/** While some blocks are worked on, the next are read. */
export async function* readBlocks(source: ByteSource, options: BlockOptions): AsyncGenerator<ReadBlock> {
  const wide = options.encoding === 'utf-16le' || options.encoding === 'utf-16be'
  const blockBytes = wide ? options.blockBytes + (options.blockBytes % 2) : options.blockBytes
  // In UTF-16 a record has twice the bytes.
  const largest = limits.recordBytes * (wide ? 2 : 1) + 2
  const bytesAtOnce = Math.min(blockBytes * blocksAtOnce, source.totalBytes + 2)
  let [buffer, other] = [new Uint8Array(bytesAtOnce), new Uint8Array(0)]
  let filled = 0
  /** Of `buffer`. */
  let position = options.from
  let decodedAt = 0
  const start = (at: number, target: Uint8Array): Promise<number> => {
    const started = source.read(at, target)
    // It may fail while nobody waits for it: who does is told.
    started.catch(() => undefined)
    return started
  }
  let reading = start(position, buffer)
  try {
    for (;;) {
      options.signal.throwIfAborted()
      filled += await reading
      const final = position + filled >= source.totalBytes
      if (filled === 0) return
      const length = final ? filled : endOfLines(options.encoding, buffer, filled)
      if (length === 0 && filled > largest) throw new StudioError('file.limit', { file: options.fileName, line: options.line(), limit: 'record', count: limits.recordBytes })
      const rest = buffer.subarray(length, filled)
      if (other.length < rest.length + bytesAtOnce) other = new Uint8Array(rest.length * 2 + bytesAtOnce)
      other.set(rest)
      reading = start(position + filled, other.subarray(rest.length))
      for (let from = 0; from < length; ) {
        const end = endOfBlock(options.encoding, buffer, from, length, blockBytes)
        const raw = buffer.subarray(from, end)
        const decoded = decodeBlock(options.encoding, raw)
        yield { place: { position: position + from, length: raw.length, decodedAt }, raw, ...decoded }
        options.signal.throwIfAborted()
        decodedAt += decoded.bytes.length
        from = end
      }
      position += length
      filled -= length
      ;[buffer, other] = [other, buffer]
    }
  } finally {
    // Nothing may be under way when the source is closed.
    await reading.catch(() => undefined)
  }
}

/** Where a block that begins at `from` ends: of `blockBytes` at most, or as long as its first line. */
function endOfBlock(encoding: Encoding, bytes: Uint8Array, from: number, length: number, blockBytes: number): number {
  for (let size = blockBytes; from + size < length; size *= 2) {
    const end = endOfLines(encoding, bytes.subarray(from, from + size), size)
    if (end > 0) return from + end
  }
  return length
}

/** Bytes up to and with the last line end; 0 where there is none. A line feed is preferred, so as not to part CR from LF. */
export function endOfLines(encoding: Encoding, bytes: Uint8Array, filled: number): number {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') {
    return bytes.lastIndexOf(0x0a, filled - 1) + 1 || bytes.lastIndexOf(0x0d, filled - 1) + 1
  }
  const low = encoding === 'utf-16le' ? 0 : 1
  for (const lineEnd of [0x0a, 0x0d]) {
    for (let at = (filled & ~1) - 2; at >= 0; at -= 2) {
      if (bytes[at + low] === lineEnd && bytes[at + 1 - low] === 0) return at + 2
    }
  }
  return 0
}
