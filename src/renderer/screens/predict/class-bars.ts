/** The probabilities of an answer as bars with their texts. Pure. */
import type { Language } from '#contract/language.ts'
import type { Answer } from '#contract/prediction.ts'
import { formatProbability } from '#contract/wording/numbers.ts'

type ClassAnswer = Extract<Answer, { kind: 'class' }>

export interface ClassBar {
  answer: string
  /** 0 to 1. */
  share: number
  /** Whole per cent, "under 1 %", "over 99 %". */
  text: string
  said: boolean
  /** Where on this bar the answer becomes this one; two classes only, on the one that matters most. */
  cutOff: number | null
}

export interface ClassBars {
  bars: ClassBar[]
  /** What does not fit, together. */
  rest: { count: number; share: number; text: string } | null
}

/** The answer that matters most first, several in the network's order; of very many the most probable. */
export function classBars({ answer, probabilities, cutOff }: ClassAnswer, language: Language, most = 8): ClassBars {
  const asBar = (own: ClassAnswer['probabilities'][number], at: number): ClassBar => ({
    answer: own.answer,
    share: own.probability,
    text: formatProbability(own.probability, language),
    said: own.answer === answer,
    cutOff: cutOff !== null && at === probabilities.length - 1 ? cutOff : null,
  })
  const bars = probabilities.map(asBar)
  if (cutOff !== null) return { bars: bars.toReversed(), rest: null }
  if (bars.length <= most) return { bars, rest: null }
  const byShare = bars.toSorted((a, b) => b.share - a.share)
  const others = byShare.slice(most - 1)
  const share = others.reduce((sum, other) => sum + other.share, 0)
  return { bars: byShare.slice(0, most - 1), rest: { count: others.length, share, text: formatProbability(share, language) } }
}
