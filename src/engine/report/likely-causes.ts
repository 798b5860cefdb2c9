/** Likely causes of a bad result, by rule, from what is known of its run: never more than three, the best founded first. Knows no words. */
import type { LikelyCause } from '#contract/likely-cause.ts'
import { isNoBetterThanGuessing, rareAnswer, reachesZero } from '#contract/no-better.ts'
import type { Plan } from '#contract/plan.ts'
import type { EpochRecord, FinishReason, Report } from '#contract/run.ts'
import { differenceOfShares } from '#contract/wilson.ts'
import { rateCauses } from './rate-causes.ts'
import { lossesOf, stillFalling, turningPoint } from './loss-course.ts'
import { remedyForMemorising } from './remedy-for-memorising.ts'

export interface KnownOfRun {
  /** As it was run. */
  plan: Plan
  epochs: readonly EpochRecord[]
  reason: FinishReason
  /** Of the whole network. */
  parameters: number
  report: Pick<Report, 'rows' | 'metrics' | 'inputs'> & { answer: NonNullable<Report['answer']> }
}

/** How well founded, 0 to 1: what orders the causes. Not a probability. */
export type Founded = readonly [strength: number, cause: LikelyCause]

const mostCauses = 3

/**
 * None for a good result. Bad is: no better than guessing, worse than the linear model, clearly worse on the test rows than on those
 * it learned from, or mostly blind to a rare answer. A run that ended otherwise than it should has its cause in its state.
 */
export function likelyCauses(run: KnownOfRun): LikelyCause[] {
  const noBetter = isNoBetterThanGuessing(run.report.answer)
  const worseThanLinear = (run.report.answer.overLinear?.high ?? 0) < 0
  const gap = gapToTraining(run.report)
  const missed = rareAnswerMissed(run)
  if (run.reason === 'diverged' || run.reason === 'failed' || !(noBetter || worseThanLinear || gap.clear || missed.length > 0)) return []
  const found: Founded[] = [
    ...(noBetter ? columnsSayNothing(run) : []),
    ...memorising(run, gap),
    ...stillImproving(run),
    ...rateCauses(run),
    ...fewRows(run),
    ...(noBetter ? fewTestRows(run) : []),
    ...missed,
    ...(worseThanLinear ? largerThanNeeded(run) : []),
  ]
  return found.toSorted(([one], [other]) => other - one).slice(0, mostCauses).map(([, cause]) => cause)
}

function columnsSayNothing({ report: { answer } }: KnownOfRun): Founded[] {
  const over = answer.linear?.overGuessing
  if (answer.linear === null || over === undefined || !reachesZero(over)) return []
  // Beside a rare answer guessing is hard to beat by being right, and that says nothing of the columns.
  if (answer.kind === 'classification' && rareAnswer(answer) !== null) return []
  const numbers = answer.kind === 'classification' && 'right' in answer.linear ? { measure: 'right' as const, linear: answer.linear.right, guessing: answer.guessing.right } : null
  const misses = answer.kind === 'regression' && 'meanAbsoluteError' in answer.linear ? { measure: 'miss' as const, linear: answer.linear.meanAbsoluteError, guessing: answer.guessing.meanAbsoluteError } : null
  const said = numbers ?? misses
  return said === null ? [] : [[0.8, { kind: 'columnsSayNothing', ...said, rows: answer.rows, stage: 'prepare' }]]
}

interface Gap {
  measure: 'right' | 'miss'
  training: number
  test: number
  clear: boolean
  /** 0 to 1. */
  size: number
}

/** Points of a hundred by which the range of the difference must stay above 0, and how many times larger a miss must be at least. */
const clearGap = { right: 0.05, miss: 1.5 }

/** Rows it learned from against rows it never saw: shares right, or average misses; a gap is clear where the range of luck leaves no doubt. */
function gapToTraining({ answer, metrics, rows }: KnownOfRun['report']): Gap {
  if (answer.kind === 'classification') {
    const training = metrics.training['accuracy'] ?? NaN
    const test = answer.right / answer.rows
    const { low } = differenceOfShares(training * rows.training, rows.training, answer.right, answer.rows)
    return { measure: 'right', training, test, clear: low > clearGap.right, size: training - test }
  }
  const training = metrics.training['mae'] ?? NaN
  const { value: test, low } = answer.meanAbsoluteError
  return { measure: 'miss', training, test, clear: low > clearGap.miss * training, size: 1 - training / test }
}

