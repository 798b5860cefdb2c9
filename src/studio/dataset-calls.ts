/** Handlers of `dataset.*`. */
import { rm } from 'node:fs/promises'
import type { DatasetEvent, DatasetSource, FileSource, FirstRows, ReadingChoices, RowPage } from '#contract/dataset.ts'
import type { CarefulLook, ColumnPair } from '#contract/look.ts'
import { previewFile } from './dataset/preview-file.ts'
import { fileOfSource } from './dataset-source.ts'
import { refuseBeginning } from './formats/refuse-beginning.ts'
import type { Workplace } from './workplace.ts'

type Stop = AbortSignal | undefined

export function datasetCalls({ projects, datasets, looks, options }: Workplace) {
  return {
    async *open(projectId: string, source: DatasetSource, reading: ReadingChoices, signal: Stop): AsyncGenerator<DatasetEvent, void> {
      yield* datasets.open(await projects.open(projectId), source, reading, signal)
    },

    async *replace(projectId: string, source: DatasetSource, reading: ReadingChoices, signal: Stop): AsyncGenerator<DatasetEvent, void> {
      yield* datasets.replace(await projects.open(projectId), source, reading, signal)
    },

    async *read(projectId: string, reading: ReadingChoices, sha256: string | null, signal: Stop): AsyncGenerator<DatasetEvent, void> {
      yield* datasets.read(await projects.open(projectId), reading, signal, sha256)
    },

    async *view(projectId: string, signal: Stop): AsyncGenerator<DatasetEvent, void> {
      yield* datasets.view(await projects.open(projectId), signal)
    },

    async preview(source: FileSource, beginning: boolean): Promise<FirstRows | null> {
      const file = await fileOfSource(source, options)
      if (!beginning) return await previewFile(file, false)
      try {
        await refuseBeginning(file)
        return await previewFile(file, true)
      } finally {
        if (source.kind === 'upload') await rm(file.path, { force: true })
      }
    },

    async rows(projectId: string, from: number, count: number, signal: Stop): Promise<RowPage> {
      const dataset = await datasets.of(await projects.open(projectId), signal)
      return await dataset.page(from, count)
    },

    async look(projectId: string, signal: Stop): Promise<CarefulLook> {
      return await looks.of(await datasets.of(await projects.open(projectId), signal), signal)
    },

    async pair(projectId: string, x: string, y: string, signal: Stop): Promise<ColumnPair> {
      return await looks.pair(await datasets.of(await projects.open(projectId), signal), x, y, signal)
    },

    async tryReading(projectId: string, reading: ReadingChoices) {
      return await (await datasets.of(await projects.open(projectId))).tryReading(reading)
    },
  }
}
