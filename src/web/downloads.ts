/** Files on their way out: the studio leaves `<id>/<file name>` in a folder, and each is served once. */
import { createReadStream } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** False where there is no such download (any more). */
export async function serveDownload(folder: string, downloadId: string, response: ServerResponse): Promise<boolean> {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(downloadId)) return false
  const taken = join(folder, `.taken-${downloadId}`)
  try {
    // Renaming is atomic: of two requests at once only one gets it.
    await rename(join(folder, downloadId), taken)
  } catch {
    return false
  }
  try {
    const [name] = await readdir(taken)
    if (name === undefined) return false
    const path = join(taken, name)
    response.setHeader('content-type', 'application/octet-stream')
    response.setHeader('content-length', (await stat(path)).size)
    response.setHeader('content-disposition', attachment(name))
    response.setHeader('cache-control', 'no-store')
    await pipeline(createReadStream(path), response)
    return true
  } finally {
    await rm(taken, { recursive: true, force: true })
  }
}

/** RFC 6266: a plain name for old programs, the real one in UTF-8 beside it. */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
