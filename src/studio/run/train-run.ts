/** One run from table to report, inside its thread: prepare, train, judge. Says each part through `tell`. */
import { createHash } from 'node:crypto'
import { StudioError } from '#contract/errors.ts'
import { Plan } from '#contract/plan.ts'
import type { FinishReason, Measures, Report } from '#contract/run.ts'
import { measure } from '#engine/metrics/measure.ts'
import { checkPlan } from '#engine/network/check.ts'
import type { Program } from '#engine/network/program.ts'
import { buildProgram } from '#engine/network/program.ts'
import { prepare } from '#engine/recipe/prepare.ts'
import type { Prepared } from '#engine/recipe/prepare.ts'
import { answerOfRun } from '#engine/report/answer-of-run.ts'
import { keepScores } from '#engine/report/kept-scores.ts'
import type { KeptParts } from '#engine/report/run-scores.ts'
import type { Engine, Rows } from '#engine/training/engine.ts'
import { evaluateRows } from '#engine/training/evaluate-rows.ts'
import { train } from '#engine/training/train.ts'
import type { TrainingOutcome } from '#engine/training/train.ts'
import { chooseEngine } from '../engines/choose-engine.ts'
import { createEngine } from '../engines/create-engine.ts'
import { helperThreads } from '../engines/helper-threads.ts'
import { factsOfPrepared } from '../recipe/plan-facts.ts'
import { encodeCheckpoint, originOf } from './checkpoint.ts'
import { createControl } from './control.ts'
import { KeptWeights, weightsFile } from './kept-weights.ts'
import { encodeScores } from './scores-file.ts'
import type { TrainMessage, TrainRequest } from './train-messages.ts'

type Tell = (message: TrainMessage) => void

/** Throws what its parts throw; where memory did not suffice, with the batch size that would ask for half of it. */
export async function trainRun(request: TrainRequest, tell: Tell): Promise<void> {
  try {
    await trainAndJudge(request, tell)
  } catch (error) {
    throw error instanceof StudioError && error.code === 'engine.memory' ? new StudioError('engine.memory', { ...error.details, count: Math.floor(request.plan.training.batchSize / 2) }) : error
  }
}

async function trainAndJudge({ table, plan: given, wasm, unroll, control, purpose, tensorflow }: TrainRequest, tell: Tell): Promise<void> {
  const prepared = prepare(table, given.recipe)
  tell({ kind: 'prepared', fitted: JSON.stringify(prepared.fitted), startRow: startRowOf(prepared) })
  const facts = factsOfPrepared(prepared)
  const program = buildProgram(given, facts)
  const { parameters, multiplyAdds } = checkPlan(given, facts)
  const { training, validation } = prepared
  const { batchSize, epochs } = given.training
  const plannedSteps = Math.ceil(training.count / batchSize) * epochs
  const question = purpose.kind === 'run' ? purpose.choose : null
  const options = { wasm, unroll, tensorflow, helpers: helperThreads() }
  const { engine, choice, training: settled } = question === null ? { engine: await createEngine(given.training, options), choice: null, training: given.training } : await chooseEngine(question.asked, given.training, program, training, plannedSteps, options)
  // Written as it will be read again, to the order of its settings: that is what tells one plan from another.
  const plan = choice === null ? given : Plan.parse({ ...given, training: settled })
  // A run that goes on later is one of the plan as it was settled.
  const origin = purpose.kind !== 'run' ? null : question === null || choice === null ? purpose.origin : originOf(plan, program, question.madeBy[choice.trials[choice.chosen]?.engine ?? 'compiled'])
  if (choice !== null) tell({ kind: 'chosen', plan, choice })
  const device = (await engine.start?.(program, plan.training, training)) ?? 'cpu'
  tell({ kind: 'started', engine: engine.name, device, parameters, plannedSteps })
  const kept = new KeptWeights((file, bestEpoch) => tell({ kind: 'weights', bestEpoch, file }))
  const resumeFrom = purpose.kind === 'run' ? purpose.resumeFrom : null
  // What lies on the disk may be of an epoch that is yet to come again.
  const bestBefore = resumeFrom?.best ?? null
  if (bestBefore !== null) kept.best(bestBefore.weights, bestBefore.epoch)
  const outcome = await train({
    program,
    plan,
    rows: training,
    validation,
    engine,
    measure: (outputs, rows) => measuresOf(prepared, outputs, rows, plan.training.metrics),
    control: createControl(control, () => tell({ kind: 'epochDone' })),
    watch: {
      steps: (_from, loss, learningRate) => tell({ kind: 'steps', loss, learningRate }),
      epoch(record) {
        tell({ kind: 'epoch', record })
        kept.tick()
      },
      layers: (layers) => tell({ kind: 'layers', layers }),
      best: (epoch, weights) => kept.best(weights, epoch),
      ...(origin !== null ? { checkpoint: (state) => tell({ kind: 'checkpoint', position: { step: state.step, epoch: state.epoch }, file: encodeCheckpoint(state, origin) }) } : {}),
    },
    ...(resumeFrom === null ? {} : { resumeFrom }),
    ...(purpose.kind === 'repeat' && purpose.lastStep !== null ? { lastStep: purpose.lastStep } : {}),
    // Steered through shared memory, and what it posts leaves at once: there is nothing to let through.
    pause: () => Promise.resolve(),
  })
  const file = weightsFile(outcome.weights)
  tell({ kind: 'weights', bestEpoch: outcome.bestEpoch, file })
  tell({ kind: 'trained' })
  // Weights of a run that diverged before its first update are the starting ones: they answer nothing worth judging.
  const result = outcome.step > 0 && origin !== null ? await judged({ table, plan, prepared, program, engine, outcome, file, madeBy: origin.madeBy }) : null
  // What the report stands on is there before it.
  if (result !== null) tell({ kind: 'scores', file: encodeScores(result.scores) })
  if (result !== null) tell({ kind: 'report', report: result.report })
  tell({
    kind: 'ended',
    reason: reasonOf(outcome),
    ...(outcome.divergedAt === null ? {} : { step: outcome.divergedAt }),
    ...(outcome.cause === null ? {} : { cause: outcome.cause }),
    ...(outcome.divergedIn === null ? {} : { where: whereOf(outcome.divergedIn, plan, prepared) }),
    // A run that was resumed spent its time in more than one process: it says nothing of this one's speed.
    speed: outcome.step === 0 || purpose.kind === 'repeat' || resumeFrom !== null ? null : { seconds: outcome.seconds, steps: outcome.step, multiplyAdds: multiplyAdds * Math.min(batchSize, training.count) },
  })
}

