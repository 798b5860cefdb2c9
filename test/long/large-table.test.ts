/** A table much larger than what its reading may hold beside the columns themselves: the studio's heap is capped, and its peak watched. */
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { cleanUp, projectWith, startStudio } from '#test/journeys/studio-driver.ts'

const rows = 2_000_000
const rowsAtOnce = 10_000
const columns = 20
const megabyte = 1024 * 1024
/** Whole steps of four bytes. */
const bytesOfColumns = rows * columns * 4
/** What sorting one column for its summary takes, in each of the two threads at most. */
const bytesOfSorting = 2 * rows * 16
/** Code, heaps and buffers of the threads. */
const slack = 128 * megabyte
afterAll(cleanUp)

it.skipIf(process.platform !== 'linux')('is read in memory that its columns decide, not its file', async () => {
  process.env['NODE_OPTIONS'] = '--max-old-space-size=128'
  const studio = await startStudio().finally(() => delete process.env['NODE_OPTIONS'])
  const file = path.join(studio.home, 'large.csv')
  const handle = await open(file, 'w')
  await handle.writeFile(`${Array.from({ length: columns }, (_, column) => `c${column}`).join(',')}\n`)
  for (let from = 0; from < rows; from += rowsAtOnce) await handle.writeFile(Array.from({ length: rowsAtOnce }, (_, at) => line(from + at)).join(''))
  await handle.close()

  const before = await memoryOf(studio.pid, 'VmRSS')
  const { dataset } = await projectWith(studio.client, { kind: 'path', path: file })
  const peak = await memoryOf(studio.pid, 'VmHWM')
  expect(dataset).toMatchObject({ rows, columns: Array.from({ length: columns }, (_, column) => ({ type: column === 0 ? 'date' : 'number' })) })
  expect(dataset.bytes).toBeGreaterThan(1.5 * bytesOfColumns)
  expect(peak - before).toBeLessThan(bytesOfColumns + bytesOfSorting + slack)
})

/** A date, whole numbers, and decimals of one to six digits. */
function line(row: number): string {
  const day = new Date((row % 20_000) * 86_400_000).toISOString().slice(0, 10)
  return `${[day, ...Array.from({ length: columns - 1 }, (_, at) => (share(row * columns + at) * 1000).toFixed(at % 7))].join(',')}\n`
}

/** 0 to 1, scattered, the same in every run. */
function share(index: number): number {
  const mixed = Math.imul(index ^ (index >>> 15), 0x2c1b3c6d)
  return ((Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) % 1_000_003) / 1_000_003
}

/** Bytes. */
async function memoryOf(pid: number, line: 'VmRSS' | 'VmHWM'): Promise<number> {
  const [, kilobytes] = new RegExp(String.raw`^${line}:\s+(\d+) kB$`, 'm').exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? []
  if (kilobytes === undefined) throw new Error(`/proc/${pid}/status has no line ${line}.`)
  return Number(kilobytes) * 1024
}