function memorising(run: KnownOfRun, gap: Gap): Founded[] {
  const { enabled, restoreBest } = run.plan.training.earlyStopping
  // Where the best epoch's weights were kept, what came after it is not in the result.
  const course = enabled && restoreBest ? null : turningPoint(run.epochs)
  if (!gap.clear && course === null) return []
  const { measure, training, test } = gap
  const known = Number.isFinite(training) && (measure === 'right' ? training > test : training < test)
  const strength = gap.clear ? 0.5 + 0.5 * Math.min(1, Math.max(0, gap.size)) : 0.5
  const change = remedyForMemorising(run.plan, course !== null)
  return [[strength, { kind: 'memorising', gap: known ? { measure, training, test } : null, course, ...(change === null ? {} : { change }), stage: 'network' }]]
}

const moreEpochs = 3
const mostEpochs = 100_000

function stillImproving({ epochs, plan, reason }: KnownOfRun): Founded[] {
  const validation = lossesOf(epochs, 'validation')
  const watched = validation.length > 0 ? 'validation' : 'training'
  const falling = stillFalling(watched === 'validation' ? validation : lossesOf(epochs, 'training'))
  if (falling === null || reason === 'stoppedEarly') return []
  const wanted = Math.min(mostEpochs, moreEpochs * plan.training.epochs)
  const change = { place: 'training', fix: { kind: 'set', setting: 'epochs', value: wanted } } as const
  const fall = 1 - falling.to.loss / falling.from.loss
  return [[0.5 + 0.5 * Math.min(1, 2 * fall), { kind: 'stillImproving', watched, ...falling, epochs: wanted, ...(reason === 'completed' ? { change } : {}), stage: 'train' }]]
}

/** Rows that an input needs by a rule of thumb, and fewer than are worth anything. */
const rowsPerInput = 10
const fewestRows = 100

function fewRows({ report: { rows, inputs } }: KnownOfRun): Founded[] {
  const wanted = Math.max(fewestRows, rowsPerInput * (inputs ?? 0))
  if (rows.training >= wanted) return []
  return [[0.2 + 0.6 * (1 - rows.training / wanted), { kind: 'fewRows', rows: rows.training, inputs: inputs ?? null, stage: 'prepare' }]]
}

/** So many test rows tell all but small differences from luck. */
const enoughTestRows = 500

function fewTestRows({ report: { answer } }: KnownOfRun): Founded[] {
  const { value, low } = answer.overGuessing
  // Ahead by at least half of what luck may be.
  const ahead = value > 0 && value >= 0.5 * (value - low)
  return ahead && answer.rows < enoughTestRows ? [[0.6, { kind: 'fewTestRows', rows: answer.rows, stage: 'prepare' }]] : []
}

/** An answer with a smaller share of the commonest one's rows than this is rare; found less often than this it is missed. */
const rareShare = 0.2
const mostlyMissed = 0.5

function rareAnswerMissed({ plan, report: { answer, rows } }: KnownOfRun): Founded[] {
  if (answer.kind !== 'classification' || plan.training.classWeights !== 'none') return []
  const learned = answer.learnedRows ?? []
  const fewest = Math.min(...learned)
  const index = learned.indexOf(fewest)
  const name = answer.classes[index]
  const tested = answer.confusion[index] ?? []
  const [actual, found] = [tested.reduce((sum, count) => sum + count, 0), tested[index] ?? 0]
  if (name === undefined || fewest >= rareShare * Math.max(...learned) || actual === 0 || found >= mostlyMissed * actual) return []
  const change = { place: 'training', fix: { kind: 'set', setting: 'classWeights', value: 'balanced' } } as const
  return [[0.6 + 0.3 * (1 - found / actual), { kind: 'rareAnswer', answer: name, learned: fewest, of: rows.training, found, actual, change, stage: 'train' }]]
}

/** With fewer rows than this for each parameter a network can bend to the luck of its rows. */
const rowsPerParameter = 10

function largerThanNeeded({ plan, parameters, report: { answer, rows, inputs } }: KnownOfRun): Founded[] {
  if (plan.network.layers.every(({ enabled }) => enabled === false) || rows.training >= rowsPerParameter * parameters) return []
  const outputs = answer.kind === 'classification' && answer.classes.length > 2 ? answer.classes.length : 1
  const linearParameters = inputs === undefined ? null : (inputs + 1) * outputs
  return linearParameters !== null && parameters <= linearParameters ? [] : [[0.3, { kind: 'largerThanNeeded', parameters, linearParameters, rows: rows.training, stage: 'network' }]]
}
