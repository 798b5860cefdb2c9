/** Handlers of `run.*`. */
import type { ImportanceEvent } from '#contract/importance.ts'
import type { LikelyCause } from '#contract/likely-cause.ts'
import type { PlanCheck } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import type { RecipePreview } from '#contract/recipe.ts'
import type { ChosenCutOff, RunDetail, RunEvent, RunPlan, RunSummary, VerifyEvent } from '#contract/run.ts'
import type { RunScores } from '#contract/scores.ts'
import { StudioError } from '#contract/errors.ts'
import { checkPlan } from '#engine/network/check.ts'
import { buildProgram } from '#engine/network/program.ts'
import { likelyCauses } from '#engine/report/likely-causes.ts'
import { factsOf } from '../recipe/plan-facts.ts'
import { refuseErrors } from '../recipe/refuse-errors.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { storedDataset } from '../open-datasets.ts'
import type { Project } from '../project/projects.ts'
import type { Workplace } from '../workplace.ts'
import { encodeCheckpoint, originOf } from './checkpoint.ts'
import { readNewestCheckpoint } from './checkpoint-files.ts'
import { follow } from './follow.ts'
import { resolvePlan } from './resolve-plan.ts'
import type { Run } from './run.ts'
import { madeBy, madeByEach, sourcesOf } from './run-sources.ts'
import { rowOf } from './start-row.ts'
import type { Training } from './trainings.ts'
import { reportToVerify, verifyRun } from './verify-run.ts'

type Stop = AbortSignal | undefined
type Steering = 'pause' | 'oneEpoch' | 'finish'

