/** The runs of the open projects: read from their folders once, ended where a stop of the studio cut them off. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import type { RunSummary } from '#contract/run.ts'
import { isPlainId } from '../files/names.ts'
import { sweepLeftovers } from '../files/sweep.ts'
import { runFolder } from '../project/project-folder.ts'
import type { Project } from '../project/projects.ts'
import { Run } from './run.ts'

export class ProjectRuns {
  readonly #project: Project
  readonly #runs = new Map<string, Run>()
  /** Found live when the project was opened: the studio stopped under them. Told once. */
  #interrupted: string[] = []

  private constructor(project: Project) {
    this.#project = project
  }

  static async load(project: Project): Promise<ProjectRuns> {
    const runs = new ProjectRuns(project)
    await mkdir(project.place.runs, { recursive: true })
    for (const id of await readdir(project.place.runs)) {
      if (!isPlainId(id)) continue
      await sweepLeftovers(path.join(project.place.runs, id))
      const run = await Run.load(runFolder(project.place.runs, id))
      if (run === null) continue
      runs.#runs.set(run.id, run)
      if (!run.live) continue
      await run.advance({ kind: 'ended', state: { kind: 'finished', reason: 'interrupted' } })
      runs.#interrupted.push(run.id)
    }
    return runs
  }

  /** Newest first. */
  list(): Run[] {
    return [...this.#runs.values()].sort((a, b) => b.summary.number - a.summary.number)
  }

  /** Throws `run.unknown`. */
  get(id: string): Run {
    const run = this.#runs.get(id)
    if (run === undefined) throw new StudioError('run.unknown')
    return run
  }

  get live(): boolean {
    return this.list().some((run) => run.live)
  }

  takeInterrupted(): string[] {
    const ids = this.#interrupted
    this.#interrupted = []
    return ids
  }

  async create(summary: Omit<RunSummary, 'id' | 'number'>, asked: Plan, resolved: Plan): Promise<Run> {
    const { nextRun } = await this.#project.change((file) => ({ ...file, nextRun: file.nextRun + 1 }))
    const number = nextRun - 1
    const id = `${number}-${randomUUID().slice(0, 8)}`
    const run = await Run.create(runFolder(this.#project.place.runs, id), { ...summary, id, number }, asked, resolved)
    this.#runs.set(id, run)
    return run
  }

  /** Out of sight in one step, then deleted. */
  async forget(run: Run): Promise<void> {
    this.#runs.delete(run.id)
    await run.release()
    const gone = path.join(this.#project.place.runs, `.removed-${run.id}`)
    await rename(run.place.folder, gone)
    await rm(gone, { recursive: true, force: true })
  }
}