/** As people count: layers of the plan and rows of the file from 1, the output layer 0. */
function whereOf({ layerId, rows }: NonNullable<TrainingOutcome['divergedIn']>, { network }: Plan, { rowNumbers: { training } }: Prepared): { layer: number; rows: number[] } {
  return { layer: network.layers.findIndex(({ id }) => id === layerId) + 1, rows: rows.map((row) => (training[row] ?? 0) + 1) }
}

/** A row the network has not seen, where there is one. */
function startRowOf({ rowNumbers: { test, validation, training } }: Prepared): number {
  return test[0] ?? validation[0] ?? training[0] ?? 0
}

function measuresOf({ task, fitted }: Prepared, outputs: Float32Array, rows: Rows, names: readonly string[]): Measures {
  return measure(task, outputs, rows, { scale: fitted.target.scale, names })
}

interface Trained extends Pick<TrainRequest, 'table' | 'plan'> {
  prepared: Prepared
  program: Program
  engine: Engine
  outcome: TrainingOutcome
  /** The weights as they are kept. */
  file: Uint8Array
  madeBy: string
}

/** The report on the weights that are kept, and what they say row by row; null where they answer with numbers too large to judge. */
async function judged({ table, plan, prepared, program, engine, outcome, file, madeBy }: Trained): Promise<{ report: Omit<Report, 'looks' | 'historySha256'>; scores: KeptParts } | null> {
  const { training, validation, test, rowNumbers, task } = prepared
  const model = await engine.load(program, plan.training, training)
  const answered = { training: {}, validation: {}, test: {} }
  const scores: KeptParts = { validation: null, test: null }
  let testOutputs = new Float32Array(0)
  try {
    model.setWeights(outcome.weights)
    for (const [part, rows] of [['training', training], ['validation', validation], ['test', test]] as const) {
      if (rows === null) continue
      const { loss, measures, outputs } = await evaluateRows(model, program, rows, (own) => measuresOf(prepared, own, rows, plan.training.metrics), () => undefined)
      if (!Number.isFinite(loss)) return null
      answered[part] = { loss, ...measures }
      if (part === 'test') testOutputs = outputs
      if (part !== 'training') scores[part] = keepScores(task, outputs, rows, rowNumbers[part])
    }
  } finally {
    model.dispose()
  }
  const report = {
    rows: { training: training.count, validation: validation?.count ?? 0, test: test?.count ?? 0 },
    inputs: prepared.fitted.inputs.length,
    metrics: answered,
    answer: answerOfRun(table, prepared, testOutputs, plan.training.seed),
    bestEpoch: outcome.bestEpoch,
    seconds: outcome.seconds,
    compileSeconds: outcome.compileSeconds,
    weightsSha256: createHash('sha256').update(file).digest('hex'),
    madeBy,
  }
  return { report, scores }
}

function reasonOf({ reason }: TrainingOutcome): FinishReason {
  // A discarded run's thread is ended from outside; the loop itself never sees that wish here.
  return reason === 'discarded' ? 'interrupted' : reason
}
