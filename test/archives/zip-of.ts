/** Zip files written byte by byte, so that they can say what no honest program would. */
import { createHash } from 'node:crypto'
import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  name: string
  content: string | Uint8Array
  /** Unix mode, with its file type. */
  mode?: number
  /** What the tables claim where it is not the truth. */
  claimedBytes?: number
  flags?: number
  method?: number
}

export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = []
  const centrals: Buffer[] = []
  let at = 0
  for (const { name, content, mode = 0o100644, claimedBytes, flags = 0x800, method = 8 } of parts) {
    const plain = Buffer.from(content)
    const packed = deflateRawSync(plain, { level: 9 })
    const title = Buffer.from(name)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(method, 4)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedBytes ?? plain.length, 18)
    common.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, title, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((mode << 16) >>> 0, 6)
    tail.writeUInt32LE(at, 10)
    centrals.push(Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), common, tail, title]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(centrals)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(at, 12)
  return Buffer.concat([...locals, directory, Buffer.from('PK\u0005\u0006'), end])
}

/** The same parts with a list that names them all, as Candor writes it. `change`: of the list before it is written. */
export function candorFileOf(parts: readonly ZipPart[], change: (list: Record<string, unknown>) => Record<string, unknown> = (list) => list): Buffer {
  const files = parts.map(({ name, content, claimedBytes }) => {
    const plain = Buffer.from(content)
    return { path: name, bytes: claimedBytes ?? plain.length, sha256: createHash('sha256').update(plain).digest('hex') }
  })
  return zipOf([...parts, { name: 'candor.json', content: JSON.stringify(change({ format: 'candor project', version: 1, candor: '0.1.0', files })) }])
}
