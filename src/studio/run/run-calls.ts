/** Handlers of `run.*`. */
import type { PlanCheck } from '#contract/network.ts'
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import type { RecipePreview } from '#contract/recipe.ts'
import type { RunDetail, RunEvent, RunSummary } from '#contract/run.ts'
import { checkPlan } from '#engine/network/check.ts'
import { factsOf } from '../recipe/plan-facts.ts'
import type { Workplace } from '../workplace.ts'
import { follow } from './follow.ts'
import { resolvePlan } from './resolve-plan.ts'
import type { Run } from './run.ts'
import { rowOf } from './start-row.ts'

type Stop = AbortSignal | undefined
type Steering = 'pause' | 'resume' | 'oneEpoch' | 'finish'

export function runCalls({ projects, datasets, preparations, runs, trainings }: Workplace) {
  const find = async (projectId: string, runId: string): Promise<Run> => (await runs.of(await projects.open(projectId))).get(runId)
  return {
    /** Throws the recipe's failures, `network.invalid` and `training.invalid` with their place. */
    async start(projectId: string, asked: Plan, signal: Stop): Promise<RunSummary> {
      const project = await projects.open(projectId)
      const dataset = await datasets.of(project, signal)
      const { fileName, sha256 } = dataset.view
      const plan: Plan = { ...asked, dataset: { ...asked.dataset, fileName, sha256 } }
      const preview = await preparations.of(dataset, plan.recipe, signal)
      const check = checkPlan(plan, factsOf(preview))
      refuseErrors(check)
      const ofProject = await runs.of(project)
      const resolved = resolvePlan(plan, preview, check)
      const run = await ofProject.create(newSummary(plan, preview, check), plan, resolved)
      trainings.add({
        run,
        table: dataset.table,
        plan: resolved,
        startRow: (row) => rowOf(dataset, row + 1),
        looks: async (tested) => (tested ? await project.change((file) => ({ ...file, looks: file.looks + 1 })) : project.file).looks,
      })
      return run.summary
    },

    async list(projectId: string): Promise<RunSummary[]> {
      const ofProject = await runs.of(await projects.open(projectId))
      return ofProject.list().map((run) => run.summary)
    },

    async detail(projectId: string, runId: string): Promise<RunDetail> {
      const run = await find(projectId, runId)
      return { summary: run.summary, plan: await run.plan(), report: await run.report() }
    },

    async *follow(projectId: string, runId: string, fromStep: number, signal: Stop): AsyncGenerator<RunEvent, void> {
      yield* follow(await find(projectId, runId), fromStep, signal)
    },

    async steer(projectId: string, runId: string, steering: Steering): Promise<RunSummary> {
      const run = await find(projectId, runId)
      await trainings[steering](run)
      return run.summary
    },

    async discard(projectId: string, runId: string): Promise<Record<string, never>> {
      const ofProject = await runs.of(await projects.open(projectId))
      const run = ofProject.get(runId)
      await trainings.stop(run)
      await ofProject.forget(run)
      return {}
    },

    async rename(projectId: string, runId: string, name: string): Promise<RunSummary> {
      const run = await find(projectId, runId)
      await run.note({ kind: 'name', name })
      return run.summary
    },
  }
}

function refuseErrors({ problems }: PlanCheck | Omit<PlanCheck, 'estimatedSeconds'>): void {
  const error = problems.find(({ severity }) => severity === 'error')
  if (error === undefined) return
  const { problem, place, layer, layerId, setting, value, expected } = error
  throw new StudioError(place === 'training' || place === 'recipe' ? 'training.invalid' : 'network.invalid', {
    problem,
    ...(layer === undefined ? {} : { layer }),
    ...(layerId === undefined ? {} : { layerId }),
    ...(setting === undefined ? {} : { setting }),
    ...(value === undefined ? {} : { value }),
    ...(expected === undefined ? {} : { expected }),
  })
}

function newSummary(plan: Plan, { task, rows }: RecipePreview, check: Omit<PlanCheck, 'estimatedSeconds'>): Omit<RunSummary, 'id' | 'number'> {
  const { epochs, batchSize } = plan.training
  return {
    name: '',
    startedAt: new Date().toISOString(),
    state: { kind: 'queued' },
    task,
    engine: check.engine.name,
    parameters: check.parameters,
    epochs: { done: 0, planned: epochs },
    steps: { done: 0, planned: Math.ceil(rows.training / batchSize) * epochs },
    bestEpoch: null,
    hasModel: false,
    figure: null,
  }
}
