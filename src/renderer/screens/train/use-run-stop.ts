/** Why the shown run did not come to its end, and the next step as a button. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RunSummary } from '#contract/run.ts'
import { ErrorCode, ErrorDetails } from '#contract/errors.ts'
import { describeError } from '#contract/wording/errors.ts'
import { formatCount, formatLearningRate } from '#contract/wording/numbers.ts'
import { describeCause } from '#contract/wording/problems.ts'
import { useTraining } from '#renderer/app/use-training.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { calmerLearningRate, typedSetting, withTrainingSetting } from './training-settings.ts'
import { useLanguage } from './use-language.ts'

type Finished = Extract<RunSummary['state'], { kind: 'finished' }>

interface RunStop {
  text: string
  cause: string
  action: string | null
  details: string | null
  tone: 'bad' | 'warn'
}

/** Causes that a smaller learning rate does not take away. */
const otherCauses: readonly string[] = ['inputsHuge', 'inputsNotNumbers', 'startingWeights']

export function useRunStop() {
  const { t } = useI18n()
  const runs = useRuns()
  const project = useProject()
  const catalogue = useCatalogue()
  const training = useTraining()
  const language = useLanguage()

  const ended = computed(() => (runs.selected?.state.kind === 'finished' ? runs.selected : null))

  /** The rate to try after a run that diverged; null where another rate would not help. */
  const calmer = computed(() => {
    const state = ended.value?.state
    if (state?.kind !== 'finished' || state.reason !== 'diverged' || otherCauses.includes(state.cause ?? '')) return null
    const { optimizer } = (runs.detail?.plan ?? project.plan).training
    const entry = catalogue.catalogue?.optimizers.find(({ type }) => type === optimizer.type)
    const [current, usual] = [typedSetting(optimizer, entry, 'learningRate'), entry?.settings.find(({ name }) => name === 'learningRate')?.default]
    return typeof current === 'number' && typeof usual === 'number' ? { optimizer, rate: calmerLearningRate(current, usual) } : null
  })

  const shown = computed<RunStop | null>(() => {
    const run = ended.value
    return run === null || run.state.kind !== 'finished' ? null : stopOf(run, run.state)
  })

  function stopOf(run: RunSummary, state: Finished): RunStop | null {
    const words = { number: run.number, epoch: run.epochs.done }
    switch (state.reason) {
      case 'completed':
      case 'stoppedEarly':
      case 'finishedByPerson':
        // The training is whole, but judging it failed.
        return state.error === undefined ? null : { text: sentenceOf(state.error), cause: '', action: t('train.strip.trainAgain'), details: detailsOf(state.error), tone: 'bad' }
      case 'diverged': {
        const step = state.step ?? 1
        const text = step > 1 ? t('train.strip.diverged', { step: formatCount(step), before: formatCount(step - 1) }) : t('train.strip.divergedFirst')
        return { text, cause: describeCause(state.cause ?? 'unknown', language.value), action: calmer.value === null ? null : t('train.strip.again', { value: formatLearningRate(calmer.value.rate) }), details: null, tone: 'bad' }
      }
      case 'interrupted':
        return { text: run.epochs.done > 0 ? t('train.strip.interrupted', words) : t('train.strip.interruptedEarly', words), cause: '', action: t('train.strip.trainAgain'), details: null, tone: 'warn' }
      case 'failed':
        return { text: t('train.strip.failed', words), cause: state.error === undefined ? '' : sentenceOf(state.error), action: t('train.strip.trainAgain'), details: state.error === undefined ? null : detailsOf(state.error), tone: 'bad' }
      default:
        return state.reason satisfies never
    }
  }

  function sentenceOf({ code, details }: NonNullable<Finished['error']>): string {
    const known = ErrorCode.safeParse(code)
    const facts = ErrorDetails.safeParse(details)
    return describeError(known.success ? known.data : 'internal', facts.success ? facts.data : {}, language.value)
  }

  /** Changes the plan where a change was offered, then trains it. */
  function act(): void {
    const wanted = calmer.value
    if (wanted !== null) {
      const { optimizer, rate } = wanted
      project.edit({ key: 'train.undo.again', params: { value: formatLearningRate(rate) } }, (plan) => ({
        ...plan,
        training: withTrainingSetting(plan.training, 'optimizer', { ...optimizer, learningRate: rate }),
      }))
    }
    void training.train()
  }

  return { shown, act }
}

function detailsOf({ code, details }: NonNullable<Finished['error']>): string {
  return [code, ...Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`)].join('\n')
}
