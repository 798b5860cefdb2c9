/** The files of a zip whose list at its end is lacking, by the header before each. APPNOTE.TXT, 4.3.7 to 4.3.9. Unpacks only to find where one ends. */
import { createReadStream } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { createInflateRaw } from 'node:zlib'

export interface LocalMember {
  nameRaw: Buffer
  /** Where its packed bytes begin, and how many they are. */
  start: number
  packed: number
  unpacked: number
  isStored: boolean
  sum: number
}

const headerSignature = 0x04034b50
const headerBytes = 30
const descriptorSignature = 0x08074b50
const descriptorBytes = 12
const locked = 1
const sizesBehind = 8
const deflated = 8
/** Its sizes stand elsewhere: of 4 GB and more. */
const elsewhere = 0xffffffff

/** Those that are all there, up to the first that is not or can't be followed. `mostBytes`: that one of them may have unpacked. */
export async function wholeLocalMembers(path: string, totalBytes: number, mostMembers: number, mostBytes: number): Promise<LocalMember[]> {
  const handle = await open(path, 'r')
  try {
    const members: LocalMember[] = []
    for (let at = 0; members.length < mostMembers; ) {
      const header = await bytesAt(handle, at, headerBytes)
      if (header === null || header.readUInt32LE(0) !== headerSignature) return members
      const flags = header.readUInt16LE(6)
      const method = header.readUInt16LE(8)
      const nameRaw = await bytesAt(handle, at + headerBytes, header.readUInt16LE(26))
      const start = at + headerBytes + header.readUInt16LE(26) + header.readUInt16LE(28)
      if (nameRaw === null || (flags & locked) !== 0 || (method !== 0 && method !== deflated)) return members
      const ending = (flags & sizesBehind) === 0 ? sizesIn(header, 14, start) : method === deflated ? await sizesAfter(handle, path, start, mostBytes) : null
      if (ending === null || ending.packed === elsewhere || ending.end > totalBytes) return members
      const { sum, packed, unpacked, end } = ending
      members.push({ nameRaw, start, packed, unpacked, isStored: method === 0, sum })
      at = end
    }
    return members
  } finally {
    await handle.close()
  }
}

interface Ending {
  sum: number
  packed: number
  unpacked: number
  /** Where the next header begins. */
  end: number
}

function sizesIn(bytes: Buffer, at: number, start: number): Ending {
  const packed = bytes.readUInt32LE(at + 4)
  return { sum: bytes.readUInt32LE(at), packed, unpacked: bytes.readUInt32LE(at + 8), end: start + packed }
}

/** The writer did not know them before: they stand where the packed bytes end, which these tell themselves. */
async function sizesAfter(handle: FileHandle, path: string, start: number, mostBytes: number): Promise<Ending | null> {
  const packed = await packedBytes(path, start, mostBytes)
  if (packed === null) return null
  const signature = await bytesAt(handle, start + packed, 4)
  const at = start + packed + (signature?.readUInt32LE(0) === descriptorSignature ? 4 : 0)
  const descriptor = await bytesAt(handle, at, descriptorBytes)
  if (descriptor === null || descriptor.readUInt32LE(4) !== packed) return null
  return { ...sizesIn(descriptor, 0, start), end: at + descriptorBytes }
}

async function packedBytes(path: string, start: number, mostBytes: number): Promise<number | null> {
  const input = createReadStream(path, { start })
  const unzip = createInflateRaw()
  input.on('error', (error: Error) => unzip.destroy(error))
  input.pipe(unzip)
  let bytes = 0
  try {
    for await (const chunk of unzip) {
      bytes += chunk instanceof Uint8Array ? chunk.length : 0
      if (bytes > mostBytes) return null
    }
    return unzip.bytesWritten
  } catch {
    return null
  } finally {
    input.destroy()
  }
}

async function bytesAt(handle: FileHandle, at: number, length: number): Promise<Buffer | null> {
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, at)
  return bytesRead < length ? null : buffer
}
