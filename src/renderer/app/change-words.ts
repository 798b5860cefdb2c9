/** What differs between two plans, in the person's words: the first three by name, the others by their number. */
import { useI18n } from 'vue-i18n'
import type { Plan } from '#contract/plan.ts'
import { formatCount } from '#contract/wording/numbers.ts'
import { planChanges } from '#renderer/plan/plan-changes.ts'
import { editWords } from './edit-words.ts'
import { useFilledPlan } from './use-filled-plan.ts'
import { useLanguage } from './use-language.ts'

const mostNamed = 3

/** `changes`: '' where both plans ask for the same. */
export function useChangeWords() {
  const { t } = useI18n()
  const language = useLanguage()
  const { filled, nameOf } = useFilledPlan()

  function changes(now: Plan, before: Plan): string {
    const found = planChanges(filled(now), filled(before), nameOf)
    const words = found.slice(0, mostNamed).map((label) => editWords(label, t, language.value)).join(t('app.outdated.and'))
    const more = found.length - mostNamed
    return more <= 0 ? words : t('app.outdated.more', { changes: words, count: formatCount(more) })
  }

  return { changes }
}
