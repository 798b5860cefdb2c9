/** How good the run was on rows it had not seen, in one sentence beside its answers. '' before it is judged. */
import { figureOf } from '#contract/figure.ts'
import type { Language } from '#contract/language.ts'
import type { Report } from '#contract/run.ts'
import { formatFigure, formatFigureRange } from '#contract/wording/figure.ts'

/** The figure is that of Evaluate's sentence, in its digits: of a rare answer, being right nearly always says little. */
export function trackRecord(report: Pick<Report, 'answer'> | null, language: Language, t: (key: string, params: Record<string, unknown>) => string, nameOf: (value: string) => string): string {
  if (report === null) return ''
  const figure = figureOf(report)
  if (figure === null) return t('predict.answer.unmeasured', {})
  const range = formatFigureRange(figure, language, 'sentence')
  switch (figure.kind) {
    case 'rightInHundred':
      return t('predict.answer.right', { right: formatFigure(figure), range })
    case 'foundInHundred':
      return t('predict.answer.found', { answer: nameOf(report.answer?.kind === 'classification' ? (report.answer.positive?.answer ?? '') : ''), found: formatFigure(figure), range })
    case 'meanAbsoluteError':
      return t('predict.answer.misses', { value: formatFigure(figure), range })
    default:
      return figure.kind satisfies never
  }
}
