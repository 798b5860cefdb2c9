/** The cut-off that is looked at: on which rows, where it stands, and what was looked at when it was last moved. */
import { type ComputedRef, computed, ref, watch } from 'vue'
import type { ChosenCutOff } from '#contract/run.ts'
import type { RankedScores, RunScores, ScoredClasses } from '#contract/scores.ts'

export type ScoredPart = 'validation' | 'test'
type ScoredRun = Extract<RunScores, { kind: 'classes' }>

/** `judged`: the cut-off of the report; `kept`: what predictions use in its place. */
export function useCutOff(scores: ComputedRef<ScoredRun>, judged: ComputedRef<number>, kept: ComputedRef<ChosenCutOff | null>) {
  /** Validation rows first: there a choice costs nothing. */
  const parts = computed(() => (['validation', 'test'] as const).filter((name) => isUsable(scores.value[name])))
  const wanted = ref<ScoredPart>('validation')
  const part = computed<ScoredPart>(() => (parts.value.includes(wanted.value) ? wanted.value : (parts.value[0] ?? 'test')))
  const scored = computed<ScoredClasses | null>(() => scores.value[part.value])
  const ranked = computed<RankedScores | null>(() => scored.value?.ranked ?? null)

  const value = ref(kept.value?.value ?? judged.value)
  /** On which rows it was last moved: that is what it was chosen on, whatever is looked at later. */
  const movedOn = ref<ScoredPart | null>(null)
  watch([() => scores.value, kept], () => back())

  /** To a whole hundredth or finer, 0 to 1. */
  function move(to: number): void {
    if (!Number.isFinite(to)) return
    value.value = Math.min(1, Math.max(0, to))
    movedOn.value = part.value
  }

  /** To what predictions use. */
  function back(): void {
    value.value = kept.value?.value ?? judged.value
    movedOn.value = null
  }

  function recommend(): void {
    const suggested = scores.value.suggested?.value
    if (suggested === undefined) return
    value.value = suggested
    movedOn.value = null
  }

  /** What would be kept; null where it is what predictions use already. */
  const choice = computed<ChosenCutOff | 'judged' | null>(() => {
    if (value.value === (kept.value?.value ?? judged.value)) return null
    if (value.value === judged.value) return 'judged'
    if (movedOn.value === 'test') return { value: value.value, chosenOn: 'test' }
    return { value: value.value, chosenOn: value.value === scores.value.suggested?.value ? 'rule' : 'validation' }
  })

  /** On which rows the cut-off that is looked at was chosen; 'none': it was there before. */
  const chosenOn = computed<ScoredPart | 'none'>(() => {
    if (value.value === judged.value) return 'none'
    if (movedOn.value !== null) return movedOn.value
    return kept.value?.chosenOn === 'test' && value.value === kept.value.value ? 'test' : 'validation'
  })

  return { parts, part, wanted, scored, ranked, value, choice, chosenOn, move, back, recommend }
}

function isUsable(scored: ScoredClasses | null): boolean {
  return scored !== null && scored.ranked !== null && scored.ranked.positives > 0 && scored.ranked.negatives > 0
}
