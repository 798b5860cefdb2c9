/** The first rows of a file before it is opened, for a person to look at while all of it is read. Knows no project. */
import { type FirstRows, quickBytes } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { openFileSource } from './byte-source.ts'
import { readQuickly } from './read-in-thread.ts'

const shownRows = 200

/**
 * `beginning`: the file is the first part of a larger one, so its last row may be cut. null for a file that is read quickly, and for one that
 * is no text: what is wrong with it is said by opening it.
 */
export async function previewFile({ path, fileName }: { path: string; fileName: string }, beginning: boolean): Promise<FirstRows | null> {
  try {
    if (!beginning && (await sizeOf(path, fileName)) < quickBytes) return null
    const { header, cells } = await readQuickly({ path, fileName, reading: {} }, shownRows)
    return { header, cells: beginning && cells.length < shownRows ? cells.slice(0, -1) : cells }
  } catch (error) {
    if (error instanceof StudioError) return null
    throw error
  }
}

async function sizeOf(path: string, fileName: string): Promise<number> {
  const { totalBytes, close } = await openFileSource(path, fileName)
  await close()
  return totalBytes
}
