/** The runs of the open projects: read from their folders once, ended where a stop of the studio cut them off. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import type { RunSummary } from '#contract/run.ts'
import { isPlainId } from '../files/names.ts'
import { sweepLeftovers } from '../files/sweep.ts'
import { syncFolder } from '../files/write-file-safely.ts'
import { runFolder } from '../project/project-folder.ts'
import type { Project } from '../project/projects.ts'
import { Run } from './run.ts'

export class ProjectRuns {
  readonly #project: Project
  readonly #runs = new Map<string, Run>()
  /** Ids of runs that may come back. */
  readonly #aside = new Set<string>()
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
    await this.#hide(run)
    await rm(this.#asidePlace(run.id), { recursive: true, force: true })
  }

  /** Out of sight in one step; `restore` brings it back until the project is closed. Throws `run.busy` while it lives. */
  async setAside(run: Run): Promise<void> {
    if (run.live) throw new StudioError('run.busy')
    await this.#hide(run)
    this.#aside.add(run.id)
  }

  /** Throws `run.unknown` where it was not set aside. */
  async restore(id: string): Promise<Run> {
    const known = this.#runs.get(id)
    if (known !== undefined) return known
    if (!this.#aside.delete(id)) throw new StudioError('run.unknown')
    const place = runFolder(this.#project.place.runs, id)
    try {
      await rename(this.#asidePlace(id), place.folder)
      await syncFolder(this.#project.place.runs)
    } catch (error) {
      this.#aside.add(id)
      throw asDiskError(error, place.folder)
    }
    const run = await Run.load(place)
    if (run === null) throw new StudioError('project.damaged', { file: place.events })
    this.#runs.set(id, run)
    return run
  }

  /** What was set aside is gone for good. */
  async close(): Promise<void> {
    await Promise.all([...this.#aside].map((id) => rm(this.#asidePlace(id), { recursive: true, force: true })))
    this.#aside.clear()
  }

  async #hide(run: Run): Promise<void> {
    this.#runs.delete(run.id)
    try {
      await run.release()
      await rename(run.place.folder, this.#asidePlace(run.id))
      await syncFolder(this.#project.place.runs)
    } catch (error) {
      // A disk that refuses leaves it where it is.
      const still = await Run.load(run.place)
      if (still !== null) this.#runs.set(run.id, still)
      throw asDiskError(error, run.place.folder)
    }
  }

  /** A name that opening the project sweeps, should the studio not get so far as to remove it. */
  #asidePlace(id: string): string {
    return path.join(this.#project.place.runs, `.removed-${id}`)
  }
}
