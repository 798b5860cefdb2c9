/** Handlers of `project.*`. */
import type { FileSource } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import { projectFileEnding } from '#contract/project.ts'
import type { ExportEvent, ImportEvent, ProjectEntry, ProjectView, ShownPlace } from '#contract/project.ts'
import { fileOfSource } from '../dataset-source.ts'
import { placeToSave } from '../files/place-to-save.ts'
import { EventQueue } from '../run/event-queue.ts'
import type { Workplace } from '../workplace.ts'
import { exportProject } from './export-project.ts'
import type { Project } from './projects.ts'
import { unpackProject } from './unpack-project.ts'

export function projectCalls({ projects, datasets, runs, options }: Workplace) {
  const viewOf = async (project: Project): Promise<ProjectView> => {
    const ofProject = await runs.of(project)
    const { name, plan, dataset, shown } = project.file
    return {
      id: project.id,
      name,
      plan,
      hasDataset: dataset !== null,
      shown,
      runs: ofProject.list().map((run) => run.summary),
      interruptedRuns: ofProject.takeInterrupted(),
    }
  }
  return {
    list: (): Promise<ProjectEntry[]> => projects.list(),

    create: async (name: string): Promise<ProjectView> => viewOf(await projects.create(name)),

    open: async (projectId: string): Promise<ProjectView> => viewOf(await projects.open(projectId)),

    async rename(projectId: string, name: string): Promise<ProjectView> {
      const project = await projects.open(projectId)
      await project.change((file) => ({ ...file, name }))
      return await viewOf(project)
    },

    /** Throws `project.busy` while a run of it lives. */
    async remove(projectId: string): Promise<Record<string, never>> {
      const project = await projects.open(projectId)
      if ((await runs.of(project)).live) throw new StudioError('project.busy')
      await datasets.close(projectId)
      await projects.remove(projectId)
      runs.forget(projectId)
      return {}
    },

    async savePlan(projectId: string, plan: Plan): Promise<Record<string, never>> {
      const project = await projects.open(projectId)
      await project.change((file) => ({ ...file, plan }))
      return {}
    },

    async keepShown(projectId: string, shown: ShownPlace): Promise<Record<string, never>> {
      const project = await projects.open(projectId)
      await project.note((file) => ({ ...file, shown }))
      return {}
    },

    /** Throws `file.refused` where this studio may not write to `path`, and what `exportProject` throws. */
    async *export(projectId: string, path: string | null, signal: AbortSignal | undefined): AsyncGenerator<ExportEvent, void> {
      const queue = new EventQueue<ExportEvent>(async (push, stop) => {
        const project = await projects.open(projectId)
        const { file, saved } = placeToSave(path, `${project.file.name}${projectFileEnding}`, options)
        const all = (await runs.of(project)).list()
        const packed = all.filter((run) => !run.live)
        const onProgress = thinned((bytes, totalBytes) => push({ kind: 'progress', bytes, totalBytes }))
        const { bytes } = await exportProject(project, packed, options.versions.candor, file, onProgress, stop)
        push({ kind: 'done', saved, bytes, runs: packed.length, liveRuns: all.length - packed.length })
      })
      yield* queue.read(signal)
    },

    /** Throws what `unpackProject` throws; there is then no new project. */
    async *import(source: FileSource, signal: AbortSignal | undefined): AsyncGenerator<ImportEvent, void> {
      const queue = new EventQueue<ImportEvent>(async (push, stop) => {
        const file = await fileOfSource(source, options)
        const onProgress = thinned((bytes, totalBytes) => push({ kind: 'progress', bytes, totalBytes }))
        const { project, savedAs } = await projects.take((place) => unpackProject(file, place, onProgress, stop))
        push({ kind: 'done', project: await viewOf(project), savedAs })
      })
      yield* queue.read(signal)
    },
  }
}

/** Calls at most 200 times: a bar has no more places. */
function thinned(tell: (bytes: number, totalBytes: number) => void): (bytes: number, totalBytes: number) => void {
  let told = -1
  return (bytes, totalBytes) => {
    const place = Math.floor((200 * bytes) / Math.max(1, totalBytes))
    if (place === told) return
    told = place
    tell(bytes, totalBytes)
  }
}
