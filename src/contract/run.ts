/** A run: one training of one plan, its life, what it sends while it learns, and its report. */
import { z } from 'zod'
import { Unit } from './dataset.ts'
import { Device } from './device.ts'
import { EngineChoice } from './engine-choice.ts'
import { LikelyCause } from './likely-cause.ts'
import { Plan } from './plan.ts'
import { Task } from './recipe.ts'

export const FinishReason = z.enum(['completed', 'stoppedEarly', 'finishedByPerson', 'diverged', 'interrupted', 'failed'])
export type FinishReason = z.infer<typeof FinishReason>

export const RunState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('queued') }),
  z.object({ kind: z.literal('preparing') }),
  z.object({ kind: z.literal('training') }),
  z.object({ kind: z.literal('paused') }),
  z.object({ kind: z.literal('stopping') }),
  /** Weights are kept; the test rows are being judged and the linear model trained. */
  z.object({ kind: z.literal('judging') }),
  z.object({
    kind: z.literal('finished'),
    reason: FinishReason,
    /** diverged: the first step whose loss was no number, from 1; its likely cause (key of `causeTexts`). */
    step: z.number().optional(),
    cause: z.string().optional(),
    /** diverged: the layer it was first seen in (from 1; 0: the output) and data rows (from 1) that led to it. */
    where: z.object({ layer: z.number(), rows: z.array(z.number()) }).optional(),
    /** failed: a StudioError's code and details. */
    error: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()) }).optional(),
  }),
])
export type RunState = z.infer<typeof RunState>

/** Named numbers of one epoch: `loss` and metrics by Keras's names. Only finite values are in it. */
export const Measures = z.record(z.string(), z.number())
export type Measures = z.infer<typeof Measures>

export const EpochRecord = z.object({
  /** From 1. */
  epoch: z.number(),
  /** Steps done at its end. */
  step: z.number(),
  /** Seconds of training since the first step, pauses not counted. */
  seconds: z.number(),
  learningRate: z.number(),
  training: Measures,
  validation: Measures,
  /** Euclidean norms at the epoch's last step, per layer with weights: gradients, weights, and what the step changed. */
  layers: z.array(z.object({ id: z.string(), gradientNorm: z.number(), weightNorm: z.number(), updateNorm: z.number().optional() })),
})
export type EpochRecord = z.infer<typeof EpochRecord>

/** Counts in bins of equal width from the smallest number to the largest. */
export const Histogram = z.object({ low: z.number(), high: z.number(), counts: z.array(z.number()) })
export type Histogram = z.infer<typeof Histogram>

/** A layer as a step left it. */
export const LayerLook = z.object({
  id: z.string(),
  /** Of a sample of its outputs in a batch, and of its kernel; null where there are none. */
  outputs: Histogram.nullable(),
  weights: Histogram.nullable(),
  /** Share of units whose output was 0 in every row looked at; null but for relu. */
  silentShare: z.number().nullable(),
})
export type LayerLook = z.infer<typeof LayerLook>

/** A place between two steps: how many steps and whole epochs are done. */
export const RunPosition = z.object({ step: z.number(), epoch: z.number() })
export type RunPosition = z.infer<typeof RunPosition>

