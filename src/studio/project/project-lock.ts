/** One process at a time works in a project: two would take each other's live runs for interrupted ones. */
import { randomBytes } from 'node:crypto'
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'

export interface ProjectLock {
  release(): Promise<void>
}

const refreshMilliseconds = 10_000
/** A holder that has not refreshed for this long is gone, whatever its process number says (numbers are given again). */
const staleMilliseconds = 35_000
/** A lock is two dozen bytes: whoever makes it is done with that long before. */
const unreadableMilliseconds = 2000

/** Throws `project.busy` where another living process holds the project. */
export async function takeProjectLock(file: string): Promise<ProjectLock> {
  if (!(await created(file))) {
    if (await heldByAnother(file)) throw new StudioError('project.busy')
    await removeAbandoned(file)
    if (!(await created(file))) throw new StudioError('project.busy')
  }
  const refresh = setInterval(() => {
    const now = new Date()
    utimes(file, now, now).catch(() => {})
  }, refreshMilliseconds)
  refresh.unref()
  return {
    async release() {
      clearInterval(refresh)
      await rm(file, { force: true })
    },
  }
}

/** False where there is one already: of two processes at the same moment, the system lets one make the file. */
async function created(file: string): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ processId: process.pid }), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw asDiskError(error, file)
  }
}

/** Out of the way in one step; where another process was faster with that, what was moved is its new lock, and goes back. */
async function removeAbandoned(file: string): Promise<void> {
  const moved = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await rename(file, moved)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return
    throw asDiskError(error, file)
  }
  if (await heldByAnother(moved)) {
    await rename(moved, file)
    throw new StudioError('project.busy')
  }
  await rm(moved, { force: true })
}

async function heldByAnother(file: string): Promise<boolean> {
  let age = Infinity
  try {
    age = Date.now() - (await stat(file)).mtimeMs
    if (age > staleMilliseconds) return false
    const content: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof content !== 'object' || content === null || !('processId' in content)) return false
    const { processId } = content
    return typeof processId === 'number' && processId !== process.pid && isAlive(processId)
  } catch {
    // Gone meanwhile, or being written just now; after a moment, one that a crash left unreadable.
    return age < unreadableMilliseconds
  }
}

export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
