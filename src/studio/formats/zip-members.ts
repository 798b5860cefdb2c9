/** A zip that may come from anywhere: its files with what they claim checked, each unpacked on request and held to its claim. */
import { openPromise } from 'yauzl'
import type { Entry } from 'yauzl'
import type { Readable } from 'node:stream'
import { StudioError } from '#contract/errors.ts'
import { formatLimits } from './format-limits.ts'

export interface ZipMember {
  name: string
  bytes: number
  chunks(): AsyncGenerator<Uint8Array, void>
}

export interface ZipMembers {
  /** In the order of the zip's list; names are never used as paths. */
  members: ReadonlyMap<string, ZipMember>
  close(): void
}

/** Throws `file.format`, `file.tooLarge`. */
export async function openZipMembers(path: string, fileName: string, totalBytes: number): Promise<ZipMembers> {
  const asProblem = (error: unknown): unknown => {
    if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) return error
    return new StudioError('file.format', { file: fileName, problem: 'damaged', value: error instanceof Error ? error.message : String(error) })
  }
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true }).catch((error: unknown) => {
    throw asProblem(error)
  })
  async function* chunksOf(entry: Entry): AsyncGenerator<Uint8Array, void> {
    try {
      const stream: Readable = await zip.openReadStreamPromise(entry)
      for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk
    } catch (error) {
      throw asProblem(error)
    }
  }
  try {
    if (zip.entryCount > formatLimits.members) throw new StudioError('file.tooLarge', { file: fileName, limit: 'members', count: formatLimits.members })
    const members = new Map<string, ZipMember>()
    let unpacked = 0
    for await (const entry of zip.eachEntry()) {
      const name = memberName(entry.fileNameRaw)
      if (name.endsWith('/')) continue
      if (entry.isEncrypted()) throw new StudioError('file.format', { file: fileName, problem: 'locked' })
      unpacked += entry.uncompressedSize
      members.set(name, { name, bytes: entry.uncompressedSize, chunks: () => chunksOf(entry) })
    }
    if (unpacked > formatLimits.unpackedBytes) throw new StudioError('file.tooLarge', { file: fileName, limit: 'unpacked', count: formatLimits.unpackedBytes })
    if (unpacked > formatLimits.ratioFrom && unpacked > totalBytes * formatLimits.ratio) throw new StudioError('file.tooLarge', { file: fileName, limit: 'ratio', count: formatLimits.ratio })
    return { members, close: () => zip.close() }
  } catch (error) {
    zip.close()
    throw asProblem(error)
  }
}

/** UTF-8, or what Chinese Windows writes. */
function memberName(raw: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw)
  } catch {
    return new TextDecoder('gb18030').decode(raw)
  }
}
