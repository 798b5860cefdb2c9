/** Builds `out/` where the sources differ from those it was built of. Imports only what Node brings. */
import { createHash } from 'node:crypto'
import { mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from './program.mjs'
import { inRoot, root } from './root.mjs'
import { say } from './say.mjs'

const stamp = inRoot('out', '.built-from')
const lock = inRoot('node_modules', '.cache', 'candor-build')

/** @returns {Promise<boolean>} False where the build failed; its output was shown. */
export async function ensureBuilt() {
  if (await isFresh()) return true
  await mkdir(inRoot('node_modules', '.cache'), { recursive: true })
  const release = await takeLock()
  try {
    // Somebody else may have built it while we waited.
    const sources = await hashOfSources()
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
    say(`Built in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`, `构建完成，用时 ${((Date.now() - startedAt) / 1000).toFixed(1)} 秒。`)
    return true
  } finally {
    await release()
  }
}

async function isFresh() {
  return (await hashOfSources()) === (await readStamp())
}

async function readStamp() {
  return readFile(stamp, 'utf8').catch(() => null)
}

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
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((entry) => {
        const path = join(folder, entry.name)
        if (entry.isDirectory()) return filesUnder(path)
        return entry.name.endsWith('.test.ts') ? [] : [path]
      }),
  )
  return found.flat()
}

/** One build at a time: two would write the same files. A lock older than five minutes was left by a killed build. */
async function takeLock() {
  for (;;) {
    try {
      await mkdir(lock)
      return () => rm(lock, { recursive: true, force: true })
    } catch {
      const age = Date.now() - ((await stat(lock).catch(() => null))?.mtimeMs ?? Date.now())
      if (age > 300_000) await rm(lock, { recursive: true, force: true })
      else await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}
