/** The run that Evaluate shows: which case it is, the sentence made from its report, and what its answers are called. */
import { computed } from 'vue'
import { describeAnswer } from '#contract/wording/sentence.ts'
import { classNames } from '#renderer/app/class-names.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useRuns } from '#renderer/stores/runs.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { evaluationOf } from './evaluation.ts'

export function useJudgedRun() {
  const runs = useRuns()
  const dataset = useDataset()
  const settings = useSettings()

  const evaluation = computed(() =>
    evaluationOf({ hasData: dataset.view !== null || dataset.progress !== null, run: runs.selected, detail: runs.detail, failed: runs.failure !== null }),
  )
  const detail = computed(() => ('detail' in evaluation.value ? evaluation.value.detail : null))
  const report = computed(() => detail.value?.report ?? null)
  const answer = computed(() => report.value?.answer ?? null)
  const given = computed(() => detail.value?.plan.recipe.classNames ?? [])
  const names = computed(() => classNames(given.value))
  /** As short as it can be with every class told apart: two codes may have been given one name. */
  const nameOf = computed(() => {
    const classes = answer.value?.kind === 'classification' ? answer.value.classes : []
    const { short, full } = names.value
    return new Set(classes.map(short)).size === classes.length ? short : full
  })

  const sentence = computed(() => {
    if (detail.value === null) return null
    return describeAnswer(answer.value, { classNames: given.value }, settings.language)
  })

  return { evaluation, detail, report, answer, nameOf, sentence }
}
