/** The closing line counts what the reports say: nothing that failed or was skipped may pass for passed. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resultOfListed, resultOfPlaywright, resultOfProgram, resultOfVitest } from './check-results.mjs'

const fine = { code: 0, output: '' }
const failed = { code: 1, output: 'something broke' }

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor-reports-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function report(content: unknown): Promise<string> {
  const path = join(folder, 'report.json')
  await writeFile(path, JSON.stringify(content))
  return path
}

describe('a program', () => {
  it('passes only with exit code 0, and says why not', () => {
    expect(resultOfProgram('lint', fine)).toMatchObject({ passed: 1, failed: 0 })
    expect(resultOfProgram('lint', failed)).toMatchObject({ passed: 0, failed: 1, failures: ['lint: exit code 1\nsomething broke'] })
    expect(resultOfProgram('lint', { code: 124, output: '' }).failures[0]).toContain('time limit')
  })
})

describe('a vitest report', () => {
  const test = (status: string) => ({ status, fullName: `is ${status}`, failureMessages: status === 'failed' ? ['1 is not 2'] : [] })

  it('is counted test by test', async () => {
    const path = await report({ testResults: [{ name: 'a.test.ts', status: 'failed', message: '', assertionResults: ['passed', 'passed', 'failed', 'skipped', 'todo', 'pending'].map(test) }] })
    const result = await resultOfVitest('unit', path, failed)
    expect(result).toMatchObject({ passed: 2, failed: 1, skipped: 3 })
    expect(result.failures).toEqual(['a.test.ts\n  is failed\n1 is not 2'])
    expect(result.notes).toHaveLength(3)
  })

  it('with a file that could not be loaded is a failure', async () => {
    const path = await report({ testResults: [{ name: 'a.test.ts', status: 'failed', message: 'no such import', assertionResults: [] }] })
    expect(await resultOfVitest('unit', path, failed)).toMatchObject({ failed: 1, failures: ['a.test.ts\nno such import'] })
  })

  it('of green tests under a red exit code (an unhandled rejection) is a failure', async () => {
    const path = await report({ testResults: [{ name: 'a.test.ts', status: 'passed', message: '', assertionResults: [test('passed')] }] })
    expect(await resultOfVitest('unit', path, failed)).toMatchObject({ passed: 1, failed: 1 })
  })

  it('that was never written is a failure, even under a green exit code', async () => {
    expect(await resultOfVitest('unit', join(folder, 'none.json'), fine)).toMatchObject({ passed: 0, failed: 1 })
  })

  it('that breaks off is a failure', async () => {
    const path = join(folder, 'half.json')
    await writeFile(path, '{"testResults": [')
    expect(await resultOfVitest('unit', path, failed)).toMatchObject({ passed: 0, failed: 1, failures: ['unit: exit code 1\nsomething broke'] })
  })
})

describe('a Playwright report', () => {
  const test = (status: string, annotations: object[] = []) => ({ status, annotations, projectName: '', results: [{ error: { message: 'not seen' } }] })
  const spec = (title: string, status: string, annotations?: object[]) => ({ title, file: 'a.spec.ts', line: 3, tests: [test(status, annotations)] })

  it('is counted through nested suites; a test that passes at the second try has failed', async () => {
    const suites = [{ title: 'a', specs: [spec('one', 'expected')], suites: [{ title: 'b', specs: [spec('two', 'unexpected'), spec('three', 'flaky'), spec('four', 'skipped', [{ type: 'skip', description: 'no binary' }])] }] }]
    const result = await resultOfPlaywright('e2e', await report({ suites, errors: [] }), failed)
    expect(result).toMatchObject({ passed: 1, failed: 2, skipped: 1, notes: ['a.spec.ts:3 four: no binary'] })
    expect(result.failures[0]).toBe('a.spec.ts:3 two\nnot seen')
  })

  it('of a mere list counts everything as skipped, with the reason; what can’t even be listed has failed', async () => {
    const suites = [{ title: 'a', specs: [spec('one', 'skipped'), spec('two', 'expected')] }]
    expect(await resultOfListed('e2e', await report({ suites, errors: [] }), fine, 'no browser')).toEqual({ passed: 0, failed: 0, skipped: 2, failures: [], notes: ['all e2e: no browser'] })
    expect(await resultOfListed('e2e', await report({ suites, errors: [{ message: 'no such import' }] }), failed, 'no browser')).toMatchObject({ failed: 1, skipped: 2, failures: ['e2e: no such import'] })
  })

  it('with an error outside of tests is a failure', async () => {
    expect(await resultOfPlaywright('e2e', await report({ suites: [], errors: [{ message: 'bad config' }] }), failed)).toMatchObject({ failed: 1, failures: ['e2e: bad config'] })
  })
})
