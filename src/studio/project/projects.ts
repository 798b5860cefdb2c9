/** The projects of this computer: which there are, and each one's `project.json` held in memory and written on change. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'
import { StudioError } from '#contract/errors.ts'
import { freeName } from '#contract/free-name.ts'
import type { ProjectEntry } from '#contract/project.ts'
import { isPlainId } from '../files/names.ts'
import { sweepLeftovers } from '../files/sweep.ts'
import { syncFolder } from '../files/write-file-safely.ts'
import { inTurn } from './in-turn.ts'
import { newProjectFile, readProjectFile, writeProjectFile } from './project-file.ts'
import type { ProjectFile } from './project-file.ts'
import { projectFolder, projectIn } from './project-folder.ts'
import type { ProjectFolder } from './project-folder.ts'
import { isAlive, takeProjectLock } from './project-lock.ts'
import type { ProjectLock } from './project-lock.ts'

export class Projects {
  readonly #folder: string
  readonly #open = new Map<string, Promise<Project>>()
  /** Folders of projects that are being taken in by this process. */
  readonly #incoming = new Set<string>()
  readonly #naming = inTurn()

  /** `home`: the folder that gets `projects/`. */
  constructor(home: string) {
    this.#folder = path.join(home, 'projects')
  }

  /** Newest first. A project that can't be read is listed by its id, so that nobody believes it gone. */
  async list(): Promise<ProjectEntry[]> {
    await mkdir(this.#folder, { recursive: true })
    const names = await readdir(this.#folder, { withFileTypes: true })
    const ids = names.filter((entry) => entry.isDirectory() && isPlainId(entry.name)).map((entry) => entry.name)
    const entries = await Promise.all(ids.map((id) => this.#entry(id)))
    return entries.filter((entry) => entry !== null).sort((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
  }

  async create(name: string): Promise<Project> {
    const id = newId()
    const place = projectFolder(this.#folder, id)
    await writeProjectFile(place.projectFile, newProjectFile(name, new Date().toISOString()))
    await syncFolder(this.#folder)
    return await this.open(id)
  }

  /** Throws `project.unknown`, `project.newer`, `project.damaged`, `project.readOnly`, and `project.busy` where another process has it open. */
  async open(id: string): Promise<Project> {
    const known = this.#open.get(id)
    if (known !== undefined) return await known
    const opening = openProject(id, projectFolder(this.#folder, id))
    this.#open.set(id, opening)
    opening.catch(() => this.#open.delete(id))
    return await opening
  }

  /**
   * Takes in a project that `fill` makes in a folder out of sight, under a name that is still free: when it shows it is whole,
   * and where anything fails there is nothing of it.
   */
  async take(fill: (place: ProjectFolder) => Promise<ProjectFile>): Promise<{ project: Project; savedAs: string }> {
    const incoming = `${incomingPrefix}${process.pid}-${randomUUID().slice(0, 8)}`
    const folder = path.join(this.#folder, incoming)
    this.#incoming.add(incoming)
    try {
      await mkdir(this.#folder, { recursive: true })
      await this.#sweepAbandoned()
      const place = projectIn(folder)
      const file = await fill(place)
      const id = await this.#naming(async () => {
        const name = freeName(file.name, (await this.list()).map((entry) => entry.name))
        await writeProjectFile(place.projectFile, { ...file, name, changedAt: new Date().toISOString() })
        const free = newId()
        await rename(folder, projectFolder(this.#folder, free).folder)
        return free
      })
      await syncFolder(this.#folder)
      return { project: await this.open(id), savedAs: file.name }
    } catch (error) {
      await rm(folder, { recursive: true, force: true }).catch(() => {})
      throw asDiskError(error, this.#folder)
    } finally {
      this.#incoming.delete(incoming)
    }
  }

  /** What a crash left of projects on their way in or out. */
  async #sweepAbandoned(): Promise<void> {
    const abandoned = (await readdir(this.#folder)).filter((name) => name.startsWith('.removed-') || this.#isAbandoned(name))
    await Promise.all(abandoned.map((name) => rm(path.join(this.#folder, name), { recursive: true, force: true })))
  }

  #isAbandoned(name: string): boolean {
    const processId = Number(name.startsWith(incomingPrefix) ? (/^\d+/.exec(name.slice(incomingPrefix.length))?.[0] ?? NaN) : NaN)
    if (Number.isNaN(processId) || this.#incoming.has(name)) return false
    return processId === process.pid || !isAlive(processId)
  }

  /** Takes the folder out of sight in one step, then deletes it: a crash in between leaves no half project. */
  async remove(id: string): Promise<void> {
    const project = await this.open(id)
    await project.close()
    this.#open.delete(id)
    const gone = path.join(this.#folder, `.removed-${id}-${randomUUID().slice(0, 8)}`)
    await rename(project.place.folder, gone)
    await rm(gone, { recursive: true, force: true })
  }

  async close(): Promise<void> {
    const open = await Promise.allSettled(this.#open.values())
    await Promise.all(open.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value.close() : undefined)))
    this.#open.clear()
  }

  async #entry(id: string): Promise<ProjectEntry | null> {
    const place = projectFolder(this.#folder, id)
    const runs = await readdir(place.runs).then((names) => names.filter(isPlainId).length, () => 0)
    try {
      const file = await readProjectFile(place.projectFile)
      return { id, name: file.name, changedAt: file.changedAt, fileName: file.dataset?.fileName ?? null, runs }
    } catch (error) {
      if (!(error instanceof StudioError) || error.code === 'project.unknown') return null
      const changed = await stat(place.projectFile)
      return { id, name: id, changedAt: changed.mtime.toISOString(), fileName: null, runs }
    }
  }
}

/** Of folders that are no projects yet, with the number of the process that fills them. */
const incomingPrefix = '.incoming-'

function newId(): string {
  return `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${randomUUID().slice(0, 8)}`
}

async function openProject(id: string, place: ProjectFolder): Promise<Project> {
  const file = await readProjectFile(place.projectFile)
  const lock = await takeProjectLock(place.lockFile).catch((error: unknown) => {
    throw error instanceof StudioError && error.code === 'disk.readOnly' ? new StudioError('project.readOnly', { file: file.name }) : error
  })
  await Promise.all([place.folder, place.data, place.runs].map(sweepLeftovers))
  return new Project(id, place, file, lock)
}

export class Project {
  readonly id: string
  readonly place: ProjectFolder
  readonly #lock: ProjectLock
  readonly #turn = inTurn()
  #file: ProjectFile

  constructor(id: string, place: ProjectFolder, file: ProjectFile, lock: ProjectLock) {
    this.id = id
    this.place = place
    this.#file = file
    this.#lock = lock
  }

  get file(): ProjectFile {
    return this.#file
  }

  /** One change after the other; the memory follows the disk, so a failed write changes nothing. */
  async change(change: (file: ProjectFile) => ProjectFile): Promise<ProjectFile> {
    return await this.note((file) => ({ ...change(file), changedAt: new Date().toISOString() }))
  }

  /** The same for what is no change of the project: it keeps its time. */
  async note(change: (file: ProjectFile) => ProjectFile): Promise<ProjectFile> {
    return await this.#turn(async () => {
      const next = change(this.#file)
      await writeProjectFile(this.place.projectFile, next)
      this.#file = next
      return next
    })
  }

  async close(): Promise<void> {
    await this.#turn(() => this.#lock.release())
  }
}
