/** What the first part of a file alone shows to be unreadable, so that the rest need not be sent. Never refuses a file that all of it would let in. */
import { longBeginning } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { openFileSource } from '../dataset/byte-source.ts'
import { refuseKnownFormats } from '../dataset/detect-encoding.ts'
import { readBeginning } from '../dataset/read-in-thread.ts'
import { refuseEndlessLine } from '../dataset/refuse-endless-line.ts'
import { recognizedBytes, recognizeFormat } from './recognize-format.ts'

/** A shorter part may end inside a cell, and lines behind it seem to have any number of columns. */
const certain = longBeginning

/** Throws `file.format`, `file.binary`, or `file.limit` with its line. */
export async function refuseBeginning({ path, fileName }: { path: string; fileName: string }, signal = new AbortController().signal): Promise<void> {
  const source = await openFileSource(path, fileName)
  const head = new Uint8Array(Math.min(recognizedBytes, source.totalBytes))
  try {
    await source.read(0, head)
  } finally {
    await source.close()
  }
  if (recognizeFormat(head, fileName) !== 'text') return
  refuseKnownFormats(head, fileName)
  if (source.totalBytes < certain) return
  await refuseEndlessLine({ path, fileName }, signal, 0)
  await readBeginning({ path, fileName, reading: {} }).catch((error: unknown) => {
    const isRefused = error instanceof StudioError && (error.code === 'file.binary' || error.details.limit === 'columns')
    if (isRefused || !(error instanceof StudioError)) throw error
  })
}
