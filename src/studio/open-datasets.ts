/** The datasets in memory, one a project, read again from the project's own copy where they are not. */
import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { DatasetEvent, DatasetSource, ReadingChoices } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { datasetChanges, type ReadFile } from './dataset/dataset-changes.ts'
import { openDataset } from './dataset/open-dataset.ts'
import type { OpenDataset } from './dataset/open-dataset.ts'
import { DatasetReading } from './dataset-reading.ts'
import { EarlierFiles } from './earlier-files.ts'
import { fileOfSource } from './dataset-source.ts'
import { refuseAtOnce } from './formats/readable-text.ts'
import { storeSource } from './store-source.ts'
import type { StudioOptions } from './options.ts'
import type { Project } from './project/projects.ts'

/** Datasets of projects that were looked at longest ago leave the memory. */
const keptInMemory = 3

export class OpenDatasets {
  readonly #options: StudioOptions
  /** In order of use, latest last. */
  readonly #open = new Map<string, OpenDataset>()
  readonly #reading = new Map<string, DatasetReading>()
  readonly #earlier = new EarlierFiles()

  constructor(options: StudioOptions) {
    this.#options = options
  }

  /** Copies the file into the project, reads it, and only then lets go of the one before. */
  open(project: Project, source: DatasetSource, reading: ReadingChoices, signal: AbortSignal | undefined): AsyncGenerator<DatasetEvent, void> {
    return this.#import(project, source, reading, signal, null)
  }

  /** A newer file of the same shape: what changed is told first, and the one before can be read again. Throws `dataset.none`. */
  async *replace(project: Project, source: DatasetSource, reading: ReadingChoices, signal: AbortSignal | undefined): AsyncGenerator<DatasetEvent, void> {
    const before = await this.of(project, signal)
    yield* this.#import(project, source, reading, signal, { view: before.view, table: before.table })
  }

  async *#import(project: Project, source: DatasetSource, reading: ReadingChoices, signal: AbortSignal | undefined, before: ReadFile | null): AsyncGenerator<DatasetEvent, void> {
    yield* this.#start(project, async (onProgress, stop) => {
      if (source.kind === 'path' || source.kind === 'upload') await refuseAtOnce(await fileOfSource(source, this.#options), reading, stop)
      // Copying is the first half of the bar, reading the second: one bar for the person.
      const copy = await storeSource(source, project.place.data, this.#options, (bytes, totalBytes) => onProgress({ bytes: Math.floor(bytes / 2), totalBytes, rows: 0 }), stop)
      try {
        const onReading = (progress: { bytes: number; totalBytes: number; rows: number }) =>
          onProgress({ ...progress, bytes: Math.floor((progress.totalBytes + progress.bytes) / 2) })
        const opened = await openDataset({ path: copy.path, fileName: copy.fileName }, reading, { onProgress: onReading, signal: stop, scratch: project.place.data })
        const dataset = before === null ? opened : { ...opened, view: { ...opened.view, findings: [...datasetChanges(before, opened), ...opened.view.findings] } }
        await this.#adopt(project, dataset, { fileName: copy.fileName, storedAs: copy.storedAs, sha256: copy.sha256, bytes: copy.bytes, reading }, before !== null)
        return dataset
      } catch (error) {
        await rm(copy.path, { force: true })
        throw error
      }
    }, signal)
  }

  /** Reads the project's copy again with other choices, or a file that was replaced. Throws `dataset.none`, `file.changed`, `file.notFound`. */
  async *read(project: Project, reading: ReadingChoices, signal: AbortSignal | undefined, sha256: string | null = null): AsyncGenerator<DatasetEvent, void> {
    const current = storedDataset(project)
    yield* this.#start(project, async (onProgress, stop) => {
      const other = sha256 !== null && sha256 !== current.entry.sha256
      const former = other ? await this.#earlier.takeBack(project, sha256) : null
      if (other && former === null) throw new StudioError('file.notFound', { file: current.entry.fileName })
      const stored = former === null ? current : { entry: former, file: { path: path.join(project.place.data, former.storedAs), fileName: former.fileName } }
      const dataset = await openDataset(stored.file, reading, { onProgress, signal: stop, scratch: project.place.data })
      if (dataset.view.sha256 !== stored.entry.sha256) {
        await dataset.close()
        throw new StudioError('file.changed', { file: stored.entry.fileName })
      }
      await this.#adopt(project, dataset, { ...stored.entry, reading }, former !== null)
      return dataset
    }, signal)
  }

  /** From memory where it still is. */
  async *view(project: Project, signal: AbortSignal | undefined): AsyncGenerator<DatasetEvent, void> {
    const open = this.#open.get(project.id)
    const reading = this.#reading.get(project.id)
    if (reading !== undefined) yield* reading.watch(signal)
    else if (open !== undefined) yield { kind: 'opened', dataset: open.view }
    else yield* this.read(project, storedDataset(project).entry.reading, signal)
  }

  /** Throws `dataset.none` where the project has no file. */
  async of(project: Project, signal?: AbortSignal): Promise<OpenDataset> {
    const open = this.#open.get(project.id)
    if (open === undefined || this.#reading.has(project.id)) {
      for await (const event of this.view(project, signal)) event satisfies DatasetEvent
    }
    const dataset = this.#open.get(project.id)
    if (dataset === undefined) throw new StudioError('dataset.none')
    this.#open.delete(project.id)
    this.#open.set(project.id, dataset)
    return dataset
  }

  async close(projectId: string): Promise<void> {
    this.#reading.get(projectId)?.abandon()
    const dataset = this.#open.get(projectId)
    this.#open.delete(projectId)
    await dataset?.close()
  }

  /** A newer reading replaces one under way. */
  async *#start(project: Project, read: ConstructorParameters<typeof DatasetReading>[0], signal: AbortSignal | undefined): AsyncGenerator<DatasetEvent, void> {
    this.#reading.get(project.id)?.abandon()
    const reading = new DatasetReading(read)
    this.#reading.set(project.id, reading)
    const forget = () => {
      if (this.#reading.get(project.id) === reading) this.#reading.delete(project.id)
    }
    reading.dataset.then(forget, forget)
    yield* reading.watch(signal)
  }

  /** `keep`: the file before, so that the exchange can be undone. */
  async #adopt(project: Project, dataset: OpenDataset, entry: NonNullable<Project['file']['dataset']>, keep: boolean): Promise<void> {
    const before = project.file.dataset
    const { fileName, sha256, reading } = entry
    await project.change((file) => ({ ...file, dataset: entry, plan: { ...file.plan, dataset: { fileName, sha256, reading } } }))
    const old = this.#open.get(project.id)
    this.#open.delete(project.id)
    this.#open.set(project.id, dataset)
    await old?.close()
    if (before !== null && before.storedAs !== entry.storedAs) {
      if (keep) await this.#earlier.keep(project, before)
      else await rm(path.join(project.place.data, before.storedAs), { force: true })
    }
    const [oldest] = this.#open.keys()
    if (this.#open.size > keptInMemory && oldest !== undefined) await this.close(oldest)
  }
}

export function storedDataset(project: Project): { entry: NonNullable<Project['file']['dataset']>; file: { path: string; fileName: string } } {
  const entry = project.file.dataset
  if (entry === null) throw new StudioError('dataset.none')
  return { entry, file: { path: path.join(project.place.data, entry.storedAs), fileName: entry.fileName } }
}
