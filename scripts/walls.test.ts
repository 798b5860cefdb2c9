/** The walls between the folders, each shown to stand: a file that breaks it makes lint fail with the wall's own message. */
import { execFile } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from './root.mjs'

interface Breach {
  file: string
  code: string
  says: string
}

const breaches: Breach[] = [
  { file: 'src/contract/a.ts', code: "import { x } from '#engine/x.ts'", says: 'The contract imports zod' },
  { file: 'src/contract/b.ts', code: "import { x } from 'node:fs'", says: 'The contract imports zod' },
  { file: 'src/engine/a/a.ts', code: "import { x } from 'node:fs'", says: 'The engine is pure mathematics' },
  { file: 'src/engine/a/b.ts', code: "import { x } from '#studio/x.ts'", says: 'The engine is pure mathematics' },
  { file: 'src/engine/a/c.ts', code: "import { x } from '@tensorflow/tfjs-core'", says: 'The engine is pure mathematics' },
  { file: 'src/engine/tfjs/a.ts', code: "import { x } from 'node:fs'", says: 'The tfjs engine imports' },
  { file: 'src/studio/a.ts', code: "import { x } from '#host/x.ts'", says: 'The studio imports' },
  { file: 'src/studio/b.ts', code: "import { x } from 'electron'", says: 'The studio imports' },
  { file: 'src/host/a.ts', code: "import { x } from '#studio/x.ts'", says: 'What the shells have in common' },
  { file: 'src/host/b.ts', code: "import { x } from 'electron'", says: 'What the shells have in common' },
  { file: 'src/web/a.ts', code: "import { x } from '#studio/x.ts'", says: 'The web host imports' },
  { file: 'src/cli/a.ts', code: "import { x } from '#engine/x.ts'", says: 'The command line imports' },
  { file: 'src/cli/b.ts', code: "import { x } from '#web/host.ts'", says: 'The command line imports' },
  { file: 'src/main/a.ts', code: "import { x } from '#engine/x.ts'", says: 'The desktop shell imports' },
  { file: 'src/preload/a.ts', code: "import { x } from 'node:fs'", says: 'The preload script imports' },
  { file: 'src/renderer/a.ts', code: "import { x } from '#engine/x.ts'", says: 'The window speaks to the studio' },
  { file: 'src/renderer/b.ts', code: "import { x } from 'node:fs'", says: 'The window speaks to the studio' },
  { file: 'src/renderer/c.vue', code: '<script setup lang="ts">\nimport { x } from \'electron\'\nx()\n</script>', says: 'The window speaks to the studio' },
  { file: 'src/engine/d.ts', code: "import { x } from '../studio/x.ts'", says: 'Another part of the house' },
  { file: 'src/studio/a/b/c.ts', code: "import { x } from '../../x.ts'", says: 'Two folders up' },
  { file: 'src/studio/cycle-a.ts', code: "import { b } from './cycle-b.ts'\nexport const a = () => b", says: 'no-cycle' },
  { file: 'src/studio/any.ts', code: 'export function f(value: any) { return String(value) }', says: 'no-explicit-any' },
  { file: 'src/studio/ignore.ts', code: '// @ts-expect-error\nexport const x: number = "1"', says: 'ban-ts-comment' },
  { file: 'src/studio/default.ts', code: 'export default 1', says: 'no-default-export' },
  { file: 'src/engine/e.ts', code: 'console.log(1)', says: 'no-console' },
]

/** Files that keep to the rules, so that a wall which forbids everything would be noticed. */
const allowed: Record<string, string> = {
  'src/contract/ok.ts': "import 'zod'\nimport './a.ts'",
  'src/engine/ok.ts': "import '#contract/x.ts'\nimport '#engine/x.ts'",
  'src/studio/ok.ts': "import '#contract/x.ts'\nimport '#engine/x.ts'\nimport 'node:fs'\nimport './thread.ts?nodeWorker'",
  'src/host/ok.ts': "import '#contract/x.ts'\nimport 'node:fs'",
  'src/cli/ok.ts': "import '#host/x.ts'\nimport '#web/serve.ts'",
  'src/main/ok.ts': "import 'electron'\nimport '#host/x.ts'",
  'src/renderer/ok.ts': "import 'vue'\nimport '#contract/x.ts'",
  'src/studio/ok.test.ts': "import 'vitest'\n// @ts-expect-error a number is no text\nexport const x: number = '1'",
  'src/studio/cycle-b.ts': "import { a } from './cycle-a.ts'\nexport const b = () => a",
}

describe('the walls between the folders', () => {
  let house = ''
  let findings: { file: string; text: string }[] = []

  beforeAll(async () => {
    house = await mkdtemp(join(tmpdir(), 'candor-walls-'))
    await copyFile(inRoot('.oxlintrc.json'), join(house, '.oxlintrc.json'))
    for (const [file, code] of [...breaches.map(({ file, code }) => [file, code] as const), ...Object.entries(allowed)]) {
      await mkdir(dirname(join(house, file)), { recursive: true })
      await writeFile(join(house, file), `${code}\n`)
    }
    findings = await lint(house)
  }, 30_000)

  afterAll(() => rm(house, { recursive: true, force: true }))

  it.each(breaches)('stop $file with "$says"', ({ file, says }) => {
    expect(findings.filter((finding) => finding.file === file).map(({ text }) => text)).toEqual(expect.arrayContaining([expect.stringContaining(says)]))
  })

  it('let through what may pass', () => {
    const files = Object.keys(allowed).filter((file) => !file.includes('cycle'))
    expect(findings.filter(({ file }) => files.includes(file))).toEqual([])
  })
})

it('are not stepped over: no file switches a rule off', async () => {
  const files = (await Promise.all(['src', 'scripts', 'bin', 'test'].map((name) => readdir(inRoot(name), { recursive: true, withFileTypes: true })))).flat()
  const sources = files.filter((file) => file.isFile() && /\.(ts|mjs|vue)$/.test(file.name) && file.name !== 'walls.test.ts')
  const stepping = await Promise.all(sources.map(async ({ parentPath, name }) => (/(ox|es)lint-disable|@ts-(ignore|nocheck)/.test(await readFile(join(parentPath, name), 'utf8')) ? [join(parentPath, name)] : [])))
  expect(sources.length).toBeGreaterThan(50)
  expect(stepping.flat()).toEqual([])
})

function lint(folder: string): Promise<{ file: string; text: string }[]> {
  const program = inRoot('node_modules', 'oxlint', 'bin', 'oxlint')
  return new Promise((resolve) => {
    execFile(process.execPath, [program, '-f', 'json'], { cwd: folder }, (_, stdout) => {
      const { diagnostics }: { diagnostics: { filename: string; code: string; help?: string }[] } = JSON.parse(stdout)
      resolve(diagnostics.map(({ filename, code, help = '' }) => ({ file: filename, text: `${code} ${help}` })))
    })
  })
}
