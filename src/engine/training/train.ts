/** The training loop: order of rows, batches, early stopping, what is kept and what is told. The same for every engine. */
import { epochOrder } from '#engine/random/philox.ts'
import type { BestSoFar } from './best-so-far.ts'
import { createBestSoFar } from './best-so-far.ts'
import { likelyCause } from './cause.ts'
import type { CheckpointPace } from './checkpoint-pace.ts'
import { createCheckpointPace } from './checkpoint-pace.ts'
import { withClassWeights } from './class-weights.ts'
import type { CourseState } from './course-state.ts'
import { checkCounts } from './course-state.ts'
import type { Rows, TrainableModel } from './engine.ts'
import { evaluateRows, sampleOf } from './evaluate-rows.ts'
import { learningRateOf } from './optimizers/create-optimizer.ts'
import type { LookPace } from './look-pace.ts'
import { createLookPace } from './look-pace.ts'
import type { TrainingEnd, TrainingJob, TrainingOutcome, TrainingWatch } from './outcome.ts'
import type { Pacer } from './pacer.ts'
import { createPacer } from './pacer.ts'
import type { Schedule } from './schedule.ts'
import { createSchedule } from './schedule.ts'
import { startOnData } from './start-on-data.ts'
import type { StepReports } from './step-reports.ts'
import { createStepReports } from './step-reports.ts'

export type { TrainingControl, TrainingJob, TrainingOutcome, TrainingWatch, Wish } from './outcome.ts'

/**
 * Trains to the end, a wish of the person, or a loss that is no number. The same job gives the same weights, bit for bit,
 * whatever pauses are made, and wherever it was interrupted and resumed from a checkpoint.
 */
