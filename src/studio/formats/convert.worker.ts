/** The thread that turns a file into delimited text, and takes the sum of its bytes on the way. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { answerInThread } from '../threads/answer-in-thread.ts'
import type { Conversion, ConversionJob, OnProgress } from './conversion.ts'
import { convertFile } from './convert-file.ts'

export interface ConvertedFile extends Conversion {
  /** Of the file itself. */
  sha256: string
  bytes: number
}

export async function convertAndSum(job: ConversionJob, onProgress: OnProgress): Promise<ConvertedFile> {
  const conversion = await convertFile(job, onProgress)
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(job.path, { highWaterMark: 1 << 20 })) {
    if (!(chunk instanceof Uint8Array)) continue
    hash.update(chunk)
    bytes += chunk.length
  }
  return { ...conversion, sha256: hash.digest('hex'), bytes }
}

// Outside the bundle this module is imported as it is, without a thread: then there is nothing to answer.
if (parentPort !== null) answerInThread<ConversionJob, ConvertedFile, Parameters<OnProgress>[0]>(convertAndSum)
