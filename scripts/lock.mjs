/** One process of this checkout at a time: two installations or two builds at once would write the same files. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot } from './root.mjs'

/** Not in node_modules: an installation empties it. */
const locks = inRoot('.cache', 'locks')

/**
 * Waits for its turn, then does the work.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function oneAtATime(name, work) {
  const lock = join(locks, name)
  await mkdir(locks, { recursive: true })
  while (!(await take(lock))) await new Promise((resolve) => setTimeout(resolve, 200))
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

/** @param {string} lock */
async function take(lock) {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch {
    const owner = Number(await readFile(lock, 'utf8').catch(() => '0'))
    // Left by a process that was killed.
    if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true })
    return false
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