export async function train(job: TrainingJob): Promise<TrainingOutcome> {
  const { training } = job.plan
  const { resumeFrom } = job
  if (resumeFrom !== undefined) checkCounts(resumeFrom, job.rows.count, training.batchSize, training.epochs)
  const rows = withClassWeights(job.rows, training, job.program)
  const asked = performance.now()
  const model = await job.engine.load(job.program, training, rows)
  const looks = createLookPace(job.watch.layers)
  const telling: TrainingWatch = {
    ...job.watch,
    steps(...steps) {
      job.watch.steps(...steps)
      looks.take(model)
    },
  }
  const course: Course = {
    job,
    rows,
    measured: sampleOf(job.rows, job.program),
    model,
    schedule: createSchedule(training.schedule, { learningRate: learningRateOf(training.optimizer), stepsPerEpoch: Math.ceil(job.rows.count / training.batchSize), epochs: training.epochs }),
    pacer: createPacer(job.pause, resumeFrom?.seconds),
    looks,
    reports: createStepReports(telling, resumeFrom && { steps: resumeFrom.step, recent: resumeFrom.recentLosses }),
    checkpoints: createCheckpointPace(job.checkpointMilliseconds),
    best: createBestSoFar(training.earlyStopping, resumeFrom?.best),
    step: resumeFrom?.step ?? 0,
    epoch: resumeFrom?.epoch ?? 0,
    rowsDone: resumeFrom?.rowsDone ?? 0,
    lossSum: resumeFrom?.lossSum ?? 0,
    // Before the first step there is nothing to keep.
    keptAt: resumeFrom?.step ?? 0,
    divergedAt: null,
    divergedIn: null,
  }
  try {
    if (resumeFrom === undefined) startOnData(model, job.program, job.rows)
    else {
      model.setWeights(resumeFrom.weights, resumeFrom.earlierWeights)
      model.setOptimizerState(resumeFrom.optimizer)
      course.schedule.setState(resumeFrom.schedule)
    }
    const compileSeconds = (performance.now() - asked) / 1000
    const reason = await runEpochs(course)
    course.reports.flush()
    // In the middle of an epoch the last step is still to be seen.
    if (course.rowsDone > 0 || reason === 'diverged') looks.take(model, true)
    if (reason !== 'diverged' && reason !== 'discarded') keep(course)
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
  readonly schedule: Schedule
  readonly pacer: Pacer
  readonly looks: LookPace
  readonly reports: StepReports
  readonly checkpoints: CheckpointPace
  readonly best: BestSoFar
  step: number
  /** Whole epochs. */
  epoch: number
  /** Of the epoch under way: rows learned from, and the sum of their losses. */
  rowsDone: number
  lossSum: number
  /** Step of the last checkpoint. */
  keptAt: number
  divergedAt: number | null
  divergedIn: TrainingOutcome['divergedIn']
}

async function runEpochs(course: Course): Promise<TrainingEnd> {
  const { job, best } = course
  // Looked at before the first epoch too: a checkpoint may be from the end of the last one.
  while (!best.isOver(course.epoch)) {
    if (course.epoch >= job.plan.training.epochs) return 'completed'
    const end = await runEpoch(course)
    if (end !== null) return end
    if (job.control.wish() === 'oneEpoch' && !best.isOver(course.epoch)) job.control.epochDone()
  }
  return 'stoppedEarly'
}

/** null: the epoch is complete. */
async function runEpoch(course: Course): Promise<TrainingEnd | null> {
  const { job, rows, pacer, checkpoints } = course
  const order = epochOrder(rows.count, job.plan.training.seed, course.epoch + 1)
  while (course.rowsDone < rows.count) {
    if (course.step === job.lastStep) return 'finishedByPerson'
    if (checkpoints.isDue()) keep(course)
    const end = pacer.obey(job.control, () => keep(course))
    const wished = end instanceof Promise ? await end : end
    if (wished !== null) return wished
    pacer.start()
    if (!learn(course, order)) return diverged(course)
    const breath = pacer.breathe()
    if (breath !== undefined) await breath
  }
  const trainingLoss = course.lossSum / rows.count
  course.epoch += 1
  course.rowsDone = 0
  course.lossSum = 0
  return await closeEpoch(course, trainingLoss)
}

/** One step, or as many as the engine likes to make in one go. False: a loss was no number. */
function learn(course: Course, order: Int32Array): boolean {
  const { job, rows, model, schedule } = course
  const { batchSize } = job.plan.training
  const batchAt = (from: number): Int32Array => order.subarray(from, Math.min(rows.count, from + batchSize))
  if (model.together === undefined) {
    const batch = batchAt(course.rowsDone)
    const learningRate = schedule.rateAt(course.step + 1)
    return stepDone(course, batch, learningRate, model.step(batch, course.step + 1, learningRate).loss)
  }
  const left = Math.min(Math.ceil((rows.count - course.rowsDone) / batchSize), (job.lastStep ?? Infinity) - course.step)
  const batches = Array.from({ length: Math.min(left, model.together.most()) }, (_, at) => batchAt(course.rowsDone + at * batchSize))
  const first = course.step + 1
  const rates = batches.map((_, at) => schedule.rateAt(first + at))
  const results = model.together.steps(batches, first, rates)
  return results.every(({ loss }, at) => stepDone(course, batches[at] ?? new Int32Array(), rates[at] ?? NaN, loss))
}

function stepDone(course: Course, batch: Int32Array, learningRate: number, loss: number): boolean {
  course.step += 1
  course.reports.add(loss, learningRate)
  if (!Number.isFinite(loss)) {
    const trouble = course.model.trouble()
    course.divergedIn = trouble === null ? null : { layerId: trouble.layerId, rows: trouble.batchRows.map((at) => batch[at] ?? 0) }
    return false
  }
  course.rowsDone += batch.length
  course.lossSum += loss * batch.length
  return true
}

/** Tells where the run stands, all that came before first. */
function keep(course: Course): void {
  const { job, reports, checkpoints, step } = course
  reports.flush()
  if (step === course.keptAt) return
  course.keptAt = step
  checkpoints.take(() => job.watch.checkpoint?.(stateOf(course)))
}

function stateOf({ step, epoch, rowsDone, lossSum, pacer, reports, best, schedule, model }: Course): CourseState {
  return {
    step,
    epoch,
    rowsDone,
    lossSum,
    seconds: pacer.seconds(),
    recentLosses: reports.recent(),
    best: best.state(),
    schedule: schedule.state(),
    weights: model.weights(),
    earlierWeights: model.earlierWeights(),
    optimizer: model.optimizerState(),
  }
}

/** Measures the epoch that is over and tells about it. Its training loss is the mean over its steps, as Keras reports it. */
async function closeEpoch(course: Course, trainingLoss: number): Promise<TrainingEnd | null> {
  const { job, model, pacer, looks, reports, best, schedule, epoch, step } = course
  const layers = model.norms()
  // The last one is looked at in any case; whether early stopping ends it here is known once it is measured.
  looks.take(model, epoch === job.plan.training.epochs || best.isOver(epoch))
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
    // Of the last step, as Keras reports it.
    learningRate: schedule.rateAt(step),
    training: { ...onTraining.measures, loss: trainingLoss },
    validation: onValidation === null ? {} : { ...onValidation.measures, loss: onValidation.loss },
    layers,
  })
  const watched = onValidation?.loss ?? trainingLoss
  schedule.epochDone(watched)
  const isBest = best.take(epoch, watched, model.answerWeights)
  if (isBest) job.watch.best?.(epoch, best.weights() ?? [])
  return null
}

function diverged(course: Course): TrainingEnd {
  course.divergedAt = course.step
  return 'diverged'
}

function outcomeOf(course: Course, reason: TrainingEnd): Omit<TrainingOutcome, 'compileSeconds'> {
  const { job, rows, model, best, reports, schedule, step, epoch, divergedAt } = course
  const { training } = job.plan
  const restored = reason === 'finishedByPerson' || (keepsBest(training.earlyStopping) && (reason === 'completed' || reason === 'stoppedEarly')) ? best.weights() : null
  const atEndOfEpoch = reason === 'completed' || reason === 'stoppedEarly'
  return {
    reason,
    step,
    epoch,
    bestEpoch: best.epoch(),
    weights: restored ?? model.answerWeights(),
    weightsEpoch: restored === null ? (atEndOfEpoch ? epoch : null) : best.epoch(),
    divergedAt,
    divergedIn: course.divergedIn,
    cause: divergedAt === null ? null : likelyCause({ training, rows, step: divergedAt, learningRate: schedule.rateAt(divergedAt), losses: reports.recent() }),
    seconds: course.pacer.seconds(),
  }
}

function keepsBest({ enabled, restoreBest }: { enabled: boolean; restoreBest: boolean }): boolean {
  return enabled && restoreBest
}
