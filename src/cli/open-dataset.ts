/** A project with one file in it, for commands that start from a file. */
import { basename, resolve } from 'node:path'
import type { DatasetEvent, DatasetView, ReadingChoices } from '#contract/dataset.ts'
import type { StudioClient } from '#host/client.ts'

export async function openDataset(studio: StudioClient, file: string, reading: ReadingChoices = {}): Promise<{ projectId: string; dataset: DatasetView }> {
  const { id: projectId } = await studio.project.create({ name: basename(file) })
  return { projectId, dataset: await openedDataset(await studio.dataset.open({ projectId, source: { kind: 'path', path: resolve(file) }, reading })) }
}

/** What a reading ends with. */
export async function openedDataset(events: AsyncIterable<DatasetEvent>): Promise<DatasetView> {
  for await (const event of events) if (event.kind === 'opened') return event.dataset
  throw new Error('a reading ended without a dataset')
}
