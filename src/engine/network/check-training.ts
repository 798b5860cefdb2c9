/** What is wrong with loss, optimizer and the other settings of training. */
import type { SettingValue } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import type { Training } from '#contract/training.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import type { LossName } from '#engine/catalogue/losses.ts'
import { canFuse } from '#engine/compiled/fastest-arithmetic.ts'
import { metrics } from '#engine/catalogue/metrics.ts'
import { resolveTyped } from '#engine/catalogue/settings.ts'
import { usualLearningRate } from '#engine/catalogue/usual-learning-rates.ts'
import { checkSchedule } from './check-schedule.ts'
import type { PlanFacts } from './facts.ts'
import { lossName, usualLoss } from './output.ts'
import type { KnownProblem } from './setting-problems.ts'
import { placed } from './setting-problems.ts'

export function checkTraining(plan: Plan, facts: PlanFacts): KnownProblem[] {
  const { training } = plan
  return [...checkLoss(plan, facts), ...checkTyped(training), ...checkClips(training), ...checkRate(training), ...checkSchedule(training, facts), ...checkRows(training, facts), ...checkWeights(plan, facts), ...checkArithmetic(training, facts), ...checkMetrics(training, facts)]
}

function problem(key: KnownProblem['problem'], severity: KnownProblem['severity'], setting: string, rest: Pick<KnownProblem, 'value' | 'expected'> = {}, fix?: { setting: string; value: SettingValue }): KnownProblem {
  return { problem: key, severity, place: 'training', setting, ...rest, ...(fix === undefined ? {} : { fix: { kind: 'set', ...fix } }) }
}

function checkArithmetic({ arithmetic }: Training, { fuses = canFuse() }: PlanFacts): KnownProblem[] {
  return arithmetic === 'fast' && !fuses ? [problem('training.cannotFuse', 'warning', 'arithmetic', {}, { setting: 'arithmetic', value: 'exact' })] : []
}

function checkLoss(plan: Plan, facts: PlanFacts): KnownProblem[] {
  const { task } = facts
  const { loss } = plan.training
  const fix = { setting: 'loss', value: 'auto' }
  if (loss === 'auto') return []
  const name = lossName(plan, task)
  if (name === null) return [problem('training.unknownLoss', 'error', 'loss', { value: loss.type }, fix)]
  const unfit = unfitLoss(name, facts)
  if (unfit !== null) return [problem(unfit, 'error', 'loss', { value: name, expected: usualLoss[task] }, fix)]
  return (resolveTyped(catalogue.losses, loss)?.resolved.problems ?? []).map((own) => placed(own, { place: 'training' }, `loss.${own.setting}`))
}

function unfitLoss(name: LossName, { task, targetFromZero = false }: PlanFacts): KnownProblem['problem'] | null {
  switch (name) {
    case 'meanSquaredError':
    case 'meanAbsoluteError':
    case 'huber':
    case 'logCosh':
      return null
    case 'binaryCrossentropy':
    case 'binaryFocalCrossentropy':
      return task === 'binary' ? null : 'training.lossNeedsTwo'
    case 'categoricalCrossentropy':
    case 'categoricalFocalCrossentropy':
    case 'klDivergence':
      return task === 'multiclass' ? null : 'training.lossNeedsSeveral'
    case 'hinge':
    case 'squaredHinge':
      return task === 'regression' ? 'training.lossNeedsClasses' : null
    case 'poisson':
      return task === 'regression' && !targetFromZero ? 'training.lossNeedsCounts' : null
    default:
      return name satisfies never
  }
}

function checkTyped({ optimizer, schedule }: Training): KnownProblem[] {
  const asked = [
    { name: 'optimizer', typed: optimizer, entries: catalogue.optimizers, unknown: 'training.unknownOptimizer', usual: 'adam' },
    { name: 'schedule', typed: schedule, entries: catalogue.schedules, unknown: 'training.unknownSchedule', usual: 'constant' },
  ] as const
  return asked.flatMap(({ name, typed, entries, unknown, usual }) => {
    const found = resolveTyped(entries, typed)
    if (found === null) return [problem(unknown, 'error', name, { value: typed.type, expected: entries.map(({ type }) => type).join(', ') }, { setting: name, value: { type: usual } })]
    return found.resolved.problems.map((own) => placed(own, { place: 'training' }, `${name}.${own.setting}`))
  })
}

/** Keras takes one way of clipping at most. */
function checkClips({ optimizer }: Training): KnownProblem[] {
  const on = ['clipnorm', 'globalClipnorm', 'clipvalue'].filter((name) => Number(optimizer[name] ?? 0) > 0)
  const [first = '', ...others] = on
  const last = others.at(-1)
  return last === undefined ? [] : [problem('training.severalClips', 'error', last, { expected: first }, { setting: `optimizer.${last}`, value: 0 })]
}

/** Hundred times what the optimizer usually takes. */
function checkRate({ optimizer }: Training): KnownProblem[] {
  const usual = usualLearningRate(optimizer.type)
  const rate = optimizer['learningRate']
  if (usual === null || typeof rate !== 'number' || rate < 100 * usual) return []
  return [problem('training.largeLearningRate', 'warning', 'learningRate', { value: String(rate), expected: String(usual) }, { setting: 'optimizer.learningRate', value: usual })]
}

function checkRows({ batchSize, earlyStopping }: Training, { trainingRows, validationRows }: PlanFacts): KnownProblem[] {
  return [
    ...(batchSize > trainingRows && trainingRows > 0 ? [problem('training.batchBeyondRows', 'warning', 'batchSize', { value: String(batchSize), expected: String(trainingRows) }, { setting: 'batchSize', value: Math.min(32, trainingRows) })] : []),
    ...(earlyStopping.enabled && validationRows === 0 ? [problem('training.stopWithoutValidation', 'warning', 'earlyStopping.enabled')] : []),
  ]
}

function checkWeights(plan: Plan, { task }: PlanFacts): KnownProblem[] {
  if (plan.training.classWeights === 'none') return []
  const fix = { setting: 'classWeights', value: 'none' }
  if (task === 'regression') return [problem('training.weightsWithoutClasses', 'warning', 'classWeights', {}, fix)]
  return lossName(plan, task)?.endsWith('Crossentropy') === false ? [problem('training.weightsWithoutCrossentropy', 'warning', 'classWeights', {}, fix)] : []
}

function checkMetrics({ metrics: asked }: Training, { task }: PlanFacts): KnownProblem[] {
  const fitting = metrics.filter(({ tasks }) => tasks.some((own) => own === task)).map(({ type }) => type)
  return asked.filter((name) => !fitting.some((own) => own === name)).map((name) => problem('training.unknownMetric', 'warning', 'metrics', { value: name, expected: fitting.join(', ') }))
}
