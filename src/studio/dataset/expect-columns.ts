/** What a sample of a file tells of all of it: separator, header, room for the rows, and how each column is to be kept. */
import type { ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { plainNumbers } from '#engine/table/numbers.ts'
import { endOfLines } from './blocks.ts'
import { memorySource } from './byte-source.ts'
import { chooseScale } from './choose-scale.ts'
import { collectColumns, recollect, type CollectedColumn, type CollectOptions, type ColumnPlan, type Expectation } from './collect-columns.ts'
import { plainConventions } from './column-collector.ts'
import type { ColumnStore } from './column-reader.ts'
import { decodeBlock } from './decode-block.ts'
import { formOfTally } from './decide-type.ts'
import type { DetectedEncoding } from './detect-encoding.ts'
import { settled } from './finish-column.ts'
import { guessDialect } from './guess-dialect.ts'
import { knownConventions } from './known-conventions.ts'
import type { FileLayout } from './read-rows.ts'
import type { FileSample } from './sample-file.ts'

/** Rows for which there is room, beside those expected. Memory that is not written to costs nothing. */
const roomForMore = 1.1

/** What the sample lets expect of the whole file: rows as dense as in it, and columns of the forms they have in it. */
export async function expectColumns(layout: FileLayout, reading: ReadingChoices, sample: FileSample, detected: DetectedEncoding, totalBytes: number, isLarge: boolean, options: CollectOptions): Promise<Expectation> {
  const texts = linesOf(sample, detected)
  const lines = memorySource(Buffer.concat(texts.map((text) => decodeBlock(layout.encoding, text).bytes)))
  const ofLines: FileLayout = { ...layout, encoding: 'utf-8', markBytes: 0 }
  const alone: CollectOptions = { ...options, threads: null }
  const seen = await collectColumns(lines, ofLines, reading, null, alone).catch((problem: unknown) => {
    // Where pieces meet there may be quotes that never close. What is wrong with the file itself, the file will tell.
    if (problem instanceof StudioError) return null
    throw problem
  })
  const rows = seen?.account.rows ?? 0
  const sampled = texts.reduce((bytes, text) => bytes + text.length, 0)
  const known = knownConventions(seen?.columns ?? [], reading).ofColumns
  const planOf = ({ tally }: CollectedColumn, index: number): ColumnPlan => {
    const conventions = known[index] ?? plainConventions
    const form = tally.missing === rows ? 'numbers' : formOfTally(tally, conventions)
    return { form, conventions: settled(conventions), scale: null, isShort: isLarge && form === 'codes' }
  }
  const plans = seen?.columns.map(planOf) ?? []
  const ofNumbers = new Map([...plans.entries()].filter(([, { form }]) => form !== 'codes'))
  const again = seen && isLarge && rows > 0 ? await recollect(lines, ofLines, seen, ofNumbers, alone) : null
  return {
    plans: plans.map((plan, index) => ({ ...plan, ...keptAs(again?.get(index)?.store) })),
    rows: sample.complete && seen ? rows : Math.ceil(((rows + 1) / Math.max(1, sampled)) * totalBytes * roomForMore) + 1000,
  }
}

function keptAs(store: ColumnStore | undefined): Partial<Pick<ColumnPlan, 'scale' | 'isShort'>> {
  return store?.form === 'numbers' || store?.form === 'days' ? chooseScale(plainNumbers(store.values)) : {}
}

/** Throws `file.empty` where there is no record. */
export function layoutOf(sample: FileSample, detected: DetectedEncoding, reading: ReadingChoices, fileName: string): FileLayout {
  const { encoding, markBytes } = detected
  const dialect = guessDialect(linesOf(sample, detected).map((text) => decodeBlock(encoding, text).bytes), reading, fileName)
  if (dialect.columns === 0) throw new StudioError('file.empty', { file: fileName })
  return { fileName, encoding, markBytes, dialect }
}

/** The sample's whole lines: its beginning, then each of its pieces. */
function linesOf(sample: FileSample, { encoding, markBytes }: DetectedEncoding): Uint8Array[] {
  const head = sample.head.subarray(markBytes)
  const texts = [sample.complete ? head : wholeLines(head, encoding)]
  for (const piece of sample.pieces) {
    const lines = wholeLines(piece, encoding)
    const beginning = firstLineEnd(lines, encoding)
    texts.push(lines.subarray(beginning))
  }
  return texts
}

/** Up to and with the last line end. */
export function wholeLines(bytes: Uint8Array, encoding: FileLayout['encoding']): Uint8Array {
  return bytes.subarray(0, bytes.length === 0 ? 0 : endOfLines(encoding, bytes, bytes.length))
}

/** Pieces begin anywhere: their first line is cut. */
function firstLineEnd(bytes: Uint8Array, encoding: FileLayout['encoding']): number {
  const wide = encoding === 'utf-16le' || encoding === 'utf-16be'
  for (let end = wide ? 2 : 1; end <= bytes.length; end += wide ? 2 : 1) {
    if (endOfLines(encoding, bytes.subarray(Math.max(0, end - 2), end), Math.min(2, end)) === Math.min(2, end)) return end
  }
  return bytes.length
}
