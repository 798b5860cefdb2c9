/** Removes what a crash left behind in a folder: temporary files, and folders on their way out. */
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'

/** Only names that this program gives and that start with a dot; call it only where no other process works in the folder. */
export async function sweepLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch((): string[] => [])
  const leftovers = names.filter((name) => name.startsWith('.removed-') || (name.startsWith('.') && name.endsWith('.tmp')))
  await Promise.all(leftovers.map((name) => rm(path.join(folder, name), { recursive: true, force: true })))
}
