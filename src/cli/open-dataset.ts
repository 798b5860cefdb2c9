/** A project with one file in it, for commands that start from a file. */
import { basename, resolve } from 'node:path'
import type { DatasetEvent, DatasetView, ReadingChoices } from '#contract/dataset.ts'
import { projectFileEnding } from '#contract/project.ts'
import type { StudioClient } from '#host/client.ts'
import { UsageError } from './usage-error.ts'

/** Throws a `UsageError` for a project in one file: a table is in it, but so is much that would be lost. */
export async function openDataset(studio: StudioClient, file: string, reading: ReadingChoices = {}): Promise<{ projectId: string; dataset: DatasetView }> {
  if (file.toLowerCase().endsWith(projectFileEnding)) {
    const command = `candor import ${/\s/.test(file) ? `"${file}"` : file}`
    throw new UsageError({
      en: `“${basename(file)}” is a whole project saved by Candor, not a table. Open it as a project of this computer: ${command}`,
      'zh-CN': `“${basename(file)}”是 Candor 保存的整个项目，不是表格。先把它打开为这台电脑上的项目：${command}`,
    })
  }
  const { id: projectId } = await studio.project.create({ name: basename(file) })
  return { projectId, dataset: await openedDataset(await studio.dataset.open({ projectId, source: { kind: 'path', path: resolve(file) }, reading })) }
}

/** What a reading ends with. */
export async function openedDataset(events: AsyncIterable<DatasetEvent>): Promise<DatasetView> {
  for await (const event of events) if (event.kind === 'opened') return event.dataset
  throw new Error('a reading ended without a dataset')
}