export const RunSummary = z.object({
  id: z.string(),
  /** Counts from 1 within the project. */
  number: z.number(),
  /** Given by the person; '' means none, and the number is shown. */
  name: z.string(),
  /** ISO 8601. */
  startedAt: z.string(),
  state: RunState,
  task: Task,
  engine: z.string(),
  /** What it computes on, as it says itself; absent before it starts, and where an earlier version kept none. */
  device: Device.optional(),
  /** How the engine was chosen; absent where there was nothing to choose. */
  choice: EngineChoice.optional(),
  parameters: z.number(),
  epochs: z.object({ done: z.number(), planned: z.number() }),
  steps: z.object({ done: z.number(), planned: z.number() }),
  bestEpoch: z.number().nullable(),
  /** Whether weights exist, so that it can be judged and predict. */
  hasModel: z.boolean(),
  /**
   * The one figure of the rail: right in 100, how many of a rare answer were found in 100, or mean absolute error; null before
   * the report. Its 95 % range is absent where an earlier version kept none.
   */
  figure: z.object({ kind: z.enum(['rightInHundred', 'foundInHundred', 'meanAbsoluteError']), value: z.number(), low: z.number().optional(), high: z.number().optional() }).nullable(),
  /** How long it has trained, without pauses; absent before its first epoch. */
  seconds: z.number().optional(),
  /** Where an interrupted run goes on when it is resumed (step 0: at its beginning); absent where it can't be. */
  resumesAt: RunPosition.optional(),
  /** Where it last went on; `damaged`: checkpoints that could not be read, so that it was an earlier place. `engine`: which took the place of one that is not here any more. */
  resumed: RunPosition.extend({ damaged: z.number(), engine: z.string().optional() }).optional(),
})
export type RunSummary = z.infer<typeof RunSummary>

/** `steps` carries typed arrays of equal length: entry i belongs to step `from + i` (steps count from 1). */
export const RunEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('summary'), summary: RunSummary }),
  z.object({
    kind: z.literal('steps'),
    from: z.number(),
    /** One value per step, or min-max envelopes of `stride` steps (pairs min, max) for the part already past. */
    stride: z.number(),
    loss: z.instanceof(Float32Array),
    learningRate: z.instanceof(Float32Array),
    /** Steps a second, over the part just sent. */
    rate: z.number(),
  }),
  z.object({ kind: z.literal('epochs'), epochs: z.array(EpochRecord) }),
  /** The layers of late; each takes the place of the one before. */
  z.object({ kind: z.literal('layers'), layers: z.array(LayerLook) }),
])
export type RunEvent = z.infer<typeof RunEvent>

/** A number with its 95 % interval. */
export const Estimate = z.object({ value: z.number(), low: z.number(), high: z.number() })
export type Estimate = z.infer<typeof Estimate>

export const ClassificationAnswer = z.object({
  kind: z.literal('classification'),
  rows: z.number(),
  right: z.number(),
  /** Share right, 0 to 1, with its Wilson interval. */
  accuracy: Estimate,
  guessing: z.object({ answer: z.string(), right: z.number() }),
  /** `overGuessing`: paired bootstrap of its own difference to guessing. */
  linear: z.object({ right: z.number(), overGuessing: Estimate.optional() }).nullable(),
  /** Paired bootstrap of the difference in accuracy, network minus the other. */
  overGuessing: Estimate,
  overLinear: Estimate.nullable(),
  /** Two classes: of the answer that matters most. */
  positive: z.object({ answer: z.string(), actual: z.number(), said: z.number(), hit: z.number() }).nullable(),
  classes: z.array(z.string()),
  /** Training rows of each class, in the same order. */
  learnedRows: z.array(z.number()).optional(),
  /** `confusion[actual][said]`, counts. */
  confusion: z.array(z.array(z.number())),
  /** Surest mistakes first, at most 200: data row (from 1), actual, said, probability of what it said. */
  mistakes: z.array(z.object({ row: z.number(), actual: z.string(), said: z.string(), probability: z.number() })),
  /** Cut-off for two classes and the rows it was chosen on. */
  cutOff: z.object({ value: z.number(), chosenOn: z.enum(['validation', 'none']) }).nullable(),
  /** A column that answers nearly all test rows alone, by a rule learned on the training rows. */
  giveAway: z.object({ column: z.string(), right: z.number() }).nullable().optional(),
})
export type ClassificationAnswer = z.infer<typeof ClassificationAnswer>

