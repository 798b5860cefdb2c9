/**
 * Zstandard, frame by frame, each held to the sum of its content where it has one: the library that unpacks looks at no sum. RFC 8878, 3.1.
 * Knows no file.
 */
import { Decompress, ZstdErrorCode } from 'fzstd'
import xxhash from 'xxhash-wasm'

const frameMagic = 0xfd2fb528
const skippedMagic = 0x184d2a5
const runLengthBlock = 1

/**
 * `onHeader`: of each frame, before anything of it is unpacked. Throws what the library does, an error with `ZstdErrorCode.UnexpectedEOF` where
 * the bytes end inside a frame, and one without a code where the content of a frame is not what was packed; all of it is written by then.
 */
export async function unpackZstd(open: () => AsyncIterable<unknown>, onHeader: (header: Uint8Array) => void, write: (chunk: Uint8Array) => void): Promise<void> {
  const { create64 } = await xxhash()
  const bytes = new Bytes(open())
  while (await bytes.more()) {
    const magic = await bytes.take(4)
    if (numberOf(magic) >>> 4 === skippedMagic) {
      await bytes.pass(numberOf(await bytes.take(4)), () => {})
      continue
    }
    if (numberOf(magic) !== frameMagic) throw new Error('no frame begins here')
    const descriptor = await bytes.take(1)
    const header = Buffer.concat([magic, descriptor, await bytes.take(headerBytes(descriptor[0] ?? 0))])
    onHeader(header)
    const sum = create64()
    const unzip = new Decompress((chunk) => {
      sum.update(chunk)
      write(chunk)
    })
    unzip.push(header)
    for (let last = false; !last; ) {
      const block = await bytes.take(3)
      const described = numberOf(block)
      last = (described & 1) === 1
      unzip.push(block)
      await bytes.pass(((described >> 1) & 3) === runLengthBlock ? 1 : described >> 3, (part) => unzip.push(part))
    }
    const wanted = await bytes.take(((descriptor[0] ?? 0) & 4) === 0 ? 0 : 4)
    unzip.push(wanted, true)
    if (wanted.length > 0 && Number(sum.digest() & 0xffffffffn) !== numberOf(wanted)) throw new Error('the sum of the content differs')
  }
}

/** Behind the descriptor: window, dictionary, size of the content. */
function headerBytes(descriptor: number): number {
  const isOneSegment = (descriptor & 0x20) !== 0
  return (isOneSegment ? 0 : 1) + ([0, 1, 2, 4][descriptor & 3] ?? 0) + ([isOneSegment ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0)
}

/** Little-endian, of four bytes at most. */
function numberOf(bytes: Uint8Array): number {
  return bytes.reduce((number, byte, place) => number + byte * 256 ** place, 0)
}

/** Chunks of any size as so many bytes as are wanted. */
class Bytes {
  readonly #chunks: AsyncIterator<unknown>
  #chunk: Uint8Array = new Uint8Array(0)

  constructor(input: AsyncIterable<unknown>) {
    this.#chunks = input[Symbol.asyncIterator]()
  }

  async more(): Promise<boolean> {
    while (this.#chunk.length === 0) {
      const { done, value } = await this.#chunks.next()
      if (done === true) return false
      if (value instanceof Uint8Array) this.#chunk = value
    }
    return true
  }

  async pass(count: number, onPart: (part: Uint8Array) => void): Promise<void> {
    for (let left = count; left > 0; ) {
      if (!(await this.more())) throw Object.assign(new Error('the bytes end inside a frame'), { code: ZstdErrorCode.UnexpectedEOF })
      const part = this.#chunk.subarray(0, left)
      this.#chunk = this.#chunk.subarray(part.length)
      left -= part.length
      onPart(part)
    }
  }

  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    await this.pass(count, (part) => void parts.push(part))
    return Buffer.concat(parts)
  }
}
