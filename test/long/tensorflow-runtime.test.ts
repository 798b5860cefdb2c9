/** TensorFlow installed for real: from Python's index (or the one that pip uses here), then from the file, then removed. */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { inRoot } from '#scripts/root.mjs'

let home = ''
beforeAll(async () => void (home = await mkdtemp(join(tmpdir(), 'candor-tensorflow-'))))
afterAll(() => rm(home, { recursive: true, force: true }))

/** Ends it after `milliseconds`, as a person with Ctrl+C would. */
function candor(words: string[], milliseconds?: number): Promise<{ code: number | null; output: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [inRoot('out', 'main', 'cli.js'), ...words, '--lang', 'en'], { env: { ...process.env, CANDOR_HOME: home } })
    let [output, errors] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    child.on('close', (code) => resolve({ code, output, errors }))
    if (milliseconds !== undefined) setTimeout(() => child.kill('SIGINT'), milliseconds)
  })
}

const usual = spawnSync('pip', ['config', 'get', 'global.index-url'], { encoding: 'utf8' })
const index = usual.status === 0 && usual.stdout.trim() !== '' ? ['--python-index', usual.stdout.trim()] : []

it.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('is downloaded, goes on after an interruption, works, and is removed', async () => {
  const stopped = await candor(['engines', 'install', 'tensorflow', ...index], 1500)
  expect(stopped.code).toBe(130)
  const { code, output, errors } = await candor(['engines', 'install', 'tensorflow', ...index])
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  expect(output).toMatch(/^TensorFlow 2\.21\.0 works on the processor\. Installed in /u)
  expect((await readdir(join(home, 'engines'))).toSorted()).toEqual(['tensorflow'])
  expect((await candor(['engines'])).output).toContain('TensorFlow 2.21.0 is installed')
  expect(await candor(['engines', 'remove', 'tensorflow'])).toEqual({ code: 0, output: 'TensorFlow was removed.\n', errors: '' })
  expect(await readdir(join(home, 'engines'))).toEqual([])
  const again = await candor(['engines', 'remove', 'tensorflow'])
  expect({ code: again.code, errors: again.errors }).toEqual({ code: 2, errors: 'TensorFlow is not installed, so there is nothing to remove.\n' })
})
