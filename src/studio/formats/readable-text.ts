/** The delimited text of any file: the file itself, or what a thread makes of it in a folder that goes again. */
import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DatasetView, ReadingChoices } from '#contract/dataset.ts'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import { Thread } from '../threads/thread.ts'
import { openFileSource } from '../dataset/byte-source.ts'
import { refuseEndlessLine } from '../dataset/refuse-endless-line.ts'
import type { ConversionJob, OnProgress } from './conversion.ts'
import { convertAndSum, type ConvertedFile } from './convert.worker.ts'
import createConverter from './convert.worker.ts?nodeWorker'
import { absentParts } from './absent-parts.ts'
import { recognizedBytes, recognizeFormat } from './recognize-format.ts'

export interface ReadableText {
  path: string
  /** The choices it is to be read with. */
  readingOf(chosen: ReadingChoices): ReadingChoices
  /** What was read of it, told of the file that it came from. */
  viewOf(view: DatasetView, chosen: ReadingChoices): DatasetView
  /** What went wrong in reading it, likewise. */
  errorOf(error: unknown): unknown
  /** Removes what was made. */
  release(): Promise<void>
}

export interface ReadableOptions {
  /** Folder for what is made on the way. */
  scratch: string
  onProgress: OnProgress
  signal: AbortSignal
}

/** Objects of the thread may take this much; it ends beyond, and nothing else does. */
const heapMegabytes = 2048

/** Throws `file.format`, `file.tooLarge`, `file.otherColumns`, `file.notFound`, `file.unreadable`, or the signal's reason. */
export async function readableText(file: { path: string; fileName: string }, chosen: ReadingChoices, options: ReadableOptions): Promise<ReadableText> {
  const format = recognizeFormat(await beginningOf(file), file.fileName)
  if (format === 'text' && chosen.part?.lines === undefined) return { path: file.path, readingOf: (own) => own, viewOf: (view, own) => ({ ...view, findings: [...absentParts(own.part, undefined), ...view.findings] }), errorOf: (error) => error, release: () => Promise.resolve() }
  const scratch = path.join(options.scratch, `.converted-${randomUUID()}.tmp`)
  const release = (): Promise<void> => rm(scratch, { recursive: true, force: true })
  try {
    await mkdir(scratch, { recursive: true })
    const made = await convertInThread({ path: file.path, fileName: file.fileName, scratch, chosen: chosen.part ?? {} }, options)
    return {
      path: made.path,
      readingOf: (own) => ({ ...own, ...made.reading }),
      viewOf: (view, own) => told(view, own, file.fileName, made),
      errorOf: (error) => (made.source.format === 'text' ? error : withoutLine(error)),
      release,
    }
  } catch (error) {
    await release()
    throw asDiskError(error, file.fileName)
  }
}

/** What can be known of a large file before it is copied. Throws as reading all of it would. */
export async function refuseAtOnce(file: { path: string; fileName: string }, { part }: ReadingChoices, signal: AbortSignal): Promise<void> {
  if (part?.lines === undefined && recognizeFormat(await beginningOf(file), file.fileName) === 'text') await refuseEndlessLine(file, signal)
}

async function convertInThread(job: ConversionJob, { onProgress, signal }: ReadableOptions): Promise<ConvertedFile> {
  if (typeof createConverter !== 'function') return await convertAndSum(job, onProgress)
  const thread = new Thread<ConversionJob, ConvertedFile, Parameters<OnProgress>[0]>(() => createConverter({ name: 'converter', resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } }))
  try {
    return await thread.ask(job, signal, onProgress)
  } catch (error) {
    throw error instanceof StudioError && error.code === 'memory.exceeded' ? new StudioError('file.tooLarge', { file: job.fileName, limit: 'memory', count: heapMegabytes * 1e6 }) : error
  } finally {
    await thread.close()
  }
}

function told(view: DatasetView, own: ReadingChoices, fileName: string, { sha256, bytes, source, findings }: ConvertedFile): DatasetView {
  const { decidedByPerson, ...reading } = view.reading
  return {
    ...view,
    fileName,
    sha256,
    bytes,
    reading: { ...reading, source, decidedByPerson: decidedByPerson.filter((part) => own[part] !== undefined) },
    findings: [...absentParts(own.part, source), ...findings, ...view.findings],
  }
}

/** Lines of text that Candor made of a sheet or database are nobody's; the file itself has rows. */
function withoutLine(error: unknown): unknown {
  if (!(error instanceof StudioError) || error.details.line === undefined) return error
  const { line, ...details } = error.details
  return new StudioError(error.code, { ...details, row: Math.max(1, line - 1) })
}

async function beginningOf({ path: file, fileName }: { path: string; fileName: string }): Promise<Uint8Array> {
  const source = await openFileSource(file, fileName)
  try {
    const head = new Uint8Array(Math.min(recognizedBytes, source.totalBytes))
    return head.subarray(0, await source.read(0, head))
  } finally {
    await source.close()
  }
}
