/** The one figure of a run, as its sentence has it: how often right, how often a rare answer was found, or how far off. */
import { rareAnswer } from './no-better.ts'
import type { Report, RunSummary } from './run.ts'
import { wilson } from './wilson.ts'

/** null: no rows were kept aside. */
export function figureOf({ answer }: Pick<Report, 'answer'>): RunSummary['figure'] {
  if (answer === null) return null
  if (answer.kind === 'regression') return { kind: 'meanAbsoluteError', ...answer.meanAbsoluteError }
  const rare = rareAnswer(answer)
  const { value, low, high } = rare === null ? answer.accuracy : wilson(rare.hit, rare.actual)
  return { kind: rare === null ? 'rightInHundred' : 'foundInHundred', value: value * 100, low: low * 100, high: high * 100 }
}
