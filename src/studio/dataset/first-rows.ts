/** The first rows of a file, read from as little of it as they take where they are wanted soon. */
import type { FirstRows } from '#contract/dataset.ts'
import { memorySource, type ByteSource } from './byte-source.ts'
import { countLineEnds } from './scan-records.ts'
import { readFirstRows } from './read-table.ts'
import type { ReaderJob } from './reader-messages.ts'

const fewBytes = 64 * 1024
/** As many as are looked at to tell how a file is written. */
const mostBytes = 256 * 1024
/** Lines may be shorter at the beginning, and some are no rows. */
const spare = 1.25

export async function firstRowsOf(source: ByteSource, { fileName, reading, firstRows, quick }: ReaderJob): Promise<FirstRows> {
  const wanted = firstRows ?? 0
  if (!quick || source.totalBytes <= fewBytes) return await readFirstRows(source, fileName, reading, wanted)
  const few = await beginningOf(source, fewBytes)
  const lines = countLineEnds(few)
  const enough = Math.ceil((fewBytes / Math.max(1, lines)) * wanted * spare)
  for (let bytes = Math.min(enough, mostBytes); ; bytes = mostBytes) {
    const beginning = bytes <= fewBytes ? few.subarray(0, bytes) : await beginningOf(source, bytes)
    const { header, cells } = await readFirstRows(memorySource(beginning), fileName, reading, wanted + 1)
    const isWhole = bytes >= source.totalBytes
    // What the beginning ends in may be half a row.
    const whole = isWhole ? cells : cells.slice(0, -1)
    if (whole.length >= wanted || isWhole || bytes >= mostBytes) return { header, cells: whole.slice(0, wanted) }
  }
}

async function beginningOf(source: ByteSource, bytes: number): Promise<Uint8Array> {
  const target = new Uint8Array(Math.min(bytes, source.totalBytes))
  return target.subarray(0, await source.read(0, target))
}
