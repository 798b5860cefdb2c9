/**
 * Reads a zip file that somebody else made: everything its table of contents says is checked before a byte is unpacked, and
 * what is unpacked is held to it. Knows no project; throws `archive.*`.
 */
import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { openPromise } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { StudioError } from '#contract/errors.ts'

export interface ZipLimits {
  files: number
  /** Of all files together, unpacked. */
  bytes: number
  /** Unpacked bytes for each byte of the zip, where more than `ratioFrom` bytes come out of it. */
  ratio: number
  ratioFrom: number
}

export interface ZipContent {
  /** Without folders. */
  files: ReadonlyMap<string, ZippedFile>
  totalBytes: number
  close(): void
}

export interface ZippedFile {
  bytes: number
  /** Rejects or fails with `archive.damaged` where what comes out is not what was announced. */
  chunks(): AsyncGenerator<Uint8Array, void>
}

export interface ZipRules {
  limits: ZipLimits
  /** A file without which this is some other zip. */
  mark: string
  isAllowed(name: string): boolean
}

/** `fileName`: as the person knows it. Throws `archive.foreign`, `archive.damaged`, `archive.refused`, `archive.limit`. */
export async function openZip(path: string, fileName: string, rules: ZipRules): Promise<ZipContent> {
  const { size } = await stat(path)
  const zip = await openPromise(path, { autoClose: false, decodeStrings: false, validateEntrySizes: true }).catch(async (error: unknown) => {
    throw asArchiveError(error, new StudioError((await beginsLikeOurs(path, rules)) ? 'archive.damaged' : 'archive.foreign', { file: fileName }))
  })
  try {
    return await checkedContent(zip, size, fileName, rules)
  } catch (error) {
    zip.close()
    throw asArchiveError(error, new StudioError('archive.damaged', { file: fileName }))
  }
}

/** A zip has its table of contents at its end: of one that was cut off, only the first file still tells whose it was. */
async function beginsLikeOurs(path: string, { isAllowed }: ZipRules): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(localHeaderBytes + longestName), 0, localHeaderBytes + longestName, 0)
    if (buffer.readUInt32LE(0) !== localHeaderSignature) return false
    return isAllowed(buffer.subarray(localHeaderBytes, localHeaderBytes + Math.min(longestName, buffer.readUInt16LE(26))).toString('utf8'))
  } finally {
    await handle.close()
  }
}

const localHeaderSignature = 0x04034b50
const localHeaderBytes = 30
const longestName = 256

async function checkedContent(zip: ZipFile, size: number, fileName: string, { limits, mark, isAllowed }: ZipRules): Promise<ZipContent> {
  const over = (limit: keyof ZipLimits, count: number, expected: string) => new StudioError('archive.limit', { file: fileName, limit, count, expected })
  if (zip.entryCount > limits.files) throw over('files', zip.entryCount, limits.files.toLocaleString('en-US'))
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) entries.push(entry)
  if (!entries.some((entry) => nameOf(entry) === mark)) throw new StudioError('archive.foreign', { file: fileName })

  const files = new Map<string, ZippedFile>()
  const taken = new Set<string>()
  let totalBytes = 0
  let packedBytes = 0
  for (const entry of entries) {
    const name = nameOf(entry)
    const refused = new StudioError('archive.refused', { file: fileName, value: shown(name) })
    if (isFolder(entry, name)) {
      if (!isAllowed(`${name}x`) && !isAllowed(`${name}1/x.json`)) throw refused
      continue
    }
    // Two names that one file system takes for the same: the second would write over what was checked of the first.
    const key = name.normalize('NFC').toLowerCase()
    if (!isAllowed(name) || taken.has(key) || !isPlainFile(entry) || !entry.canDecodeFileData()) throw refused
    taken.add(key)
    totalBytes += entry.uncompressedSize
    packedBytes += entry.compressedSize
    files.set(name, { bytes: entry.uncompressedSize, chunks: () => chunksOf(zip, entry, fileName, name) })
  }
  if (totalBytes > limits.bytes) throw over('bytes', totalBytes, `${(limits.bytes / 1e9).toFixed(1)} GB`)
  const ratio = Math.ceil(totalBytes / Math.max(1, size))
  if (totalBytes > limits.ratioFrom && ratio > limits.ratio) throw over('ratio', ratio, String(limits.ratio))
  // Files that share their bytes: the trick of bombs that stay below the ratio of deflate.
  if (packedBytes > size) throw new StudioError('archive.damaged', { file: fileName })
  return { files, totalBytes, close: () => zip.close() }
}

async function* chunksOf(zip: ZipFile, entry: Entry, fileName: string, name: string): AsyncGenerator<Uint8Array, void> {
  const damaged = new StudioError('archive.damaged', { file: fileName, value: name })
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry)
    let bytes = 0
    for await (const chunk of stream) {
      if (!(chunk instanceof Uint8Array)) throw damaged
      bytes += chunk.length
      yield chunk
    }
    if (bytes !== entry.uncompressedSize) throw damaged
  } catch (error) {
    throw asArchiveError(error, damaged)
  }
}

/** What the library says of the bytes is `otherwise`; what the system says of the disk, and what was said here, stays what it is. */
function asArchiveError(error: unknown, otherwise: StudioError): unknown {
  if (error instanceof StudioError) return error
  const ofSystem = error instanceof Error && 'syscall' in error
  return ofSystem ? error : otherwise
}

/** Not the library's decoding: other fields of an entry may claim another name. Bytes that are no UTF-8 become signs that no rule allows. */
function nameOf(entry: Entry): string {
  return entry.fileNameRaw.toString('utf8')
}

function isFolder(entry: Entry, name: string): boolean {
  return name.endsWith('/') && entry.uncompressedSize === 0
}

const unixTypeMask = 0o170000
const unixPlainFile = 0o100000

/** Neither a link nor a device; systems without such a notion write 0. */
function isPlainFile(entry: Entry): boolean {
  const type = (entry.externalFileAttributes >>> 16) & unixTypeMask
  return type === 0 || type === unixPlainFile
}

/** A name that may be anything, short enough for a sentence. */
function shown(name: string): string {
  const printable = Array.from(name, (sign) => (sign < ' ' || sign === '\u007f' ? '?' : sign))
  return printable.length > 80 ? `${printable.slice(0, 80).join('')}…` : printable.join('')
}
