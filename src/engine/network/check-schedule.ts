/** What is wrong with a change of the learning rate in this run: it comes too late, never, or goes where nobody wants it. */
import type { SettingValue } from '#contract/network.ts'
import type { Training } from '#contract/training.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { schedules } from '#engine/catalogue/schedules.ts'
import { numberOf, resolveTyped, switchOf } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import type { PlanFacts } from './facts.ts'
import type { KnownProblem } from './setting-problems.ts'

/** Only where optimizer and schedule exist; problems of single settings are told elsewhere. */
export function checkSchedule({ optimizer, schedule, epochs }: Training, { validationRows }: Pick<PlanFacts, 'validationRows'>): KnownProblem[] {
  const found = resolveTyped(catalogue.schedules, schedule)
  const ofOptimizer = resolveTyped(catalogue.optimizers, optimizer)
  const name = schedules.find(({ type }) => type === schedule.type)?.type
  if (found === null || name === undefined || found.resolved.problems.length > 0 || ofOptimizer === null) return []
  const { values } = found.resolved
  switch (name) {
    case 'constant':
    case 'oneCycle':
    case 'cosineDecayRestarts':
      return []
    case 'step':
      return tooSlow(values, 'everyEpochs', epochs)
    case 'exponentialDecay':
    case 'inverseTimeDecay':
      return switchOf(values, 'staircase') ? tooSlow(values, 'decayEpochs', epochs) : []
    case 'cosineDecay': {
      const warmup = numberOf(values, 'warmupEpochs')
      if (warmup >= epochs) return [problem('training.warmupBeyondRun', 'error', 'warmupEpochs', { value: String(warmup), expected: String(epochs) }, epochs / 10)]
      return numberOf(values, 'endFactor') === 0 ? endsBefore(values, warmup, epochs) : []
    }
    case 'polynomialDecay': {
      const [end, rate] = [numberOf(values, 'endLearningRate'), numberOf(ofOptimizer.resolved.values, 'learningRate')]
      if (end >= rate) return [problem('training.rateDoesNotFall', 'warning', 'endLearningRate', { value: String(end), expected: String(rate) }, Number((rate / 100).toPrecision(1)))]
      return end === 0 && !switchOf(values, 'cycle') ? endsBefore(values, 0, epochs) : []
    }
    case 'reduceOnPlateau':
      return [...tooSlow(values, 'patience', epochs), ...(validationRows === 0 ? [problem('training.plateauWithoutValidation', 'warning', 'schedule')] : [])]
    default:
      return name satisfies never
  }
}

/** The first change would come after the last epoch. */
function tooSlow(values: Values, setting: string, epochs: number): KnownProblem[] {
  const wait = numberOf(values, setting)
  if (wait < epochs) return []
  const shorter = Math.floor(epochs / 3)
  return [problem('training.scheduleTooSlow', 'warning', setting, { value: String(wait), expected: String(epochs) }, shorter > 0 ? shorter : undefined)]
}

/** A learning rate of 0 for the rest of the run. */
function endsBefore(values: Values, warmup: number, epochs: number): KnownProblem[] {
  const decay = numberOf(values, 'decayEpochs')
  return decay === 0 || warmup + decay >= epochs ? [] : [problem('training.rateEndsEarly', 'warning', 'decayEpochs', { value: String(warmup + decay), expected: String(epochs) }, 0)]
}

function problem(key: KnownProblem['problem'], severity: KnownProblem['severity'], setting: string, facts: Pick<KnownProblem, 'value' | 'expected'> = {}, fix?: SettingValue): KnownProblem {
  return { problem: key, severity, place: 'training', setting, ...facts, ...(fix === undefined ? {} : { fix: { kind: 'set', setting: `schedule.${setting}`, value: fix } }) }
}