export function runCalls(workplace: Workplace) {
  const { projects, datasets, preparations, runs, trainings, predictor, importances, options, tensorflow, createTrainWorker } = workplace
  const find = async (projectId: string, runId: string): Promise<Run> => (await runs.of(await projects.open(projectId))).get(runId)
  const trainingOf = (project: Project, run: Run, dataset: OpenDataset, plan: Plan): Omit<Training, 'purpose'> => ({
    run,
    table: dataset.table,
    plan,
    startRow: (row) => rowOf(dataset, row + 1),
    looks: async (tested) => (tested ? await project.change((file) => ({ ...file, looks: file.looks + 1 })) : project.file).looks,
  })
  const resumeInterrupted = async (project: Project, run: Run, signal: Stop): Promise<void> => {
    const { plan, dataset, program, origin, close } = await sourcesOf(workplace, project, run, signal)
    try {
      const found = await readNewestCheckpoint(run.place.folder, await run.known(), origin, program)
      const resumeFrom = found?.state ?? null
      const settled = plan.training.engine === 'tensorflow' && tensorflow.place() === null ? withUsualEngine(plan) : null
      const own = settled === null ? origin : originOf(settled, program, madeBy(workplace, settled))
      await run.revive(resumeFrom ?? { step: 0, epoch: 0 }, found?.damaged ?? 0, resumeFrom?.best?.epoch ?? null, settled)
      // What it goes on from is of the plan with the other engine from now on.
      if (settled !== null && resumeFrom !== null) await run.keepCheckpoint({ step: resumeFrom.step, epoch: resumeFrom.epoch }, encodeCheckpoint(resumeFrom, own))
      const training = trainingOf(project, run, dataset, settled ?? plan)
      // The last time that the data are asked for: the table itself is in memory.
      const startRow = (row: number) => training.startRow(row).finally(close)
      trainings.add({ ...training, startRow, purpose: { kind: 'run', origin: own, resumeFrom, choose: null } })
    } catch (error) {
      await close()
      throw error
    }
  }
  return {
    /** Throws the recipe's failures, `network.invalid` and `training.invalid` with their place. */
    async start(projectId: string, asked: Plan, signal: Stop): Promise<RunSummary> {
      const project = await projects.open(projectId)
      const dataset = await datasets.of(project, signal)
      const { fileName, sha256 } = dataset.view
      const plan: Plan = { ...asked, dataset: { fileName, sha256, reading: storedDataset(project).entry.reading } }
      const preview = await preparations.of(dataset, plan.recipe, signal)
      const facts = factsOf(preview)
      const check = checkPlan(plan, facts)
      refuseErrors(check)
      if (check.engine.name === 'tensorflow' && tensorflow.place() === null) throw tensorflow.state() === 'damaged' ? new StudioError('engine.broken') : new StudioError('engine.unavailable', { value: 'tensorflow' })
      const ofProject = await runs.of(project)
      const resolved = resolvePlan(plan, preview, check)
      const run = await ofProject.create(newSummary(plan, preview, check), plan, resolved)
      const origin = originOf(resolved, buildProgram(resolved, facts), madeBy(workplace, resolved))
      trainings.add({ ...trainingOf(project, run, dataset, resolved), purpose: { kind: 'run', origin, resumeFrom: null, choose: { asked: plan.training.engine, madeBy: madeByEach(workplace) } } })
      return run.summary
    },

    async list(projectId: string): Promise<RunSummary[]> {
      const ofProject = await runs.of(await projects.open(projectId))
      return ofProject.list().map((run) => run.summary)
    },

    async plans(projectId: string): Promise<RunPlan[]> {
      const ofProject = await runs.of(await projects.open(projectId))
      return await Promise.all(ofProject.list().map(async (run) => ({ runId: run.id, plan: await run.plan().catch(() => null) })))
    },

    async detail(projectId: string, runId: string): Promise<RunDetail> {
      return await detailOf(await find(projectId, runId), await projects.open(projectId))
    },

    /** Throws `project.damaged` where what was kept is not whole. */
    scores: async (projectId: string, runId: string, signal: Stop): Promise<RunScores | null> => await predictor.scores(await find(projectId, runId), signal),

    /** Throws `run.unfinished` before it is judged, `request.invalid` where it does not choose between two answers. */
    async useCutOff(projectId: string, runId: string, cutOff: ChosenCutOff | null): Promise<RunDetail> {
      const run = await find(projectId, runId)
      if (run.live || !run.summary.hasModel) throw new StudioError('run.unfinished')
      if (run.summary.task !== 'binary') throw new StudioError('request.invalid', { setting: 'cutOff', value: run.summary.task, expected: 'binary' })
      const project = await projects.open(projectId)
      // Counted first: a look that is not counted is the worse mistake.
      if (cutOff?.chosenOn === 'test') await project.change((file) => ({ ...file, looks: file.looks + 1 }))
      await run.keepCutOff(cutOff)
      return await detailOf(run, project)
    },

    /** Throws `run.unfinished` before it is judged. */
    async lookAtTest(projectId: string, runId: string): Promise<RunDetail> {
      const run = await find(projectId, runId)
      if (run.live || !run.summary.hasModel) throw new StudioError('run.unfinished')
      const project = await projects.open(projectId)
      await project.change((file) => ({ ...file, looks: file.looks + 1 }))
      return await detailOf(run, project)
    },

    async *follow(projectId: string, runId: string, fromStep: number, signal: Stop): AsyncGenerator<RunEvent, void> {
      yield* follow(await find(projectId, runId), fromStep, signal)
    },

    /**
     * Of a paused run: goes on. Of an interrupted one: goes on from its last sound checkpoint, or from the beginning where it has
     * none yet. Throws `run.ended`, `run.busy`, `run.otherData` and `checkpoint.*`; the run is then as it was.
     */
    async resume(projectId: string, runId: string, signal: Stop): Promise<RunSummary> {
      const run = await find(projectId, runId)
      if (run.summary.resumesAt === undefined) await trainings.resume(run)
      else await resumeInterrupted(await projects.open(projectId), run, signal)
      return run.summary
    },

    /** Throws `run.busy`, `run.unfinished`, `run.otherData`. */
    async *verify(projectId: string, runId: string, signal: Stop): AsyncGenerator<VerifyEvent, void> {
      const run = await find(projectId, runId)
      const report = await reportToVerify(run)
      const sources = await sourcesOf(workplace, await projects.open(projectId), run, signal)
      try {
        yield* verifyRun({ run, sources, wasm: options.wasm, tensorflow: tensorflow.place(), createWorker: createTrainWorker }, report, signal)
      } finally {
        await sources.close()
      }
    },

    /** Throws `run.unfinished`, `run.noModel`, `run.otherData`. */
    async *importance(projectId: string, runId: string, signal: Stop): AsyncGenerator<ImportanceEvent, void> {
      const run = await find(projectId, runId)
      if (run.live) throw new StudioError('run.unfinished')
      const sources = await sourcesOf(workplace, await projects.open(projectId), run, signal)
      try {
        yield* importances.of(run, sources, signal)
      } finally {
        await sources.close()
      }
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

    /** Throws `run.busy` while it lives. */
    async remove(projectId: string, runId: string): Promise<Record<string, never>> {
      const ofProject = await runs.of(await projects.open(projectId))
      await ofProject.setAside(ofProject.get(runId))
      return {}
    },

    /** Throws `run.unknown` where it is gone for good. */
    async restore(projectId: string, runId: string): Promise<RunSummary> {
      const ofProject = await runs.of(await projects.open(projectId))
      return (await ofProject.restore(runId)).summary
    },

    async rename(projectId: string, runId: string, name: string): Promise<RunSummary> {
      const run = await find(projectId, runId)
      await run.note({ kind: 'name', name })
      return run.summary
    },
  }
}

/** The same, to be gone on with where TensorFlow is not here any more: both engines keep the same numbers. */
function withUsualEngine(plan: Plan): Plan {
  const { jitCompile: _, ...training } = plan.training
  return { ...plan, training: { ...training, engine: 'compiled' } }
}

async function detailOf(run: Run, { file: { looks } }: Project): Promise<RunDetail> {
  const [cutOff, plan, report] = [await run.cutOff(), await run.plan(), await run.report()]
  const causes = causesOf(run, plan, report)
  return { summary: run.summary, plan, report, looks, ...(cutOff === null ? {} : { cutOff }), ...(causes.length === 0 ? {} : { causes }) }
}

function causesOf({ summary: { state, parameters }, epochs }: Run, plan: Plan, report: RunDetail['report']): LikelyCause[] {
  if (report === null || report.answer === null || state.kind !== 'finished') return []
  return likelyCauses({ plan, epochs, reason: state.reason, parameters, report: { ...report, answer: report.answer } })
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
