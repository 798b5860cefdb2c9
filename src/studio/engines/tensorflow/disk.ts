/** Room for the runtime on the disk, and what is said where there is none. */
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import type { Wheel } from './pinned-wheel.ts'

/** Bytes of what is kept of a wheel once it is installed, but for the small files. */
export function diskBytesOf({ libraries }: Pick<Wheel, 'libraries'>): number {
  return libraries.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Throws `runtime.disk` where fewer than `bytes` are free. A disk that does not say how much is free is tried. */
export async function refuseFullDisk(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder)
  if (bavail > 0 && bavail * bsize < bytes) throw fullDisk(folder, bytes)
}

/** Of the disk that `folder` is on, or will be; null where that does not say. */
export async function freeBytesAt(folder: string): Promise<number | null> {
  const found = await statfs(folder).catch(() => null)
  if (found !== null) return found.bavail > 0 ? found.bavail * found.bsize : null
  return path.dirname(folder) === folder ? null : await freeBytesAt(path.dirname(folder))
}

/** The same where the disk fills up meanwhile. */
export function asRuntimeDiskError(error: unknown, folder: string, wheel: Wheel): unknown {
  const known = asDiskError(error, folder)
  return known instanceof StudioError && known.code === 'disk.full' ? fullDisk(folder, wheel.bytes + diskBytesOf(wheel)) : known
}

function fullDisk(folder: string, bytes: number): StudioError {
  return new StudioError('runtime.disk', { file: folder, count: Math.ceil(bytes / 1e8) / 10 })
}
