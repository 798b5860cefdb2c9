/** Results of checks, and reading them from the reports of vitest and Playwright. */
import { readFile } from 'node:fs/promises'

/**
 * @typedef {object} Result
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures  One text for each, with where and why.
 * @property {string[]} notes  Why something was skipped.
 */

/** @returns {Result} */
export function emptyResult() {
  return { passed: 0, failed: 0, skipped: 0, failures: [], notes: [] }
}

/**
 * @param {Result[]} results
 * @returns {Result}
 */
export function sumOf(results) {
  const sum = emptyResult()
  for (const { passed, failed, skipped, failures, notes } of results) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
    sum.failures.push(...failures)
    sum.notes.push(...notes)
  }
  return sum
}

/**
 * One program, one check.
 * @param {string} name
 * @param {import('./program.mjs').Outcome} outcome
 * @returns {Result}
 */
export function resultOfProgram(name, { code, output }) {
  if (code === 0) return { ...emptyResult(), passed: 1 }
  const reason = code === 124 ? 'ended at its time limit' : `exit code ${code}`
  return { ...emptyResult(), failed: 1, failures: [`${name}: ${reason}\n${output.trim()}`] }
}

/**
 * @typedef {{ status: string, fullName: string, failureMessages: string[] }} VitestCase
 * @typedef {{ name: string, status: string, message: string, assertionResults: VitestCase[] }} VitestFile
 */

/**
 * Counts of a vitest JSON report; a program that failed without a failed test counts as one failure.
 * @param {string} name
 * @param {string} path
 * @param {import('./program.mjs').Outcome} outcome
 * @returns {Promise<Result>}
 */
export async function resultOfVitest(name, path, outcome) {
  /** @type {{ testResults: VitestFile[] } | null} */
  const report = await readJson(path)
  if (!report) return resultOfProgram(name, outcome.code === 0 ? { ...outcome, code: 1 } : outcome)
  const result = emptyResult()
  for (const file of report.testResults) {
    for (const { status, fullName, failureMessages } of file.assertionResults) {
      if (status === 'passed') result.passed++
      else if (status === 'failed') {
        result.failed++
        result.failures.push(`${file.name}\n  ${fullName}\n${failureMessages.join('\n')}`)
      } else {
        result.skipped++
        result.notes.push(`${fullName} (${file.name})`)
      }
    }
    // A file that could not be loaded has no test in it.
    if (file.status === 'failed' && file.assertionResults.length === 0) {
      result.failed++
      result.failures.push(`${file.name}\n${file.message}`)
    }
  }
  return withExitCode(result, name, outcome)
}

/**
 * @typedef {{ type: string, description?: string }} Annotation
 * @typedef {{ status: string, annotations: Annotation[], projectName: string, results: { error?: { message?: string } }[] }} PlaywrightTest
 * @typedef {{ title: string, file: string, line: number, tests: PlaywrightTest[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 */

/**
 * @param {string} name
 * @param {string} path
 * @param {import('./program.mjs').Outcome} outcome
 * @returns {Promise<Result>}
 */
export async function resultOfPlaywright(name, path, outcome) {
  /** @type {{ suites: PlaywrightSuite[], errors: { message?: string }[] } | null} */
  const report = await readJson(path)
  if (!report) return resultOfProgram(name, outcome.code === 0 ? { ...outcome, code: 1 } : outcome)
  const result = emptyResult()
  for (const spec of specsOf(report.suites)) {
    for (const test of spec.tests) {
      const where = `${spec.file}:${spec.line} ${spec.title}`
      if (test.status === 'expected') result.passed++
      else if (test.status === 'skipped') {
        result.skipped++
        result.notes.push(`${where}: ${test.annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description ?? 'no reason given'}`)
      } else {
        // 'flaky' too: a test that passes at the second try has failed once.
        result.failed++
        result.failures.push(`${where}\n${test.results.map(({ error }) => error?.message ?? '').join('\n')}`)
      }
    }
  }
  for (const { message } of report.errors) {
    result.failed++
    result.failures.push(`${name}: ${message ?? 'an error without a message'}`)
  }
  return withExitCode(result, name, outcome)
}

/**
 * Tests that can't run here, from their list: each is skipped for the reason given. What keeps them from being listed
 * would keep them from running anywhere, and stays a failure.
 * @param {string} name
 * @param {string} path
 * @param {import('./program.mjs').Outcome} outcome
 * @param {string} reason
 * @returns {Promise<Result>}
 */
export async function resultOfListed(name, path, outcome, reason) {
  const { passed, skipped, failed, failures } = await resultOfPlaywright(name, path, outcome)
  return { passed: 0, failed, skipped: passed + skipped, failures, notes: [`all ${name}: ${reason}`] }
}

/**
 * @param {PlaywrightSuite[]} suites
 * @returns {PlaywrightSpec[]}
 */
function specsOf(suites) {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])])
}

/**
 * @param {Result} result
 * @param {string} name
 * @param {import('./program.mjs').Outcome} outcome
 * @returns {Result}
 */
function withExitCode(result, name, outcome) {
  return outcome.code === 0 || result.failed > 0 ? result : sumOf([result, resultOfProgram(name, outcome)])
}

/**
 * null: never written, or not to its end.
 * @param {string} path
 */
async function readJson(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return null
  }
}
