/** Why the shown run did not come to its end, what was kept, where it would go on, and the next step as a button. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RunSummary } from '#contract/run.ts'
import { ErrorCode, ErrorDetails } from '#contract/error-schemas.ts'
import { describeCause, describeWhere } from '#contract/wording/causes.ts'
import { formatCount, formatLearningRate } from '#contract/wording/numbers.ts'
import { describeDamagedCheckpoints, describeResumption } from '#contract/wording/resuming.ts'
import { type Failure, detailsOf, sentenceOf } from '#renderer/app/errors.ts'
import { useTraining } from '#renderer/app/use-training.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { calmerLearningRate, typedSetting, withTrainingSetting } from '#renderer/plan/training-settings.ts'
import { useLanguage } from './use-language.ts'

type Finished = Extract<RunSummary['state'], { kind: 'finished' }>

interface NextStep {
  text: string
  take: () => void
}

interface RunStop {
  tone: 'bad' | 'warn'
  text: string
  details: string
  step: NextStep | null
}

export function useRunStop() {
  const { t } = useI18n()
  const runs = useRuns()
  const project = useProject()
  const catalogue = useCatalogue()
  const stage = useStage()
  const training = useTraining()
  const language = useLanguage()

  return computed<RunStop | null>(() => {
    const run = runs.selected
    if (run === null) return null
    return run.state.kind === 'finished' ? stopOf(run, run.state) : damageOf(run)
  })

  /** Of a run that goes on from an earlier place than it could have. */
  function damageOf({ resumed }: RunSummary): RunStop | null {
    const text = resumed === undefined ? '' : describeDamagedCheckpoints(resumed, language.value)
    return text === '' ? null : { tone: 'warn', text, details: '', step: null }
  }

  function stopOf(run: RunSummary, state: Finished): RunStop | null {
    const words = { number: formatCount(run.number), epoch: formatCount(run.epochs.done) }
    const error = state.error === undefined ? null : failureIn(state.error)
    const saidError = error === null ? { text: '', details: '' } : { text: sentenceOf(error, language.value), details: detailsOf(error) }
    switch (state.reason) {
      case 'completed':
      case 'stoppedEarly':
      case 'finishedByPerson':
        // The training is whole, but judging it failed.
        return error === null ? null : { tone: 'bad', ...saidError, step: trainAgain() }
      case 'diverged': {
        const step = state.step ?? 1
        const text = step > 1 ? t('train.strip.diverged', { step: formatCount(step), before: formatCount(step - 1) }) : t('train.strip.divergedFirst')
        return { tone: 'bad', text: joined(text, describeWhere(state.where, language.value), describeCause(state.cause ?? 'unknown', language.value)), details: '', step: betterSetting(state.cause) }
      }
      case 'interrupted':
        return { tone: 'warn', text: joined(run.epochs.done > 0 ? t('train.strip.interrupted', words) : t('train.strip.interruptedEarly', words), whereItGoesOn(run)), details: '', step: goOn(run) ?? trainAgain() }
      case 'failed':
        return { tone: 'bad', text: joined(t('train.strip.failed', words), saidError.text, whereItGoesOn(run)), details: saidError.details, step: goOn(run) ?? trainAgain() }
      default:
        return state.reason satisfies never
    }
  }

  function whereItGoesOn({ resumesAt, epochs }: RunSummary): string {
    return resumesAt === undefined ? '' : describeResumption(resumesAt, epochs.planned, language.value)
  }

  function goOn({ id, resumesAt }: RunSummary): NextStep | null {
    return resumesAt === undefined || runs.live !== null || runs.busy ? null : { text: t('train.strip.resume'), take: () => void runs.goOn(id) }
  }

  function trainAgain(): NextStep | null {
    return training.ready.value ? { text: t('train.strip.trainAgain'), take: () => void training.train() } : null
  }

  /** What to change after a run that diverged. */
  function betterSetting(cause: string | undefined): NextStep | null {
    switch (cause) {
      case 'inputsHuge':
      case 'inputsNotNumbers':
        return { text: t('network.toPrepare'), take: () => stage.show('prepare') }
      case 'startingWeights':
        return { text: t('train.strip.toNetwork'), take: () => stage.show('network') }
      default:
        return runs.live === null ? calmerRate() : null
    }
  }

  function calmerRate(): NextStep | null {
    const { optimizer } = (runs.detail?.plan ?? project.plan).training
    const entry = catalogue.catalogue?.optimizers.find(({ type }) => type === optimizer.type)
    const [current, usual] = [typedSetting(optimizer, entry, 'learningRate'), entry?.settings.find(({ name }) => name === 'learningRate')?.default]
    if (typeof current !== 'number' || typeof usual !== 'number') return null
    const rate = calmerLearningRate(current, usual)
    const value = formatLearningRate(rate)
    return {
      text: t('train.strip.again', { value }),
      take: () => {
        project.edit({ key: 'train.undo.again', params: { value } }, (plan) => ({ ...plan, training: withTrainingSetting(plan.training, 'optimizer.learningRate', rate) }))
        void training.train()
      },
    }
  }

  /** Chinese sentences stand without a space between them. */
  function joined(...sentences: string[]): string {
    return sentences.filter((sentence) => sentence !== '').join(language.value === 'zh-CN' ? '' : ' ')
  }
}

function failureIn({ code, details }: NonNullable<Finished['error']>): Failure {
  const known = ErrorCode.safeParse(code)
  const facts = ErrorDetails.safeParse(details)
  return { code: known.success ? known.data : 'internal', details: facts.success ? facts.data : {} }
}
