/** The step that goes with a note about a result: its words, and doing it. */
import { useI18n } from 'vue-i18n'
import type { Report } from '#contract/run.ts'
import type { NoteKind } from '#contract/wording/sentence-parts.ts'
import { useSelection } from '#renderer/stores/selection.ts'
import { useStage } from '#renderer/stores/stage.ts'

export function useNoteSteps(answer: () => Report['answer']) {
  const { t } = useI18n()
  const selection = useSelection()
  const stage = useStage()

  /** '' where there is no step. */
  function stepOf(kind: NoteKind): string {
    return kind === 'giveAway' ? t('evaluate.step.giveAway') : ''
  }

  function take(kind: NoteKind): void {
    if (kind !== 'giveAway') return
    selection.column = answer()?.giveAway?.column ?? null
    stage.show('prepare')
  }

  return { stepOf, take }
}
