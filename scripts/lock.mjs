/** One process of this checkout at a time: two installations or two builds at once would write the same files. */
import { mkdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inRoot } from './root.mjs'
import { say } from './say.mjs'

/** Not in node_modules: an installation empties it. */
const locks = inRoot('.cache', 'locks')

const pollMilliseconds = 200
const beatMilliseconds = 1000

/**
 * Waits for its turn, then does the work.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {number} [silence]  Milliseconds without a sign of life after which an owner counts as dead, whoever has its number now.
 * @returns {Promise<T>}
 */
export async function oneAtATime(name, work, silence = 15_000) {
  const lock = join(locks, name)
  await mkdir(locks, { recursive: true })
  await takeInTurn(lock, silence)
  const beat = setInterval(() => utimes(lock, new Date(), new Date()).catch(() => {}), beatMilliseconds)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    await rm(lock, { force: true })
  }
}

/**
 * @param {string} lock
 * @param {number} silence
 */
async function takeInTurn(lock, silence) {
  let lastBeat = 0
  let unchangedPolls = 0
  for (let polls = 0; !(await take(lock)); polls++) {
    if (polls === 1) say('Waiting for another Candor of this folder, which is installing or building …', '正在等待本文件夹中另一个 Candor 完成安装或构建 …')
    const beat = (await stat(lock).catch(() => null))?.mtimeMs ?? 0
    // Counted in polls, not by the clock: after a computer slept, nobody has been silent.
    unchangedPolls = beat === lastBeat ? unchangedPolls + 1 : 0
    lastBeat = beat
    if (unchangedPolls * pollMilliseconds > silence) await rm(lock, { force: true })
    await new Promise((resolve) => setTimeout(resolve, pollMilliseconds))
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
