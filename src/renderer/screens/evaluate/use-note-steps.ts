/** The step that goes with a note about a result: its words, and doing it. */
import { useI18n } from 'vue-i18n'
import type { Report } from '#contract/run.ts'
import { formatLearningRate } from '#contract/wording/numbers.ts'
import type { NoteKind } from '#contract/wording/sentence-parts.ts'
import { useTraining } from '#renderer/app/use-training.ts'
import { typedSetting, withTrainingSetting } from '#renderer/plan/training-settings.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useSelection } from '#renderer/stores/selection.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { livelierLearningRate } from './evidence.ts'

export function useNoteSteps(answer: () => Report['answer']) {
  const { t } = useI18n()
  const project = useProject()
  const catalogue = useCatalogue()
  const selection = useSelection()
  const stage = useStage()
  const training = useTraining()

  /** '' where there is no step. */
  function stepOf(kind: NoteKind): string {
    switch (kind) {
      case 'giveAway':
        return t('evaluate.step.giveAway')
      case 'lossHardlyFell': {
        const rate = livelierRate()
        return rate === null ? '' : t('evaluate.step.livelier', { rate: formatLearningRate(rate) })
      }
      case 'rarestClass':
        return project.plan.training.classWeights === 'balanced' ? '' : t('evaluate.step.weights')
      case 'overall':
      case 'linear':
        return ''
      default:
        return kind satisfies never
    }
  }

  function take(kind: NoteKind): void {
    switch (kind) {
      case 'giveAway': {
        const found = answer()
        if (found?.kind === 'classification') selection.column = found.giveAway?.column ?? null
        stage.show('prepare')
        return
      }
      case 'lossHardlyFell': {
        const rate = livelierRate()
        if (rate === null) return
        project.edit({ key: 'train.undo.again', params: { value: formatLearningRate(rate) } }, (plan) => ({
          ...plan,
          training: withTrainingSetting(plan.training, 'optimizer', { ...plan.training.optimizer, learningRate: rate }),
        }))
        void training.train()
        return
      }
      case 'rarestClass':
        project.edit({ key: 'evaluate.undo.weights' }, (plan) => ({ ...plan, training: { ...plan.training, classWeights: 'balanced' } }))
        void training.train()
        return
      case 'overall':
      case 'linear':
        return
      default:
        kind satisfies never
    }
  }

  function livelierRate(): number | null {
    const { optimizer } = project.plan.training
    const rate = typedSetting(optimizer, catalogue.catalogue?.optimizers.find(({ type }) => type === optimizer.type), 'learningRate')
    return typeof rate === 'number' ? livelierLearningRate(rate) : null
  }

  return { stepOf, take }
}
