/** The delimited text of any file: the file itself, or what a thread makes of it in a folder that goes again. */
import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { DatasetView, ReadingChoices } from '#contract/dataset.ts'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import { Thread } from '../threads/thread.ts'
import { openFileSource } from '../dataset/byte-source.ts'
import type { ConversionJob, OnProgress } from './conversion.ts'
import { convertAndSum, type ConvertedFile } from './convert.worker.ts'
import createConverter from './convert.worker.ts?nodeWorker'
import { recognizedBytes, recognizeFormat } from './recognize-format.ts'

export interface ReadableText {
  path: string
  /** The choices it is to be read with. */
  readingOf(chosen: ReadingChoices): ReadingChoices
  /** What was read of it, told of the file that it came from. */
  viewOf(view: DatasetView, chosen: ReadingChoices): DatasetView
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
  if (format === 'text') return { path: file.path, readingOf: (own) => own, viewOf: (view) => view, release: () => Promise.resolve() }
  const scratch = path.join(options.scratch, `.converted-${randomUUID()}.tmp`)
  const release = (): Promise<void> => rm(scratch, { recursive: true, force: true })
  try {
    await mkdir(scratch, { recursive: true })
    const made = await convertInThread({ path: file.path, fileName: file.fileName, scratch, chosen: chosen.part ?? {} }, options)
    return {
      path: made.path,
      readingOf: (own) => ({ ...own, ...made.reading }),
      viewOf: (view, own) => told(view, own, file.fileName, made),
      release,
    }
  } catch (error) {
    await release()
    throw asDiskError(error, file.fileName)
  }
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
    findings: [...findings, ...view.findings],
  }
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
