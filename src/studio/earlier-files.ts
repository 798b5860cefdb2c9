/**
 * The files that projects had before newer ones, kept until the studio ends so that the exchange can be undone. Their
 * names are those of temporary files: what a studio that died left of them is swept away when the project is opened.
 */
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { freeName } from './dataset-source.ts'
import { safeFileName } from './files/names.ts'
import type { Project } from './project/projects.ts'

type Entry = NonNullable<Project['file']['dataset']>

export class EarlierFiles {
  readonly #kept = new Map<string, { entry: Entry; name: string }[]>()
  #next = 0

  /** Puts the project's former file out of sight. */
  async keep(project: Project, entry: Entry): Promise<void> {
    const name = `.earlier-${process.pid}-${++this.#next}.tmp`
    await rename(path.join(project.place.data, entry.storedAs), path.join(project.place.data, name))
    this.#kept.set(project.id, [...(this.#kept.get(project.id) ?? []), { entry, name }])
  }

  /** Brings a former file back under a free name; null where there is none with that sum. */
  async takeBack(project: Project, sha256: string): Promise<Entry | null> {
    const kept = this.#kept.get(project.id) ?? []
    const found = kept.findLast(({ entry }) => entry.sha256 === sha256)
    if (found === undefined) return null
    const storedAs = await freeName(project.place.data, safeFileName(found.entry.fileName))
    await rename(path.join(project.place.data, found.name), path.join(project.place.data, storedAs))
    this.#kept.set(project.id, kept.filter((one) => one !== found))
    return { ...found.entry, storedAs }
  }
}
