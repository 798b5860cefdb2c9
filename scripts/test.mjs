/**
 * `npm test [-- STEP ...]`: types, lint, unused code, unit tests, journeys, end-to-end. `--long`: test/long instead.
 * Ends in one line: N passed, N failed, N skipped. Needs only Node until it has installed.
 */
import { mkdir, rm } from 'node:fs/promises'
import { emptyResult, resultOfListed, resultOfPlaywright, resultOfProgram, resultOfVitest, sumOf } from './check-results.mjs'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { findBrowser } from './find-browser.mjs'
import { runProgram } from './program.mjs'
import { inRoot, root } from './root.mjs'

/** @typedef {import('./check-results.mjs').Result} Result */

const reports = inRoot('test-results', 'reports')

/** @type {Record<string, () => Promise<Result>>} */
const usual = { types, lint, unused, unit, journeys, 'end-to-end': () => endToEnd() }

process.exitCode = await main(process.argv.slice(2))

/** @param {string[]} words */
async function main(words) {
  const steps = words.includes('--long') ? { long, 'long end-to-end': longEndToEnd } : usual
  const names = words.filter((word) => word !== '--long')
  const unknown = names.filter((name) => !Object.hasOwn(steps, name))
  if (unknown.length > 0) {
    print(`No such step: ${unknown.join(', ')}. Steps: ${Object.keys(steps).join(', ')}.`)
    return 2
  }
  if (!(await ensureInstalled())) return close({ ...emptyResult(), failed: 1, failures: ['the packages could not be installed'] })
  await rm(reports, { recursive: true, force: true })
  await mkdir(reports, { recursive: true })
  const results = []
  for (const [name, step] of Object.entries(steps).filter(([name]) => names.length === 0 || names.includes(name))) {
    const startedAt = Date.now()
    // A step that breaks down is one failure; the others still run, and the closing line comes.
    const result = await step().catch((error) => resultOfProgram(name, { code: 1, output: error instanceof Error ? (error.stack ?? error.message) : String(error) }))
    const { passed, failed, skipped } = result
    print(`${name}: ${passed} passed, ${failed} failed, ${skipped} skipped (${((Date.now() - startedAt) / 1000).toFixed(1)} s)`)
    results.push(result)
  }
  return close(sumOf(results))
}

/** @param {Result} result */
function close({ passed, failed, skipped, failures, notes }) {
  for (const note of notes) print(`skipped: ${note}`)
  for (const failure of failures) print(`\nFAILED ${failure}`)
  print(`${failures.length > 0 ? '\n' : ''}${passed} passed, ${failed} failed, ${skipped} skipped`)
  return failed > 0 ? 1 : 0
}

async function types() {
  const compiler = inRoot('node_modules', 'typescript', 'bin', 'tsc')
  const compilerForVue = inRoot('node_modules', 'vue-tsc', 'bin', 'vue-tsc.js')
  const projects = ['engine', 'node', 'electron', 'renderer', 'renderer-tests']
  return sumOf(
    await twoAtATime(projects, async (project) => {
      const program = project.startsWith('renderer') ? compilerForVue : compiler
      return resultOfProgram(`types of ${project}`, await node(program, ['--pretty', 'false', '-p', `tsconfig/${project}.json`]))
    }),
  )
}

async function lint() {
  return resultOfProgram('lint', await node(inRoot('node_modules', 'oxlint', 'bin', 'oxlint'), ['--deny-warnings']))
}

async function unused() {
  return resultOfProgram('unused code', await node(inRoot('node_modules', 'knip', 'bin', 'knip.js'), ['--no-progress']))
}

function unit() {
  return vitest('unit tests', ['unit', 'renderer'])
}

async function journeys() {
  return (await ensureBuilt()) ? vitest('journeys', ['journeys']) : notBuilt('journeys')
}

async function long() {
  return (await ensureBuilt()) ? vitest('long tests', ['long']) : notBuilt('long tests')
}

/** Through the window, what is too long for every day: TensorFlow from Python's index. */
function longEndToEnd() {
  return endToEnd(['engines.spec.ts'], { CANDOR_LONG: '1' })
}

/**
 * @param {string[]} specs none: all
 * @param {Record<string, string>} environment
 */
async function endToEnd(specs = [], environment = {}) {
  if (!(await ensureBuilt())) return notBuilt('end-to-end tests')
  const browser = await findBrowser(print)
  const playwright = inRoot('node_modules', '@playwright', 'test', 'cli.js')
  const report = `${reports}/end-to-end.json`
  if (browser.path === null) {
    const outcome = await node(playwright, ['test', ...specs, '--list', '--reporter=json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: report })
    return resultOfListed('end-to-end tests', report, outcome, browser.reason)
  }
  const outcome = await node(playwright, ['test', ...specs, '--reporter=json'], { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report, CANDOR_CHROMIUM: browser.path })
  return resultOfPlaywright('end-to-end tests', report, outcome)
}

/**
 * @param {string} name
 * @param {string[]} projects
 */
async function vitest(name, projects) {
  const report = `${reports}/${projects.join('-')}.json`
  const chosen = projects.flatMap((project) => ['--project', project])
  const outcome = await node(inRoot('node_modules', 'vitest', 'vitest.mjs'), ['run', ...chosen, '--reporter=json', `--outputFile=${report}`])
  return resultOfVitest(name, report, outcome)
}

/**
 * @param {string} name
 * @returns {Result}
 */
function notBuilt(name) {
  return { ...emptyResult(), failed: 1, failures: [`${name}: the build failed`] }
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {Record<string, string>} [environment]
 */
function node(program, args, environment = {}) {
  return runProgram(process.execPath, [program, ...args], { cwd: root, env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...environment } })
}

/**
 * @template T, R
 * @param {T[]} items
 * @param {(item: T) => Promise<R>} work
 * @returns {Promise<R[]>}
 */
async function twoAtATime(items, work) {
  /** @type {R[]} */
  const results = []
  const queue = [...items]
  async function worker() {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.push(await work(item))
  }
  await Promise.all([worker(), worker()])
  return results
}

/** @param {string} text */
function print(text) {
  process.stdout.write(`${text}\n`)
}
