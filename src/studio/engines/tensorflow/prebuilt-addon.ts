/** The addon as an installer of the app brings it: built beforehand (scripts/prebuild-addon.mjs), so that nobody needs a compiler. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const Note = z.object({ version: z.literal(1), tensorflow: z.string(), sha256: z.string() })

/** Path of the addon for a TensorFlow on a platform (of `process.platform` and `process.arch`); null where none was brought, or it is not whole. */
export async function findPrebuiltAddon(folder: string, tensorflow: string, platform: string): Promise<string | null> {
  const file = path.join(folder, `tensorflow-${platform}.node`)
  try {
    const note = Note.parse(JSON.parse(await readFile(path.join(folder, `tensorflow-${platform}.json`), 'utf8')))
    if (note.tensorflow !== tensorflow) return null
    if (createHash('sha256').update(await readFile(file)).digest('hex') === note.sha256) return file
    console.error(`${file} is not what was brought along: its checksum differs.`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) console.error('prebuilt addon:', error)
  }
  return null
}
