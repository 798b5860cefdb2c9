/** What the check says about the plan, in words, and mending it as one undoable edit. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Text } from '#contract/language.ts'
import type { PlanProblem, SettingValue } from '#contract/network.ts'
import { describeProblem } from '#contract/wording/problems.ts'
import { settingName } from '#contract/wording/setting-names.ts'
import type { FieldNote } from '#renderer/components/setting-field/field-note.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { usePreview } from '#renderer/stores/preview.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { withinSentence } from './label-case.ts'
import { withFix } from '#renderer/plan/with-fix.ts'

export interface ProblemNote extends FieldNote {
  problem: PlanProblem
}

export function useProblems() {
  const { t } = useI18n()
  const project = useProject()
  const preview = usePreview()
  const catalogue = useCatalogue()
  const settings = useSettings()

  /** What stops a run first. */
  const notes = computed(() => (preview.check?.problems ?? []).toSorted((one, other) => Number(one.severity === 'warning') - Number(other.severity === 'warning')).map(noteOf))

  function noteOf(problem: PlanProblem): ProblemNote {
    return { severity: problem.severity, text: describeProblem(problem, settings.language), fixText: fixText(problem), problem }
  }

  function fixText({ fix }: PlanProblem): string | null {
    switch (fix?.kind) {
      case undefined:
        return null
      case 'removeLayer':
        return t('network.fix.remove')
      case 'insertLayer':
        return t(fix.at === 0 ? 'network.fix.insertFirst' : 'network.fix.insert', { layer: layerLabel(fix.type)[settings.language] })
      case 'setAll':
        return t('network.fix.setAll', { settings: Object.entries(fix.settings).map(([setting, value]) => t('network.fix.pair', { setting: settingWord(setting), value: valueText(value) })).join(t('network.fix.and')) })
      case 'set':
        return t('network.fix.set', { setting: settingWord(fix.setting), value: fix.setting === 'from' ? layerText(fix.value) : valueText(fix.value) })
      default:
        return fix satisfies never
    }
  }

  const settingWord = (setting: string): string => withinSentence(settingName(setting)[settings.language])

  function layerLabel(type: string): Text {
    return catalogue.catalogue?.layers.find((entry) => entry.type === type)?.label ?? { en: type, 'zh-CN': type }
  }

  /** The layer with an id, by its place and name. */
  function layerText(id: SettingValue): string {
    const at = project.plan.network.layers.findIndex((layer) => layer.id === id)
    const layer = project.plan.network.layers[at]
    return layer === undefined ? t('network.input') : t('network.layerName', { position: at + 1, name: layerLabel(layer.type)[settings.language] })
  }

  function valueText(value: SettingValue): string {
    if (value === null || value === 'none') return t('network.fix.none')
    if (value === 'auto') return t('network.inspector.automaticPlain')
    if (typeof value === 'boolean') return t(value ? 'network.fix.on' : 'network.fix.off')
    const word = typeof value === 'object' ? value['type'] : value
    const { activations = [], initializers = [], optimizers = [], schedules = [] } = catalogue.catalogue ?? {}
    const known = [...activations, ...initializers, ...optimizers, ...schedules].find(({ type }) => type === word)
    return known?.label[settings.language] ?? String(word)
  }

  function fix({ problem }: ProblemNote): void {
    project.edit({ key: 'network.undo.fix', params: { what: placeOf(problem) } }, (plan) => withFix(plan, problem))
  }

  /** The name of what is wrong. */
  function placeOf({ place, layerId, setting }: PlanProblem): Text | string {
    const layer = place === 'layer' ? project.plan.network.layers.find(({ id }) => id === layerId) : undefined
    return catalogue.catalogue?.layers.find(({ type }) => type === layer?.type)?.label ?? layer?.type ?? settingName(setting ?? place)
  }

  return { notes, fix }
}

/** For the fields of a form: the first note of each setting, by the setting's own name. */
export function notesByField(notes: readonly ProblemNote[]): Record<string, ProblemNote> {
  const named = notes.flatMap((note) => {
    const { setting } = note.problem
    return setting === undefined ? [] : [[setting.replace(/^(optimizer|schedule|loss)\./, ''), note] as const]
  })
  return Object.fromEntries(named.toReversed())
}
