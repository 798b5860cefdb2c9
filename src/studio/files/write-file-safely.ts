/**
 * Writes that survive a crash: temporary file, fsync, rename, fsync of the folder. After a kill at any moment the old
 * content or the new one is there, never a part. Knows nothing of what it writes.
 */
import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'

/** Throws `disk.full` and `disk.readOnly`; the old content is kept in every failure. */
export async function writeFileSafely(file: string, content: string | Uint8Array): Promise<void> {
  await replaceFileSafely(file, async (temporary) => {
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
  })
}

/** The same for content that `fill` writes and syncs itself, at the path it is given. */
export async function replaceFileSafely(file: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  const folder = path.dirname(file)
  const temporary = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`)
  try {
    await mkdir(folder, { recursive: true })
    await fill(temporary)
    await rename(temporary, file)
    await syncFolder(folder)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw asDiskError(error, file)
  }
}

/** What killed writers of `file` left beside it. A file that was written to lately may be a living writer's, and stays. */
export async function sweepAbandoned(file: string): Promise<void> {
  const folder = path.dirname(file)
  const begin = `.${path.basename(file)}.`
  const names = await readdir(folder).catch((): string[] => [])
  for (const name of names) {
    if (!name.startsWith(begin) || !/^[0-9a-f]{12}\.tmp$/.test(name.slice(begin.length))) continue
    const left = path.join(folder, name)
    const age = Date.now() - (await stat(left).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs
    if (age > abandonedMilliseconds) await rm(left, { force: true }).catch(() => {})
  }
}

/** A living writer writes at least this often. */
const abandonedMilliseconds = 600_000

/** Makes a rename, creation or removal inside `folder` outlive a power loss. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle for folders, and needs none: its renames are journalled.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
