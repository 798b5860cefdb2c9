/** One process at a time works in a project: two would take each other's live runs for interrupted ones. */
import { readFile, rm, stat, utimes } from 'node:fs/promises'
import { StudioError } from '#contract/errors.ts'
import { writeFileSafely } from '../files/write-file-safely.ts'

export interface ProjectLock {
  release(): Promise<void>
}

const refreshMilliseconds = 10_000
/** A holder that has not refreshed for this long is gone, whatever its process number says (numbers are given again). */
const staleMilliseconds = 35_000

/** Throws `project.busy` where another living process holds the project. */
export async function takeProjectLock(file: string): Promise<ProjectLock> {
  if (await heldByAnother(file)) throw new StudioError('project.busy')
  await writeFileSafely(file, JSON.stringify({ processId: process.pid }))
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

async function heldByAnother(file: string): Promise<boolean> {
  try {
    const { mtimeMs } = await stat(file)
    if (Date.now() - mtimeMs > staleMilliseconds) return false
    const content: unknown = JSON.parse(await readFile(file, 'utf8'))
    if (typeof content !== 'object' || content === null || !('processId' in content)) return false
    const { processId } = content
    return typeof processId === 'number' && processId !== process.pid && isAlive(processId)
  } catch {
    // No lock, or one that a crash left unreadable.
    return false
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
