/** Building where it is needed, once, and without a word on standard output: in a checkout of its own with a builder that is stood in for. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from './root.mjs'

/** Like the real one it talks, and leaves files beside the sources. */
const builder = `
const fs = require('node:fs')
console.log('building for production ...')
fs.appendFileSync('builds', 'x')
if (fs.readFileSync('src/a.ts', 'utf8').includes('broken')) throw new Error('a.ts is broken')
fs.mkdirSync('out/main', { recursive: true })
fs.writeFileSync('out/main/cli.js', 'process.stdout.write(JSON.stringify({ from: process.cwd(), words: process.argv.slice(2) }) + "\\\\n")')
fs.writeFileSync('src/auto-imports.d.ts', '// made by the build')
fs.mkdirSync('src/node_modules/.cache', { recursive: true })
fs.writeFileSync('src/node_modules/.cache/a', String(Math.random()))
`

describe('candor from its sources', () => {
  let folder = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'candor-checkout-'))
    for (const name of ['scripts', 'bin']) await cp(inRoot(name), join(folder, name), { recursive: true })
    await mkdir(join(folder, 'src'))
    await mkdir(join(folder, 'node_modules', 'electron-vite', 'bin'), { recursive: true })
    await writeFile(join(folder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js'), builder)
    await writeFile(join(folder, 'node_modules', 'electron-vite', 'package.json'), '{}')
    for (const name of ['package-lock.json', join('node_modules', '.package-lock.json')]) await writeFile(join(folder, name), '{"packages": {}}')
    for (const name of ['package.json', 'tsconfig.json', 'electron.vite.config.ts']) await writeFile(join(folder, name), '{"type": "module"}')
    await writeFile(join(folder, 'src', 'a.ts'), '1')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  function candor(...words: string[]): Promise<{ code: number; output: string; errors: string }> {
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [join(folder, 'bin', 'candor.mjs'), ...words], { cwd: folder, env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '' } }, (_, output, errors) => resolve({ code: child.exitCode ?? -1, output, errors }))
    })
  }

  async function builds(): Promise<number> {
    return (await readFile(join(folder, 'builds'), 'utf8')).length
  }

  it('builds first, and says so on standard error: standard output is the answer alone', async () => {
    const { code, output, errors } = await candor('engines', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(output)).toMatchObject({ words: ['engines', '--json'] })
    expect(errors).toMatch(/^Building Candor from its sources …\nBuilt in [\d.]+ s\.\n$/)
  })

  it('builds no second time, whatever the build wrote beside the sources', async () => {
    expect(await candor()).toMatchObject({ code: 0, errors: '' })
    expect(await builds()).toBe(1)
  })

  it('builds again where a source changed, not where a test did', async () => {
    await writeFile(join(folder, 'src', 'a.test.ts'), '1')
    await candor()
    expect(await builds()).toBe(1)
    await writeFile(join(folder, 'src', 'a.ts'), '2')
    await candor()
    expect(await builds()).toBe(2)
  })

  it('shows why a build failed, and runs nothing that is stale', async () => {
    await writeFile(join(folder, 'src', 'a.ts'), 'broken')
    const { code, output, errors } = await candor()
    expect([code, output]).toEqual([1, ''])
    expect(errors).toContain('a.ts is broken')
    expect(errors).toContain('The build failed')
  })
})
