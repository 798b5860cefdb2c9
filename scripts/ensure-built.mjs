/** Builds `out/` where the sources differ from those it was built of. Imports only what Node brings. */
import { createHash } from 'node:crypto'
import { readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { oneAtATime } from './lock.mjs'
import { runProgram } from './program.mjs'
import { inRoot, root } from './root.mjs'
import { say } from './say.mjs'

const stamp = inRoot('out', '.built-from')

/** @returns {Promise<boolean>} False where the build failed; its output was shown. */
export async function ensureBuilt() {
  if (await isFresh()) return true
  return oneAtATime('build', build)
}

async function build() {
  const sources = await hashOfSources()
  // Somebody else may have built it while we waited.
  if (sources === (await readStamp())) return true
  say('Building Candor from its sources …', '正在从源代码构建 Candor …')
  const startedAt = Date.now()
  await rm(stamp, { force: true })
  const { code, output } = await runProgram(process.execPath, [inRoot('node_modules', 'electron-vite', 'bin', 'electron-vite.js'), 'build'], { cwd: root })
  if (code !== 0) {
    process.stderr.write(output)
    say('The build failed; its message is above.', '构建失败，原因见上。')
    return false
  }
  await writeFile(stamp, sources)
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  say(`Built in ${seconds} s.`, `构建完成，用时 ${seconds} 秒。`)
  return true
}

async function isFresh() {
  return (await hashOfSources()) === (await readStamp())
}

async function readStamp() {
  return readFile(stamp, 'utf8').catch(() => null)
}

/** What the build itself writes beside its sources: hashed, it would make the next start build once more. */
const madeByBuild = ['node_modules', 'auto-imports.d.ts', 'components.d.ts']

/** By content: times of change differ in every clone. */
async function hashOfSources() {
  const hash = createHash('sha256')
  const configuration = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json'].map((name) => inRoot(name))
  for (const path of [...configuration, ...(await filesUnder(inRoot('src')))]) {
    hash.update(path.slice(root.length)).update('\0').update(await readFile(path)).update('\0')
  }
  return hash.digest('hex')
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>}
 */
async function filesUnder(folder) {
  const entries = await readdir(folder, { withFileTypes: true })
  const found = await Promise.all(
    entries
      .filter(({ name }) => !madeByBuild.includes(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return filesUnder(path)
        return entry.name.endsWith('.test.ts') ? [] : [path]
      }),
  )
  return found.flat()
}
