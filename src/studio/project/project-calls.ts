/** Handlers of `project.*`. */
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import type { ProjectEntry, ProjectView } from '#contract/project.ts'
import type { Workplace } from '../workplace.ts'
import type { Project } from './projects.ts'

export function projectCalls({ projects, datasets, runs }: Workplace) {
  const viewOf = async (project: Project): Promise<ProjectView> => {
    const ofProject = await runs.of(project)
    const { name, plan, dataset } = project.file
    return {
      id: project.id,
      name,
      plan,
      hasDataset: dataset !== null,
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
  }
}
