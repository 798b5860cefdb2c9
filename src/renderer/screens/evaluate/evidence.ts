/** Signs of why nothing was learned, from the course of the run and what it learned from. Pure. */
import type { EpochRecord, Report } from '#contract/run.ts'
import type { Training } from '#contract/training.ts'
import type { SentenceContext } from '#contract/wording/sentence-parts.ts'

type Evidence = NonNullable<SentenceContext['evidence']>

/** A loss that keeps this share of what it was hardly fell. */
const hardly = 0.95
/** Fewer rows of a class than this are few, where the others have several times as many. */
const fewRows = 50
const fewShare = 0.2

export function evidenceOf(epochs: readonly EpochRecord[], answer: Report['answer'], { classWeights }: Pick<Training, 'classWeights'>): Evidence {
  const evidence: Evidence = {}
  const [from, to] = [epochs[0]?.training['loss'], epochs.at(-1)?.training['loss']]
  if (epochs.length > 1 && from !== undefined && to !== undefined && from > 0 && to > from * hardly) evidence.lossHardlyFell = { from, to }
  if (answer?.kind === 'classification' && classWeights === 'none') {
    const rows = answer.learnedRows ?? []
    const fewest = Math.min(...rows)
    const name = answer.classes[rows.indexOf(fewest)]
    if (name !== undefined && fewest < fewRows && fewest < fewShare * Math.max(...rows)) evidence.rarestClass = { answer: name, rows: fewest }
  }
  return evidence
}

/** Ten times a learning rate, written as people write rates: 0.003 becomes 0.03. */
export function livelierLearningRate(rate: number): number {
  return Number((rate * 10).toPrecision(2))
}
