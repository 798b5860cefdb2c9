/** Packed text that ends early is told apart from packed text that was damaged; what came out of it is kept in both. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { unpackStream, type Unpacked } from './unpack-stream.ts'

let folder = ''
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor-unpack-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

const text = `n,square\n${Array.from({ length: 20_000 }, (_, at) => `${at},${(at * at) % 977}`).join('\n')}\n`
const whole = gzipSync(text)

async function unpack(packing: 'gzip' | 'zstd', bytes: Uint8Array): Promise<{ lost: Unpacked['lost']; text: string }> {
  const [source, target] = [join(folder, 'packed'), join(folder, 'text')]
  await rm(target, { force: true })
  await writeFile(source, bytes)
  const { lost } = await unpackStream(packing, source, target, 'packed', bytes.length, () => {})
  return { lost, text: await readFile(target, 'utf8') }
}

it('a whole file has lost nothing', async () => {
  expect(await unpack('gzip', whole)).toEqual({ lost: null, text })
})

it('a file that ends early is cut off, and what it had is there', async () => {
  const { lost, text: had } = await unpack('gzip', whole.subarray(0, whole.length / 2))
  expect([lost, had.length > text.length / 4, text.startsWith(had)]).toEqual(['sourceCutOff', true, true])
})

it('a file with other bytes in its middle is damaged', async () => {
  const damaged = Uint8Array.from(whole, (byte, at) => (at > whole.length / 2 && at < whole.length / 2 + 500 ? 0xff : byte))
  const { lost, text: had } = await unpack('gzip', damaged)
  expect([lost, had.slice(0, text.length / 4)]).toEqual(['sourceDamaged', text.slice(0, text.length / 4)])
})

it('a file whose sum does not fit is damaged', async () => {
  const damaged = Uint8Array.from(whole, (byte, at) => (at === whole.length - 8 ? byte ^ 1 : byte))
  const { lost, text: had } = await unpack('gzip', damaged)
  expect([lost, text.startsWith(had), text.length - had.length < 300]).toEqual(['sourceDamaged', true, true])
})

it('Zstandard is told the same way, and refused where not one block of it is whole', async () => {
  const cut = await readFile('test/fixtures/formats/cut.csv.zst')
  expect(await unpack('zstd', cut)).toMatchObject({ lost: 'sourceCutOff' })
  const damaged = Uint8Array.from(cut, (byte, at) => (at > 40 ? byte ^ 0x5a : byte))
  await expect(unpack('zstd', damaged)).rejects.toMatchObject({ code: 'file.format', details: { problem: 'damaged' } })
})

/** Packed by zstd 1.5: two frames with sums and one that is skipped, of many blocks that can't be made smaller as well. */
const frames = readFile('test/fixtures/formats/frames.csv.zst')
const squares = `n,square\n${Array.from({ length: 40_000 }, (_, at) => `${at},${(at * at) % 977}`).join('\n')}\n`

it('several Zstandard frames are one text', async () => {
  expect(await unpack('zstd', await frames)).toEqual({ lost: null, text: squares })
})

it('a frame whose content is not what was packed is damaged, wherever the bytes are wrong', async () => {
  const packed = await frames
  let silent = 0
  for (let at = 50; at < packed.length; at += Math.floor(packed.length / 150)) {
    const damaged = Uint8Array.from(packed, (byte, place) => (place === at ? byte ^ 0x10 : byte))
    const { lost, text: had } = await unpack('zstd', damaged).catch(() => ({ lost: 'refused', text: '' }))
    if (lost === null && had !== squares) silent++
  }
  expect(silent).toBe(0)
})

it('the sum alone damages a frame', async () => {
  const packed = await frames
  expect(await unpack('zstd', Uint8Array.from(packed, (byte, at) => (at === packed.length - 1 ? byte ^ 1 : byte)))).toEqual({ lost: 'sourceDamaged', text: squares })
})