export const RegressionAnswer = z.object({
  kind: z.literal('regression'),
  rows: z.number(),
  target: z.string(),
  /** What its numbers are in, where the file says it. */
  unit: Unit.optional(),
  meanAbsoluteError: Estimate,
  guessing: z.object({ answer: z.number(), meanAbsoluteError: z.number() }),
  /** `overGuessing`: paired bootstrap of its own reduction in mean absolute error. */
  linear: z.object({ meanAbsoluteError: z.number(), overGuessing: Estimate.optional() }).nullable(),
  /** Paired bootstrap of the reduction in mean absolute error (positive: the network is better). */
  overGuessing: Estimate,
  overLinear: Estimate.nullable(),
  r2: z.number().nullable(),
  /** A column that tells the number nearly exactly alone, by a rule learned on the training rows; `error`: its miss divided by that of the mean. */
  giveAway: z.object({ column: z.string(), error: z.number() }).nullable().optional(),
  /** Actual and predicted, at most 2,000 test rows, with data row numbers. */
  points: z.array(z.object({ row: z.number(), actual: z.number(), predicted: z.number() })),
})
export type RegressionAnswer = z.infer<typeof RegressionAnswer>

export const Report = z.object({
  rows: z.object({ training: z.number(), validation: z.number(), test: z.number() }),
  /** Of the network. */
  inputs: z.number().optional(),
  /** By Keras's names: loss, accuracy, precision, recall, auc; mse, mae, r2. */
  metrics: z.object({ training: Measures, validation: Measures, test: Measures }),
  /** null: no rows were kept aside, so nobody knows how good it is. */
  answer: z.discriminatedUnion('kind', [ClassificationAnswer, RegressionAnswer]).nullable(),
  /** How often test results of this project were looked at, this one included. */
  looks: z.number(),
  bestEpoch: z.number().nullable(),
  /** Seconds from first to last step; seconds of preparing the engine. */
  seconds: z.number(),
  compileSeconds: z.number(),
  weightsSha256: z.string(),
  /** Of the epochs' records without their times. */
  historySha256: z.string().optional(),
  /** Program and engine with their versions. */
  madeBy: z.string().optional(),
})
export type Report = z.infer<typeof Report>

/** What a run repeated from its plan and data gave, compared bit for bit with what it gave then. */
export const RunVerification = z.object({
  /** Whether history and weights are the same. */
  equal: z.boolean(),
  /** Epochs that are the same, from the first. */
  epochs: z.number(),
  /** SHA-256 of the kept weights; `now` null where it did not come so far. */
  weights: z.object({ before: z.string(), now: z.string().nullable() }),
  /** The first difference; null where only weights differ, or nothing. */
  difference: z.object({ epoch: z.number(), part: z.enum(['training', 'validation', 'layers', 'course']), name: z.string(), before: z.number().nullable(), now: z.number().nullable() }).nullable(),
  /** Where the two were made by different versions. */
  madeBy: z.object({ before: z.string(), now: z.string() }).nullable(),
})
export type RunVerification = z.infer<typeof RunVerification>

export const VerifyEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), epoch: z.number(), epochs: z.number() }),
  z.object({ kind: z.literal('done'), verification: RunVerification }),
])
export type VerifyEvent = z.infer<typeof VerifyEvent>

/** A run's plan as the person asked for it; null where it can't be read. */
export const RunPlan = z.object({ runId: z.string(), plan: Plan.nullable() })
export type RunPlan = z.infer<typeof RunPlan>

/** Two classes: the cut-off that predictions use in place of the judged one, and what was looked at when it was chosen. */
export const ChosenCutOff = z.object({
  value: z.number().min(0).max(1),
  /** 'rule': the best F1 of the validation rows; else by a person who looked at those rows. */
  chosenOn: z.enum(['rule', 'validation', 'test']),
})
export type ChosenCutOff = z.infer<typeof ChosenCutOff>

export const RunDetail = z.object({
  summary: RunSummary,
  plan: Plan,
  report: Report.nullable(),
  /** How often test results of its project were looked at until now. */
  looks: z.number().optional(),
  /** Absent: predictions use the cut-off that was judged. */
  cutOff: ChosenCutOff.optional(),
  /** Of a bad result, at most three, the best founded first; absent: it is not bad, or not judged. */
  causes: z.array(LikelyCause).optional(),
})
export type RunDetail = z.infer<typeof RunDetail>
