/** The training loop: order of rows, batches, early stopping, what is kept and what is told. The same for every engine. */
import { epochOrder } from '#engine/random/philox.ts'
import type { BestSoFar } from './best-so-far.ts'
import { createBestSoFar } from './best-so-far.ts'
import { likelyCause } from './cause.ts'
import { withBalancedClasses } from './class-weights.ts'
import type { Rows, TrainableModel } from './engine.ts'
import { evaluateRows, sampleOf } from './evaluate-rows.ts'
import { learningRateOf } from './optimizers/create-optimizer.ts'
import type { TrainingEnd, TrainingJob, TrainingOutcome } from './outcome.ts'
import type { Pacer } from './pacer.ts'
import { createPacer } from './pacer.ts'
import type { StepReports } from './step-reports.ts'
import { createStepReports } from './step-reports.ts'

export type { TrainingControl, TrainingJob, TrainingOutcome, TrainingWatch, Wish } from './outcome.ts'

/**
 * Trains to the end, a wish of the person, or a loss that is no number. The same job gives the same weights, bit for bit,
 * whatever pauses are made.
 */
export async function train(job: TrainingJob): Promise<TrainingOutcome> {
  const { training } = job.plan
  const rows = training.classWeights === 'balanced' && job.program.loss.name.endsWith('Crossentropy') ? withBalancedClasses(job.rows, job.program.outputs) : job.rows
  const asked = performance.now()
  const model = await job.engine.load(job.program, training, rows)
  const course: Course = {
    job,
    rows,
    measured: sampleOf(job.rows, job.program),
    model,
    learningRate: learningRateOf(training.optimizer),
    pacer: createPacer(job.pause),
    reports: createStepReports(job.watch),
    best: createBestSoFar(training.earlyStopping),
    step: 0,
    epoch: 0,
    divergedAt: null,
  }
  const compileSeconds = (performance.now() - asked) / 1000
  try {
    const reason = await runEpochs(course)
    course.reports.flush()
    return { ...outcomeOf(course, reason), compileSeconds }
  } finally {
    model.dispose()
  }
}

/** Where a run stands. */
interface Course {
  readonly job: TrainingJob
  /** With class weights, where they are asked for. */
  readonly rows: Rows
  /** Training rows that metrics are taken from. */
  readonly measured: Rows
  readonly model: TrainableModel
  readonly learningRate: number
  readonly pacer: Pacer
  readonly reports: StepReports
  readonly best: BestSoFar
  step: number
  /** Whole epochs. */
  epoch: number
  divergedAt: number | null
}

async function runEpochs(course: Course): Promise<TrainingEnd> {
  const { job, best } = course
  while (course.epoch < job.plan.training.epochs) {
    const end = await runEpoch(course)
    if (end !== null) return end
    if (best.isOver(course.epoch)) return 'stoppedEarly'
    if (job.control.wish() === 'oneEpoch') job.control.epochDone()
  }
  return 'completed'
}

/** null: the epoch is complete. */
async function runEpoch(course: Course): Promise<TrainingEnd | null> {
  const { job, rows, model, pacer, reports, learningRate } = course
  const { batchSize, seed } = job.plan.training
  const order = epochOrder(rows.count, seed, course.epoch + 1)
  let lossSum = 0
  for (let from = 0; from < rows.count; from += batchSize) {
    const end = pacer.obey(job.control, reports.flush)
    const wished = end instanceof Promise ? await end : end
    if (wished !== null) return wished
    pacer.start()
    const batch = order.subarray(from, Math.min(rows.count, from + batchSize))
    const { loss } = model.step(batch, course.step + 1, learningRate)
    course.step += 1
    reports.add(loss, learningRate)
    if (!Number.isFinite(loss)) return diverged(course)
    lossSum += loss * batch.length
    const breath = pacer.breathe()
    if (breath !== undefined) await breath
  }
  course.epoch += 1
  return await closeEpoch(course, lossSum / rows.count)
}

/** Measures the epoch that is over and tells about it. Its training loss is the mean over its steps, as Keras reports it. */
async function closeEpoch(course: Course, trainingLoss: number): Promise<TrainingEnd | null> {
  const { job, model, pacer, reports, best, epoch, step, learningRate } = course
  const layers = model.norms()
  const onTraining = await evaluateRows(model, job.program, course.measured, job.measure, pacer.breathe)
  const onValidation = job.validation === null ? null : await evaluateRows(model, job.program, job.validation, job.measure, pacer.breathe)
  // The last update went wrong: no further step would show it in the last epoch.
  if (!Number.isFinite(onTraining.loss) || (onValidation !== null && !Number.isFinite(onValidation.loss))) {
    model.stepBack()
    return diverged(course)
  }
  reports.flush()
  job.watch.epoch({
    epoch,
    step,
    seconds: pacer.seconds(),
    learningRate,
    training: { ...onTraining.measures, loss: trainingLoss },
    validation: onValidation === null ? {} : { ...onValidation.measures, loss: onValidation.loss },
    layers,
  })
  const isBest = best.take(epoch, onValidation?.loss ?? trainingLoss, model.weights)
  if (isBest) job.watch.best?.(epoch, best.weights() ?? [])
  return null
}

function diverged(course: Course): TrainingEnd {
  course.divergedAt = course.step
  return 'diverged'
}

function outcomeOf(course: Course, reason: TrainingEnd): Omit<TrainingOutcome, 'compileSeconds'> {
  const { job, rows, model, best, reports, learningRate, step, epoch, divergedAt } = course
  const { training } = job.plan
  const restored = reason === 'finishedByPerson' || (keepsBest(training.earlyStopping) && (reason === 'completed' || reason === 'stoppedEarly')) ? best.weights() : null
  const atEndOfEpoch = reason === 'completed' || reason === 'stoppedEarly'
  return {
    reason,
    step,
    epoch,
    bestEpoch: best.epoch(),
    weights: restored ?? model.weights(),
    weightsEpoch: restored === null ? (atEndOfEpoch ? epoch : null) : best.epoch(),
    divergedAt,
    cause: divergedAt === null ? null : likelyCause({ training, rows, step: divergedAt, learningRate, losses: reports.recent() }),
    seconds: course.pacer.seconds(),
  }
}

function keepsBest({ enabled, restoreBest }: { enabled: boolean; restoreBest: boolean }): boolean {
  return enabled && restoreBest
}
