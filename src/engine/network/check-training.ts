/** What is wrong with loss, optimizer and the other settings of training. */
import type { SettingValue } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import type { Training } from '#contract/training.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { metrics } from '#engine/catalogue/metrics.ts'
import { resolveTyped } from '#engine/catalogue/settings.ts'
import type { PlanFacts } from './facts.ts'
import { lossName, usualLoss } from './output.ts'
import type { KnownProblem } from './setting-problems.ts'
import { placed } from './setting-problems.ts'

export function checkTraining(plan: Plan, facts: PlanFacts): KnownProblem[] {
  const { training } = plan
  return [...checkLoss(plan, facts), ...checkTyped(training), ...checkRate(training), ...checkRows(training, facts), ...checkWeights(plan, facts), ...checkMetrics(training, facts)]
}

function problem(key: KnownProblem['problem'], severity: KnownProblem['severity'], setting: string, rest: Pick<KnownProblem, 'value' | 'expected'> = {}, fix?: { setting: string; value: SettingValue }): KnownProblem {
  return { problem: key, severity, place: 'training', setting, ...rest, ...(fix === undefined ? {} : { fix: { kind: 'set', ...fix } }) }
}

function checkLoss(plan: Plan, { task }: PlanFacts): KnownProblem[] {
  const { loss } = plan.training
  const fix = { setting: 'loss', value: 'auto' }
  if (loss === 'auto') return []
  const name = lossName(plan, task)
  if (name === null) return [problem('training.unknownLoss', 'error', 'loss', { value: loss.type }, fix)]
  if (name === 'binaryCrossentropy' && task !== 'binary') return [problem('training.lossNeedsTwo', 'error', 'loss', { value: name, expected: usualLoss[task] }, fix)]
  if (name === 'categoricalCrossentropy' && task !== 'multiclass') return [problem('training.lossNeedsSeveral', 'error', 'loss', { value: name, expected: usualLoss[task] }, fix)]
  return (resolveTyped(catalogue.losses, loss)?.resolved.problems ?? []).map((own) => placed(own, { place: 'training' }, `loss.${own.setting}`))
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

/** Hundred times what the optimizer usually takes. */
function checkRate({ optimizer }: Training): KnownProblem[] {
  const usual = catalogue.optimizers.find(({ type }) => type === optimizer.type)?.settings.find(({ name }) => name === 'learningRate')?.default
  const rate = optimizer['learningRate']
  if (typeof usual !== 'number' || typeof rate !== 'number' || rate < 100 * usual) return []
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
