/** A zip that may come from anywhere: its files with what they claim checked, each unpacked on request and held to its claim. */
import { openPromise } from 'yauzl'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { StudioError } from '#contract/errors.ts'
import { formatLimits } from './format-limits.ts'
import { wholeLocalMembers } from './zip-local-headers.ts'

export interface ZipMember {
  name: string
  bytes: number
  chunks(): AsyncGenerator<Uint8Array, void>
}

export interface ZipMembers {
  /** In the order of the zip's list; names are never used as paths. */
  members: ReadonlyMap<string, ZipMember>
  /** The list at its end is lacking, and files behind those that are here. */
  cutOff: boolean
  close(): void
}

/** Every byte of a file came out, but they are not those that were packed. */
export class OtherContent extends StudioError {}

/** One that breaks off has those of its files that are whole. Throws `file.format`, `file.tooLarge`. */
export async function openZipMembers(path: string, fileName: string, totalBytes: number): Promise<ZipMembers> {
  const asProblem = (error: unknown): unknown => {
    if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) return error
    return damaged(fileName, error instanceof Error ? error.message : String(error))
  }
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true }).catch((error: unknown) => {
    if (error instanceof Error && /central directory/.test(error.message)) return null
    throw asProblem(error)
  })
  const checked = async function* (chunks: () => Promise<Readable>, wanted: { bytes: number; sum: number }): AsyncGenerator<Uint8Array, void> {
    let bytes = 0
    let sum = 0
    try {
      for await (const chunk of await chunks()) {
        if (!(chunk instanceof Uint8Array)) continue
        bytes += chunk.length
        if (bytes > wanted.bytes) throw damaged(fileName, 'more bytes than announced')
        sum = crc32(chunk, sum)
        yield chunk
      }
    } catch (error) {
      throw asProblem(error)
    }
    if (bytes !== wanted.bytes) throw damaged(fileName, 'fewer bytes than announced')
    if (sum !== wanted.sum) throw new OtherContent('file.format', { file: fileName, problem: 'damaged', value: 'the sum of the content differs' })
  }
  try {
    const members = new Map<string, ZipMember>()
    let unpacked = 0
    const add = (nameRaw: Buffer, bytes: number, chunks: ZipMember['chunks']): void => {
      const name = memberName(nameRaw)
      if (name.endsWith('/')) return
      unpacked += bytes
      members.set(name, { name, bytes, chunks })
    }
    if (zip === null) {
      for (const { nameRaw, start, packed, unpacked: bytes, isStored, sum } of await wholeLocalMembers(path, totalBytes, formatLimits.members, Math.max(formatLimits.ratioFrom, totalBytes * formatLimits.ratio))) {
        add(nameRaw, bytes, () => checked(() => Promise.resolve(unpackedFrom(path, start, packed, isStored)), { bytes, sum }))
      }
      if (members.size === 0) throw new StudioError('file.format', { file: fileName, problem: 'cutOff' })
    } else {
      if (zip.entryCount > formatLimits.members) throw new StudioError('file.tooLarge', { file: fileName, limit: 'members', count: formatLimits.members })
      for await (const entry of zip.eachEntry()) {
        if (entry.isEncrypted()) throw new StudioError('file.format', { file: fileName, problem: 'locked' })
        add(entry.fileNameRaw, entry.uncompressedSize, () => checked(() => zip.openReadStreamPromise(entry), { bytes: entry.uncompressedSize, sum: entry.crc32 }))
      }
    }
    if (unpacked > formatLimits.unpackedBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'unpacked', count: formatLimits.unpackedBytes })
    if (unpacked > formatLimits.ratioFrom && unpacked > totalBytes * formatLimits.ratio) throw new StudioError('file.tooLarge', { file: fileName, limit: 'ratio', count: formatLimits.ratio })
    return { members, cutOff: zip === null, close: () => zip?.close() }
  } catch (error) {
    zip?.close()
    throw asProblem(error)
  }
}

function damaged(file: string, value: string): StudioError {
  return new StudioError('file.format', { file, problem: 'damaged', value })
}

function unpackedFrom(path: string, start: number, packed: number, isStored: boolean): Readable {
  const input = packed === 0 ? Readable.from([]) : createReadStream(path, { start, end: start + packed - 1 })
  if (isStored) return input
  const unzip = createInflateRaw()
  input.on('error', (error: Error) => unzip.destroy(error))
  unzip.on('close', () => input.destroy())
  return input.pipe(unzip)
}

/** UTF-8, or what Chinese Windows writes. */
function memberName(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('gb18030').decode(raw)
  }
}
