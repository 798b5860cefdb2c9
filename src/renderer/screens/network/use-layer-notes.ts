/** The problems of the plan's network in words, by the card they belong to. */
import { computed } from 'vue'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Catalogue, PlanCheck, PlanProblem, SettingValue } from '#contract/network.ts'
import { describeProblem } from '#contract/wording/problems.ts'
import { settingName } from '#contract/wording/setting-names.ts'
import type { LayerNote } from './layer-notes.ts'
import { useLanguage } from './use-language.ts'

export function useLayerNotes(check: Ref<PlanCheck | null>, catalogue: Ref<Catalogue | null>) {
  const { t } = useI18n()
  const language = useLanguage()

  const notes = computed(() => {
    const byCard = new Map<string, LayerNote[]>()
    for (const problem of check.value?.problems ?? []) {
      const card = problem.place === 'output' ? 'output' : problem.layerId
      if (card === undefined || (problem.place !== 'layer' && problem.place !== 'output')) continue
      byCard.set(card, [...(byCard.get(card) ?? []), noteOf(problem)])
    }
    return byCard
  })

  function noteOf(problem: PlanProblem): LayerNote {
    return { severity: problem.severity, text: describeProblem(problem, language.value), fixText: fixText(problem), problem }
  }

  function fixText({ fix }: PlanProblem): string | null {
    if (fix === undefined) return null
    if (fix.kind === 'removeLayer') return t('network.fix.remove')
    return t('network.fix.set', { setting: settingName(fix.setting)[language.value], value: valueText(fix.value) })
  }

  function valueText(value: SettingValue): string {
    if (value === null) return t('network.fix.none')
    if (typeof value === 'boolean') return t(value ? 'network.fix.on' : 'network.fix.off')
    const word = typeof value === 'object' ? value['type'] : value
    const known = [...(catalogue.value?.activations ?? []), ...(catalogue.value?.initializers ?? [])].find(({ type }) => type === word)
    return known?.label[language.value] ?? String(word)
  }

  const notesOf = (card: string): LayerNote[] => notes.value.get(card) ?? []

  /** For the fields of the inspector: what is wrong with each setting. */
  function problemsOf(card: string): Record<string, string> {
    return Object.fromEntries(notesOf(card).flatMap(({ problem, text }) => (problem.setting === undefined ? [] : [[problem.setting, text]])))
  }

  return { notesOf, problemsOf }
}
