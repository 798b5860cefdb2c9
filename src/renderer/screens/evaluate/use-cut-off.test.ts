import { describe, expect, it } from 'vitest'
import { computed, nextTick, ref } from 'vue'
import type { ChosenCutOff } from '#contract/run.ts'
import type { RankedScores, RunScores, ScoredClasses } from '#contract/scores.ts'
import { useCutOff } from './use-cut-off.ts'

const ranked: RankedScores = { positives: 1, negatives: 1, thresholds: Float32Array.of(0.9, 0.1), hits: Int32Array.of(1, 1), alarms: Int32Array.of(0, 1), cutOffs: Float64Array.of(0.5, 0.05), order: { positives: Int32Array.of(0), negatives: Int32Array.of(1) }, curves: null, rocArea: 1, averagePrecision: 1 }
const scored: ScoredClasses = { total: 2, rows: Int32Array.of(1, 2), actual: Int32Array.of(1, 0), probabilities: Float32Array.of(0.9, 0.1), ranked }
const suggested = { value: 0.37, f1: 0.9, f1AtHalf: 0.8, gain: { value: 0.1, low: 0.05, high: 0.15 } }

function begin(part: Partial<Extract<RunScores, { kind: 'classes' }>> = {}, kept: ChosenCutOff | null = null) {
  const chosen = ref(kept)
  const scores: Extract<RunScores, { kind: 'classes' }> = { kind: 'classes', classes: ['no', 'yes'], validation: scored, test: scored, suggested, reliability: null, ...part }
  return { chosen, ...useCutOff(computed(() => scores), computed(() => 0.5), computed(() => chosen.value)) }
}

describe('the cut-off that is looked at', () => {
  it('begins at the one that predictions use, on validation rows', () => {
    expect([begin().value.value, begin().part.value, begin().choice.value]).toEqual([0.5, 'validation', null])
    expect(begin({}, { value: 0.3, chosenOn: 'rule' }).value.value).toBe(0.3)
  })

  it('remembers on which rows it was moved, whatever is looked at afterwards', () => {
    const own = begin()
    own.move(0.4)
    expect(own.choice.value).toEqual({ value: 0.4, chosenOn: 'validation' })
    own.wanted.value = 'test'
    expect(own.choice.value).toEqual({ value: 0.4, chosenOn: 'validation' })
    own.move(0.45)
    own.wanted.value = 'validation'
    expect(own.choice.value).toEqual({ value: 0.45, chosenOn: 'test' })
    expect(own.chosenOn.value).toBe('test')
    own.recommend()
    expect(own.chosenOn.value).toBe('validation')
    own.move(0.5)
    expect(own.chosenOn.value).toBe('none')
  })

  it('is chosen by the rule only where the rule was asked, or validation rows led to the same', () => {
    const own = begin()
    own.wanted.value = 'test'
    own.move(0.37)
    expect(own.choice.value).toEqual({ value: 0.37, chosenOn: 'test' })
    own.recommend()
    expect(own.choice.value).toEqual({ value: 0.37, chosenOn: 'rule' })
  })

  it('goes back to the judged one, and follows what is kept', async () => {
    const own = begin({}, { value: 0.3, chosenOn: 'test' })
    own.move(0.5)
    expect(own.choice.value).toBe('judged')
    own.move(0.2)
    own.back()
    expect(own.value.value).toBe(0.3)
    own.chosen.value = null
    await nextTick()
    expect([own.value.value, own.choice.value]).toEqual([0.5, null])
  })

  it('looks at test rows only where no others are there, and holds to 0 and 1', () => {
    const own = begin({ validation: null, suggested: null })
    expect([own.part.value, own.parts.value]).toEqual(['test', ['test']])
    own.move(0.4)
    expect(own.choice.value).toEqual({ value: 0.4, chosenOn: 'test' })
    own.move(7)
    expect(own.value.value).toBe(1)
    own.move(NaN)
    expect(own.value.value).toBe(1)
    expect(begin({ validation: null, test: { ...scored, ranked: { ...ranked, negatives: 0 } } }).parts.value).toEqual([])
  })
})
