/**
 * `npm run bench -- responsiveness [--rounds N] [--rows N] [--json FILE]`: how fast the built window answers in Chromium, from its
 * start to a large network that trains on a table of a million rows. Needs CANDOR_CHROMIUM and a build; `scripts/bench.mjs` sees to both.
 */
import { appendFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type * as Playwright from '@playwright/test'
import type { BenchPlace } from './bench-place.ts'
import { positiveOption } from './positive-option.ts'
import type { BenchHost } from './responsiveness-host.ts'
import { startHost } from './responsiveness-host.ts'
import { chartPointAt, chooseTarget, dropFile, finish, makeNetworkLarge, scrollTable, startTraining, switchStages, typeNumbers, usableAt } from './responsiveness-person.ts'
import { traceTasks } from './responsiveness-trace.ts'
import { watchPage } from './responsiveness-watch.ts'
import { median } from './summary.ts'
import { textTable } from './text-table.ts'

/** Milliseconds; null: told without a goal. */
const goals = {
  'cold start to usable window': null,
  'drop to first chart point, breast cancer': 2000,
  'drop of the large table to its rows': null,
  'longest renderer task, opening it': 100,
  'longest renderer task, training': 100,
  'most processor time of a renderer task, training': 100,
  'input delay, longest': 50,
  'answer to finish': 200,
  'longest block of the studio, opening it': 50,
  'longest block of the studio, training': 50,
  'longest block of the studio, finishing': 50,
} as const satisfies Record<string, number | null>
type Figures = Record<keyof typeof goals, number>

/** The exit code. Speed is told and never an error. */
export async function run(words: string[], place: BenchPlace): Promise<number> {
  const { values } = parseArgs({ args: words, options: { rounds: { type: 'string', default: '3' }, rows: { type: 'string', default: '1000000' }, json: { type: 'string' } } })
  const rounds = positiveOption('rounds', values.rounds)
  const rows = positiveOption('rows', values.rows)
  const folder = await mkdtemp(join(tmpdir(), 'candor-large-table-'))
  const browser = await launchBrowser(place)
  try {
    const table = await madeUpTable(folder, rows)
    if (values.json !== undefined) await writeFile(values.json, '')
    print(`${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, load ${(loadavg()[0] ?? NaN).toFixed(1)} before; Chromium ${browser.version()}, Node ${process.versions.node}; ${rows.toLocaleString('en')} rows of 20 columns; rounds: ${rounds}\n`)
    const measured: Figures[] = []
    for (let round = 1; round <= rounds; round++) {
      const figures = { ...(await startAndSample(place, browser)), ...(await largeTable(place, browser, table)) }
      measured.push(figures)
      if (values.json !== undefined) await appendFile(values.json, `${JSON.stringify({ round, load: loadavg()[0], ...figures })}\n`)
      process.stderr.write(`round ${round} of ${rounds}\n`)
    }
    print(report(measured))
    return 0
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

type Part<Name extends keyof Figures> = Pick<Figures, Name>

async function startAndSample(place: BenchPlace, browser: Playwright.Browser): Promise<Part<'cold start to usable window' | 'drop to first chart point, breast cancer'>> {
  return inWindow(place, browser, async (page, host) => {
    const start = (await usableAt(page)) - host.startedAt
    const droppedAt = Date.now()
    await dropFile(page, join(place.repository, 'resources', 'samples', 'breast_cancer.csv'))
    await chooseTarget(page, 'target')
    await startTraining(page)
    return { 'cold start to usable window': start, 'drop to first chart point, breast cancer': (await chartPointAt(page)) - droppedAt }
  })
}

async function largeTable(place: BenchPlace, browser: Playwright.Browser, table: string): Promise<Omit<Figures, 'cold start to usable window' | 'drop to first chart point, breast cancer'>> {
  return inWindow(place, browser, async (page, host) => {
    await usableAt(page)
    const droppedAt = Date.now()
    await dropFile(page, table)
    await page.locator('.rows-table').waitFor({ timeout: 180_000 })
    const openedAt = Date.now()
    await chooseTarget(page, 'target')
    await makeNetworkLarge(page)
    await startTraining(page)
    await chartPointAt(page)
    const trainingAt = Date.now()
    const traced = await traceTasks(browser, page, async () => {
      await scrollTable(page)
      await switchStages(page)
      await typeNumbers(page)
    })
    const finishAt = Date.now()
    const answer = await finish(page)
    await page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' }).waitFor({ timeout: 180_000 })
    const overAt = Date.now()
    const { tasks, inputs } = await page.evaluate(() => window.benchNotes)
    const loop = await host.loopNotes()
    const taskIn = (from: number, to: number): number => longest(tasks.filter(({ at }) => at >= from && at < to).map(({ milliseconds }) => milliseconds))
    const blockIn = (from: number, to: number): number => longest(loop.filter(({ at }) => at >= from && at < to).map((note) => note.longest))
    return {
      'drop of the large table to its rows': openedAt - droppedAt,
      'longest renderer task, opening it': taskIn(droppedAt, trainingAt),
      'longest renderer task, training': Math.max(traced.longest, taskIn(finishAt, overAt)),
      'most processor time of a renderer task, training': traced.mostProcessorTime,
      'input delay, longest': longest(inputs.filter(({ at }) => at >= trainingAt).map(({ milliseconds }) => milliseconds)),
      'answer to finish': answer,
      'longest block of the studio, opening it': blockIn(droppedAt, openedAt),
      'longest block of the studio, training': blockIn(openedAt, finishAt),
      'longest block of the studio, finishing': blockIn(finishAt, overAt),
    }
  })
}

async function inWindow<Result>(place: BenchPlace, browser: Playwright.Browser, visit: (page: Playwright.Page, host: BenchHost) => Promise<Result>): Promise<Result> {
  const host = await startHost(place)
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' })
  try {
    const page = await context.newPage()
    await page.addInitScript(watchPage)
    await page.goto(host.address)
    return await visit(page, host)
  } finally {
    await context.close()
    await host.close()
  }
}

/** From the repository's packages: beside the bundle there are none. */
async function launchBrowser({ repository }: BenchPlace): Promise<Playwright.Browser> {
  const executablePath = process.env['CANDOR_CHROMIUM']
  if (executablePath === undefined) throw new Error('CANDOR_CHROMIUM names no browser.')
  const { chromium }: typeof Playwright = createRequire(join(repository, 'package.json'))('@playwright/test')
  // Chromium's sandbox refuses root; nobody else goes without it.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/** Twenty columns of numbers and a target that the first two decide. */
async function madeUpTable(folder: string, rows: number): Promise<string> {
  const file = join(folder, 'large.csv')
  const handle = await open(file, 'w')
  await handle.write(`${Array.from({ length: 20 }, (_, column) => `column ${column + 1}`).join(',')},target\n`)
  let state = 1
  const next = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
  for (let from = 0; from < rows; from += 10_000) {
    const lines = Array.from({ length: Math.min(10_000, rows - from) }, () => {
      const values = Array.from({ length: 20 }, next)
      return `${values.map((value) => value.toFixed(4)).join(',')},${(values[0] ?? 0) + (values[1] ?? 0) > 1 ? 'high' : 'low'}\n`
    })
    await handle.write(lines.join(''))
  }
  await handle.close()
  return file
}

function report(measured: readonly Figures[]): string {
  const lines = namesOf(goals).map((name) => {
    const values = measured.map((figures) => figures[name])
    const goal: number | null = goals[name]
    const shown = (value: number): string => (name === 'longest renderer task, opening it' && value === 0 ? 'under 50' : value.toFixed(value < 10 ? 1 : 0))
    return [name, goal === null ? '' : `< ${goal}`, shown(Math.min(...values)), shown(median(values)), shown(Math.max(...values)), goal === null ? '' : median(values) < goal ? 'met' : 'not met']
  })
  return textTable(['milliseconds', 'goal', 'least', 'median', 'most', 'median'], lines)
}

function namesOf<Name extends string>(record: Record<Name, unknown>): Name[] {
  const names: Name[] = []
  for (const name in record) names.push(name)
  return names
}

/** 0 of none. */
function longest(values: readonly number[]): number {
  return Math.max(0, ...values)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}
