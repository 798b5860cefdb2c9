/** A table of five million rows: its first rows are seen while it is read, it can be stopped, and it is scrolled to its end. */
import { createWriteStream } from 'node:fs'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { dropFiles, expect, lineOf, test } from './candor.ts'
import { CandorWindow } from './window.ts'

const rows = 5_000_000
/** Bytes a second: so few that it is still on its way when its first rows have been looked at, however fast the computer. */
const slow = 2_000_000
let folder = ''
let file = ''

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-large-'))
  file = join(folder, 'measurements.csv')
  await pipeline(Readable.from(lines(rows)), createWriteStream(file))
})
test.afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

function* lines(count: number): Generator<string> {
  yield 'number,weight,height,colour,kind\n'
  for (let first = 0; first < count; first += 10_000) {
    yield Array.from({ length: 10_000 }, (_, at) => {
      const row = first + at + 1
      return `${row},${((row * 7919) % 100_003) / 100},${((row * 104_729) % 65_537) / 8},${['red', 'green', 'blue'][row % 3]},${row % 7 === 0 ? 'yes' : 'no'}\n`
    }).join('')
  }
}

test('its first rows are there at once, and the table when all of it is read, to the last row', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await expect(page.getByText('Try a sample')).toBeVisible()
  const carry = await lineOf(page)
  await carry(slow)
  await dropFiles(page, [file])
  const coming = page.getByRole('region', { name: /^The first rows\./ })
  await expect(coming.getByRole('row')).toHaveCount(201)
  await expect(coming.getByRole('row').nth(200)).toContainText('200')
  await carry(null)
  await expect(window.stageButton('data')).toContainText('5,000,000 × 5', { timeout: 60_000 })
  await expect(coming).toHaveCount(0)
  const table = page.getByRole('table', { name: /measurements\.csv/ })
  await table.evaluate((element) => (element.scrollTop = element.scrollHeight))
  await expect(table.getByRole('rowheader', { name: '5,000,000', exact: true })).toBeVisible()
})

test('reading it is stopped at once, and nothing of it is left', async ({ page, host }) => {
  await page.goto(host.address)
  await expect(page.getByText('Try a sample')).toBeVisible()
  await (await lineOf(page))(slow)
  await dropFiles(page, [file])
  const coming = page.getByRole('region', { name: /^The first rows\./ })
  await expect(coming).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('Try a sample')).toBeVisible()
  await expect(coming).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^Open measurements/ })).toHaveCount(0)
})

test('a line beyond all limits is told before all of it is sent, with the lines before it', async ({ page, host }) => {
  const endless = join(folder, 'endless.csv')
  await writeFile(endless, `a,b\n${'1,2\n'.repeat(100)}`)
  for (let piece = 0; piece < 25; piece++) await appendFile(endless, 'x'.repeat(40_000_000))
  await page.goto(host.address)
  await expect(page.getByText('Try a sample')).toBeVisible()
  const sent: string[] = []
  page.on('request', (request) => sent.push(request.method()))
  await dropFiles(page, [endless])
  await expect(page.getByRole('alert')).toContainText('102')
  // A short beginning for its first rows, and a longer one for the line; not the file.
  expect(sent.filter((method) => method === 'POST')).toHaveLength(2)
  await expect(page.getByRole('button', { name: /^Open endless/ })).toHaveCount(0)
})
