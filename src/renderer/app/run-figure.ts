/** The one figure of a run in a few words, or why it has none. */
import type { RunSummary } from '#contract/run.ts'
import { formatFigure } from '#contract/wording/figure.ts'

type Words = (key: string, params?: Record<string, unknown>) => string

export function figureWords({ state, figure }: Pick<RunSummary, 'state' | 'figure'>, t: Words): string {
  if (state.kind !== 'finished') return t('app.runs.live')
  if (figure !== null) return t(`app.runs.figure.${figure.kind}`, { value: formatFigure(figure) })
  switch (state.reason) {
    case 'completed':
    case 'stoppedEarly':
    case 'finishedByPerson':
      return t('app.runs.noFigure')
    case 'interrupted':
      return t('app.fact.interrupted')
    case 'diverged':
    case 'failed':
      return t('app.fact.stopped')
    default:
      return state.reason satisfies never
  }
}
