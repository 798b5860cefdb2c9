/** What a run said of each validation and test row, kept with it, and what is read from that: curves, cut-offs, reliability, residuals. */
import { z } from 'zod'
import { Estimate, Histogram } from './run.ts'

const float32 = z.instanceof(Float32Array)
const float64 = z.instanceof(Float64Array)
const int32 = z.instanceof(Int32Array)

/** A curve as a screen can show it: some hundreds of places at most, from the highest cut-off to the lowest. */
const CurvePlaces = z.object({ x: float64, y: float64, cutOffs: float64 })

/**
 * Two classes, of the answer that matters most. `thresholds` are the distinct probabilities, highest first; at `thresholds[i]` or above lie
 * `hits[i]` rows that are of it and `alarms[i]` that are not.
 */
export const RankedScores = z.object({
  positives: z.number(),
  negatives: z.number(),
  thresholds: float32,
  hits: int32,
  alarms: int32,
  /** A short number for each place, with which exactly those rows are said to be of it: 0.5 where that does it. */
  cutOffs: float64,
  /** Positions of the rows that are of it and of the others, those most likely to be called so first. */
  order: z.object({ positives: int32, negatives: int32 }),
  /** ROC: false alarms and found. Precision-recall: found and right; it begins at the first row that is called so. null where one side has no rows. */
  curves: z.object({ roc: CurvePlaces, precisionRecall: CurvePlaces }).nullable(),
  /** null where one side has no rows. */
  rocArea: z.number().nullable(),
  averagePrecision: z.number().nullable(),
})
export type RankedScores = z.infer<typeof RankedScores>

/** Rows that were about equally sure: the lowest and highest sureness, rows, how many were right, mean sureness. */
export const ReliabilityBin = z.object({ low: z.number(), high: z.number(), rows: z.number(), right: z.number(), sureness: z.number() })
export type ReliabilityBin = z.infer<typeof ReliabilityBin>

export const Reliability = z.object({
  /** From unsure to sure; only bins with rows. */
  bins: z.array(ReliabilityBin),
  /** Expected calibration error, 0 to 1. */
  error: z.number(),
  /** What a perfectly calibrated model shows on as many rows by luck: its mean, and the point that 97.5 % of them stay below. */
  floor: z.object({ mean: z.number(), high: z.number() }),
})
export type Reliability = z.infer<typeof Reliability>

/** Misses, predicted less actual, in the target's unit. */
export const Residuals = z.object({
  mean: Estimate,
  meanAbsolute: z.number(),
  /** Standard deviation. */
  spread: z.number(),
  /** Rows of which it said too much. */
  tooHigh: z.number(),
  /** Rows whose miss is no larger than the average one. */
  within: z.number(),
  histogram: Histogram,
})
export type Residuals = z.infer<typeof Residuals>

/** `total`: rows of the part; fewer are kept where it has very many, spread evenly. `rows`: their data rows, from 1. */
const kept = { total: z.number(), rows: int32 }

export const ScoredClasses = z.object({
  ...kept,
  /** Positions in `classes`. */
  actual: int32,
  /** Two classes: one a row, of the second of `classes`. More: one a class. */
  probabilities: float32,
  /** Two classes. */
  ranked: RankedScores.nullable(),
})
export type ScoredClasses = z.infer<typeof ScoredClasses>

export const ScoredNumbers = z.object({ ...kept, actual: float64, predicted: float64 })
export type ScoredNumbers = z.infer<typeof ScoredNumbers>

/**
 * The cut-off with the best F1 on the validation rows; `f1AtHalf` is that of 0.5, and `gain` the difference with its paired interval. Where
 * that reaches 0 it is no better, as far as these rows can tell.
 */
export const SuggestedCutOff = z.object({ value: z.number(), f1: z.number(), f1AtHalf: z.number(), gain: Estimate })
export type SuggestedCutOff = z.infer<typeof SuggestedCutOff>

/** `validation` and `test` are null where the run had no such rows. */
export const RunScores = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('classes'),
    classes: z.array(z.string()),
    validation: ScoredClasses.nullable(),
    test: ScoredClasses.nullable(),
    /** Two classes; null where the validation rows are none or too few. */
    suggested: SuggestedCutOff.nullable(),
    /** Of the answers given to the test rows. */
    reliability: z.object({ equalMass: Reliability, equalWidth: Reliability, brier: z.number() }).nullable(),
  }),
  z.object({
    kind: z.literal('numbers'),
    validation: ScoredNumbers.nullable(),
    test: ScoredNumbers.nullable(),
    /** Of the test rows. */
    residuals: Residuals.nullable(),
  }),
])
export type RunScores = z.infer<typeof RunScores>
