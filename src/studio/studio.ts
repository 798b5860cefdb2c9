/** Table of contents: one handler for each line of the contract. A missing or wrong one does not compile. */
import { implement } from '@orpc/server'
import { studioContract } from '#contract/studio.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { datasetCalls } from './dataset-calls.ts'
import { describeStudio } from './describe-studio.ts'
import { engineCalls } from './engines/engine-calls.ts'
import { predictCalls } from './predict/predict-calls.ts'
import { projectCalls } from './project/project-calls.ts'
import { planCalls } from './recipe/plan-calls.ts'
import { runCalls } from './run/run-calls.ts'
import type { Workplace } from './workplace.ts'

export function createRouter(workplace: Workplace) {
  const on = implement(studioContract)
  const engine = engineCalls(workplace)
  const project = projectCalls(workplace)
  const dataset = datasetCalls(workplace)
  const plan = planCalls(workplace)
  const run = runCalls(workplace)
  const predict = predictCalls(workplace)
  return on.router({
    studio: {
      describe: on.studio.describe.handler(() => describeStudio(workplace)),
      catalogue: on.studio.catalogue.handler(() => catalogue),
    },
    engine: {
      runtime: on.engine.runtime.handler(() => engine.runtime()),
      install: on.engine.install.handler(({ input, signal }) => engine.install(input.source, input.index, input.cuda, signal)),
      remove: on.engine.remove.handler(() => engine.remove()),
    },
    project: {
      list: on.project.list.handler(() => project.list()),
      create: on.project.create.handler(({ input }) => project.create(input.name)),
      open: on.project.open.handler(({ input }) => project.open(input.projectId)),
      rename: on.project.rename.handler(({ input }) => project.rename(input.projectId, input.name)),
      remove: on.project.remove.handler(({ input }) => project.remove(input.projectId)),
      savePlan: on.project.savePlan.handler(({ input }) => project.savePlan(input.projectId, input.plan)),
      keepShown: on.project.keepShown.handler(({ input }) => project.keepShown(input.projectId, input.shown)),
      export: on.project.export.handler(({ input, signal }) => project.export(input.projectId, input.path, signal)),
      import: on.project.import.handler(({ input, signal }) => project.import(input.source, signal)),
    },
    dataset: {
      open: on.dataset.open.handler(({ input, signal }) => dataset.open(input.projectId, input.source, input.reading, signal)),
      replace: on.dataset.replace.handler(({ input, signal }) => dataset.replace(input.projectId, input.source, input.reading, signal)),
      read: on.dataset.read.handler(({ input, signal }) => dataset.read(input.projectId, input.reading, input.sha256 ?? null, signal)),
      view: on.dataset.view.handler(({ input, signal }) => dataset.view(input.projectId, signal)),
      rows: on.dataset.rows.handler(({ input, signal }) => dataset.rows(input.projectId, input.from, input.count, signal)),
      preview: on.dataset.preview.handler(({ input }) => dataset.preview(input.source, input.beginning)),
      look: on.dataset.look.handler(({ input, signal }) => dataset.look(input.projectId, signal)),
      pair: on.dataset.pair.handler(({ input, signal }) => dataset.pair(input.projectId, input.x, input.y, signal)),
      tryReading: on.dataset.tryReading.handler(({ input }) => dataset.tryReading(input.projectId, input.reading)),
    },
    recipe: {
      preview: on.recipe.preview.handler(({ input, signal }) => plan.preview(input.projectId, input.recipe, signal)),
      steps: on.recipe.steps.handler(({ input, signal }) => plan.steps(input.projectId, input.steps, signal)),
    },
    plan: {
      suggest: on.plan.suggest.handler(({ input, signal }) => plan.suggest(input.projectId, input.plan, signal)),
      findLearningRate: on.plan.findLearningRate.handler(({ input, signal }) => plan.findLearningRate(input.projectId, input.plan, signal)),
    },
    network: {
      check: on.network.check.handler(({ input, signal }) => plan.check(input.projectId, input.plan, signal)),
      template: on.network.template.handler(({ input, signal }) => plan.template(input.projectId, input.template, input.plan, signal)),
    },
    run: {
      start: on.run.start.handler(({ input, signal }) => run.start(input.projectId, input.plan, signal)),
      list: on.run.list.handler(({ input }) => run.list(input.projectId)),
      plans: on.run.plans.handler(({ input }) => run.plans(input.projectId)),
      detail: on.run.detail.handler(({ input }) => run.detail(input.projectId, input.runId)),
      follow: on.run.follow.handler(({ input, signal }) => run.follow(input.projectId, input.runId, input.fromStep, signal)),
      pause: on.run.pause.handler(({ input }) => run.steer(input.projectId, input.runId, 'pause')),
      resume: on.run.resume.handler(({ input, signal }) => run.resume(input.projectId, input.runId, signal)),
      verify: on.run.verify.handler(({ input, signal }) => run.verify(input.projectId, input.runId, signal)),
      importance: on.run.importance.handler(({ input, signal }) => run.importance(input.projectId, input.runId, signal)),
      oneEpoch: on.run.oneEpoch.handler(({ input }) => run.steer(input.projectId, input.runId, 'oneEpoch')),
      finish: on.run.finish.handler(({ input }) => run.steer(input.projectId, input.runId, 'finish')),
      discard: on.run.discard.handler(({ input }) => run.discard(input.projectId, input.runId)),
      remove: on.run.remove.handler(({ input }) => run.remove(input.projectId, input.runId)),
      restore: on.run.restore.handler(({ input }) => run.restore(input.projectId, input.runId)),
      rename: on.run.rename.handler(({ input }) => run.rename(input.projectId, input.runId, input.name)),
      scores: on.run.scores.handler(({ input, signal }) => run.scores(input.projectId, input.runId, signal)),
      lookAtTest: on.run.lookAtTest.handler(({ input }) => run.lookAtTest(input.projectId, input.runId)),
      useCutOff: on.run.useCutOff.handler(({ input }) => run.useCutOff(input.projectId, input.runId, input.cutOff)),
    },
    predict: {
      form: on.predict.form.handler(({ input, signal }) => predict.form(input.projectId, input.runId, input.row, signal)),
      row: on.predict.row.handler(({ input, signal }) => predict.row(input.projectId, input.runId, input.values, signal)),
      file: on.predict.file.handler(({ input, signal }) => predict.file(input.projectId, input.runId, input, signal)),
      save: on.predict.save.handler(({ input }) => predict.save(input.projectId, input.runId, input.predictionId, input.format, input.path)),
    },
  })
}
