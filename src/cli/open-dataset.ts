/** A project with one file in it, for commands that start from a file. */
import { basename, resolve } from 'node:path'
import type { DatasetView, ReadingChoices } from '#contract/dataset.ts'
import type { StudioClient } from '#host/client.ts'

export async function openDataset(studio: StudioClient, file: string, reading: ReadingChoices = {}): Promise<{ projectId: string; dataset: DatasetView }> {
  const { id: projectId } = await studio.project.create({ name: basename(file) })
  for await (const event of await studio.dataset.open({ projectId, source: { kind: 'path', path: resolve(file) }, reading })) {
    if (event.kind === 'opened') return { projectId, dataset: event.dataset }
  }
  throw new Error('dataset.open ended without a dataset')
}
