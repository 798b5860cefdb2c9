/** Any bytes at all, dropped as a CSV: the studio reads them or refuses them in words, and never breaks. */
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cleanUp, failure, fileWith, opened, startStudio } from '#test/journeys/studio-driver.ts'
import type { Studio } from '#test/journeys/studio-driver.ts'

const fixtures = path.join(import.meta.dirname, '..', 'fixtures', 'csv')
const files = 600
/** The same files in every run; a failure names its number. */
let state = 20_240_305

let studio: Studio
let projectId = ''
beforeAll(async () => {
  studio = await startStudio()
  projectId = (await studio.client.project.create({ name: 'fuzz' })).id
})
afterAll(cleanUp)

it(`reads or refuses ${files} broken files, and the table before a refused one stays`, async () => {
  const names = (await readdir(fixtures)).filter((name) => name.endsWith('.csv')).toSorted()
  const seeds = await Promise.all(names.map((name) => readFile(path.join(fixtures, name))))
  let rows: number | null = null
  for (let number = 0; number < files; number++) {
    const source = await fileWith(studio, 'fuzz.csv', mutated(seeds[below(seeds.length)] ?? new Uint8Array()))
    const reading = (async () => opened(await studio.client.dataset.open({ projectId, source })))()
    const view = await reading.catch(() => null)
    if (view !== null) {
      rows = view.rows
      expect([number, view.columns.length > 0, view.firstRows.cells.length <= view.rows]).toEqual([number, true, true])
      continue
    }
    const refused = await failure(reading)
    expect([number, refused.code]).not.toEqual([number, 'internal'])
    if (rows !== null) expect([number, (await opened(await studio.client.dataset.view({ projectId }))).rows]).toEqual([number, rows])
  }
  // A bug is written to the log with its stack; nothing was.
  expect(studio.log()).toBe('')
  expect(rows).not.toBeNull()
})

/** Bytes flipped, cut, doubled, and control bytes, quotes and separators strewn in. */
function mutated(seed: Uint8Array): Uint8Array {
  let bytes = [...seed.subarray(0, 4096)]
  for (let change = below(12); change >= 0; change--) {
    const at = below(bytes.length + 1)
    switch (below(5)) {
      case 0:
        bytes[at] = below(256)
        break
      case 1:
        bytes.splice(at, below(20))
        break
      case 2:
        bytes.splice(at, 0, ...bytes.slice(at, at + below(60)))
        break
      case 3:
        bytes.splice(at, 0, ...([0x22, 0x2c, 0x0a, 0x0d, 0x00, 0xff, 0x3b, 0x09].slice(below(8))))
        break
      default:
        bytes = bytes.slice(0, at)
    }
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0)
}

/** A whole number from 0 to `end` - 1 (xorshift32). */
function below(end: number): number {
  state ^= state << 13
  state ^= state >>> 17
  state ^= state << 5
  return end === 0 ? 0 : (state >>> 0) % end
}
