/** Whether an answer shows anything learned at all: one rule for the sentence and for the causes. Pure arithmetic. */
import type { ClassificationAnswer, Estimate, Report } from './run.ts'
import { differenceOfShares } from './wilson.ts'

/** Where guessing is right this often, the answer that matters is rare and "right" hides whether it is found. */
const rareShare = 0.8

/**
 * Always guessing finds no row of a rare answer, so that there the question is whether its rows are found more often than others are
 * mistaken for it; elsewhere whether the paired range of the difference reaches 0.
 */
export function isNoBetterThanGuessing(answer: NonNullable<Report['answer']>): boolean {
  const rare = answer.kind === 'classification' ? rareAnswer(answer) : null
  if (rare === null || answer.kind === 'regression') return reachesZero(answer.overGuessing)
  const { actual, said, hit } = rare
  return reachesZero(differenceOfShares(hit, actual, said - hit, answer.rows - actual))
}

/** The answer that matters most, where it is so rare that the sentence counts how often it is found; else null. */
export function rareAnswer({ positive, guessing, rows }: ClassificationAnswer): NonNullable<ClassificationAnswer['positive']> | null {
  const rare = positive !== null && positive.answer !== guessing.answer && guessing.right >= rareShare * rows
  return rare && positive.actual > 0 && positive.actual < rows ? positive : null
}

/** Whether the rows cannot tell a difference from none, or tell that it is none. */
export function reachesZero(difference: Estimate): boolean {
  return !(difference.low > 0)
}
