/** A CSV file to typed columns: its layout is guessed from a sample, then each cell is read, and columns that the sample misled about once more. */
import { isAscii } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { ByteSource } from './byte-source.ts'
import { CellMemory, shareCells } from './cell-memory.ts'
import { collectColumns, MoreRows, recollect, type CollectedColumn, type CollectedTable, type CollectOptions, type ColumnPlan } from './collect-columns.ts'
import { plainConventions } from './column-collector.ts'
import type { ColumnHelpers, ColumnThreads } from './column-threads.ts'
import type { KnownConventions } from './decide-type.ts'
import { detectEncoding, type DetectedEncoding } from './detect-encoding.ts'
import { expectColumns, layoutOf } from './expect-columns.ts'
import { toReread } from './finish-column.ts'
import { knownConventions } from './known-conventions.ts'
import { rankEncodings } from './rank-encodings.ts'
import type { FileLayout } from './read-rows.ts'
import { sampleFile, type FileSample } from './sample-file.ts'
import { SharedPool } from './shared-pool.ts'

export interface ReadOptions {
  onProgress(progress: { bytes: number; totalBytes: number; rows: number }): void
  signal: AbortSignal
  blockBytes?: number
  /** Threads that help with a large file. */
  helpers?: ColumnHelpers
  /** A file of so many bytes is large. */
  largeBytes?: number
}

export interface ReadColumns extends Collected {
  known: ReturnType<typeof knownConventions>
  /** Where columns are kept. */
  pool: SharedPool
}

/** With what is found in it, it stays in the processor's cache. */
export const standardBlockBytes = 192 * 1024
/** A smaller file is read before threads have started, and takes little memory anyhow. */
const largeBytes = 8 * 1024 * 1024

export function isLarge({ totalBytes }: ByteSource, options: ReadOptions): boolean {
  return totalBytes >= (options.largeBytes ?? largeBytes)
}

/** Throws `StudioError` with a `file.*` code, or the signal's reason. `threads` null: alone. */
export async function readColumns(threads: ColumnThreads | null, source: ByteSource, fileName: string, reading: ReadingChoices, options: ReadOptions): Promise<ReadColumns> {
  const sample = await sampleFile(source)
  if (source.totalBytes === 0) throw new StudioError('file.empty', { file: fileName })
  const detected = detectEncoding(sample, reading.encoding, fileName)
  const blockBytes = options.blockBytes ?? standardBlockBytes
  const memory = new CellMemory(shareCells(Math.min(blockBytes, source.totalBytes * 2), 1 + (threads?.count ?? 0)), 0)
  const passOptions: CollectOptions = { signal: options.signal, blockBytes, threads, memory, pool: new SharedPool() }
  const read = await collect(source, fileName, reading, sample, detected, options, passOptions)
  const { collected, layout } = read
  if (collected.account.rows === 0) throw new StudioError(collected.headerCells > 0 ? 'file.headerOnly' : 'file.empty', { file: fileName })
  const known = knownConventions(collected.columns, reading)
  await readAgain(source, layout, collected, known.ofColumns, passOptions)
  await source.assertUnchanged()
  return { ...read, known, pool: passOptions.pool }
}

/** The columns that the sample misled about; and by one thread alone those whose texts are too many for several. */
async function readAgain(source: ByteSource, layout: FileLayout, collected: CollectedTable, known: readonly KnownConventions[], options: CollectOptions): Promise<void> {
  const { rows } = collected.account
  const rounds = [
    { planOf: (column: CollectedColumn, index: number) => toReread(column, known[index] ?? plainConventions, rows), threads: options.threads },
    { planOf: ({ isIncomplete }: CollectedColumn): ColumnPlan | null => (isIncomplete ? { form: 'codes', conventions: plainConventions, scale: null, isShort: false } : null), threads: null },
  ]
  for (const { planOf, threads } of rounds) {
    const plans = new Map<number, ColumnPlan>()
    for (const [index, column] of collected.columns.entries()) {
      const plan = planOf(column, index)
      if (plan) plans.set(index, plan)
    }
    if (plans.size === 0) continue
    const again = await recollect(source, layout, collected, plans, { ...options, threads })
    for (const [index, { store, dictionary, isIncomplete, lost }] of again) Object.assign(collected.columns[index] ?? {}, { store, dictionary, isIncomplete, lost })
  }
}

interface Collected {
  collected: CollectedTable
  layout: FileLayout
  detected: DetectedEncoding
  sha256: string
}

/** Thrown inside a pass when a file sampled as ASCII turns out to be something else further on. */
class OtherEncoding extends Error {
  readonly sample: Uint8Array
  constructor(sample: Uint8Array) {
    super('the file is not in the encoding its sample showed')
    this.sample = sample
  }
}

async function collect(source: ByteSource, fileName: string, reading: ReadingChoices, sample: FileSample, detected: DetectedEncoding, options: ReadOptions, passOptions: CollectOptions): Promise<Collected> {
  const layout = layoutOf(sample, detected, reading, fileName)
  let expected = await expectColumns(layout, reading, sample, detected, source.totalBytes, isLarge(source, options), passOptions)
  const guessed = reading.encoding === undefined && detected.encoding === 'utf-8' && detected.markBytes === 0
  for (;;) {
    const hash = createHash('sha256')
    if (detected.markBytes > 0) hash.update(sample.head.subarray(0, detected.markBytes))
    let sawCharacters = false
    let reported = 0
    try {
      const collected = await collectColumns(source, layout, reading, expected, {
        ...passOptions,
        onBlock({ bytes, rows, raw, replaced }) {
          if (guessed && replaced > 0 && !sawCharacters && isMostlyBroken(raw, replaced)) throw new OtherEncoding(raw.slice())
          if (guessed && !sawCharacters && replaced === 0) sawCharacters = !isAscii(raw)
          hash.update(raw)
          const now = Date.now()
          if (now - reported < 100) return
          reported = now
          options.onProgress({ bytes, totalBytes: source.totalBytes, rows })
        },
      })
      return { collected, layout, detected, sha256: hash.digest('hex') }
    } catch (problem) {
      // What the threads still have in hand is of a pass that is over.
      await passOptions.threads?.report()
      if (problem instanceof OtherEncoding) {
        const guesses = rankEncodings([problem.sample])
        const [encoding = 'windows-1252'] = guesses
        return await collect(source, fileName, reading, sample, { encoding, markBytes: 0, certain: false, guesses: guesses.slice(0, 2) }, options, passOptions)
      }
      if (!(problem instanceof MoreRows)) throw problem
      expected = { ...expected, rows: expected.rows * 2 }
    }
  }
}

function isMostlyBroken(raw: Uint8Array, replaced: number): boolean {
  let high = 0
  for (const byte of raw) if (byte >= 0xc2) high++
  return replaced * 3 > high
}
