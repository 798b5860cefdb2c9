/** Files on their way in: streamed to disk under generated names, so that no name from outside touches the file system. */
import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { asDiskError } from '#contract/disk-errors.ts'

/**
 * The upload's id. A stream that breaks off leaves nothing behind and throws; so does a full disk, `disk.full`. `bytes` is
 * then still open: a browser hears an answer only after it has sent everything.
 */
export async function receiveUpload(folder: string, bytes: Readable): Promise<string> {
  const uploadId = randomBytes(16).toString('hex')
  const path = join(folder, uploadId)
  try {
    await pipeline(bytes.iterator({ destroyOnReturn: false }), createWriteStream(path, { flags: 'wx', mode: 0o600 }))
  } catch (error) {
    await rm(path, { force: true })
    throw asDiskError(error, '')
  }
  return uploadId
}

/** A file of this computer that the person named on the command line, as if it had been uploaded. */
export function uploadFile(folder: string, path: string): Promise<string> {
  return receiveUpload(folder, createReadStream(path))
}
