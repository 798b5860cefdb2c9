/** The runs of each open project, read once. */
import type { Project } from '../project/projects.ts'
import { ProjectRuns } from './project-runs.ts'

export class Runs {
  readonly #loaded = new Map<string, Promise<ProjectRuns>>()

  async of(project: Project): Promise<ProjectRuns> {
    const known = this.#loaded.get(project.id)
    if (known !== undefined) return await known
    const loading = ProjectRuns.load(project)
    this.#loaded.set(project.id, loading)
    loading.catch(() => this.#loaded.delete(project.id))
    return await loading
  }

  /** Before the projects are closed: what was removed from them is removed from the disk. */
  async close(): Promise<void> {
    const loaded = await Promise.allSettled(this.#loaded.values())
    await Promise.all(loaded.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.close() : undefined)))
    this.#loaded.clear()
  }

  forget(projectId: string): void {
    this.#loaded.delete(projectId)
  }
}
