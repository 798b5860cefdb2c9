import { describe, expect, it } from 'vitest'
import type { ClassificationAnswer, RegressionAnswer } from './run.ts'
import { figureOf } from './figure.ts'
import { formatFigure, formatFigureRange } from './wording/figure.ts'
import { describeAnswer } from './wording/sentence.ts'

const none = { value: 0.2, low: 0.1, high: 0.3 }
const answer: ClassificationAnswer = {
  kind: 'classification', rows: 200, right: 188, accuracy: { value: 0.94, low: 0.898, high: 0.965 }, guessing: { answer: 'no', right: 150 }, linear: null,
  overGuessing: none, overLinear: null, positive: { answer: 'yes', actual: 50, said: 50, hit: 31 }, classes: ['no', 'yes'], confusion: [], mistakes: [], cutOff: null,
}
const rare: ClassificationAnswer = { ...answer, guessing: { answer: 'no', right: 160 }, positive: { answer: 'yes', actual: 40, said: 50, hit: 31 } }
const miss: RegressionAnswer = { kind: 'regression', rows: 50, target: 'y', meanAbsoluteError: { value: 2.13, low: 1.71, high: 2.58 }, guessing: { answer: 1, meanAbsoluteError: 6.5 }, linear: null, overGuessing: none, overLinear: null, r2: null, points: [] }

function written(of: ClassificationAnswer | RegressionAnswer) {
  const figure = figureOf({ answer: of })
  return figure === null ? null : [figure.kind, formatFigure(figure), formatFigureRange(figure, 'en'), formatFigureRange(figure, 'zh-CN')]
}

describe('the figure of a run', () => {
  it('is the number of its sentence, with its range', () => {
    expect(written(answer)).toEqual(['rightInHundred', '94', '89–97', '89～97'])
    expect(written(miss)).toEqual(['meanAbsoluteError', '2.1', '1.7–2.6', '1.7～2.6'])
    expect(figureOf({ answer: null })).toBeNull()
  })

  it('is how many were found where the answer that matters is rare, as the sentence says', () => {
    expect(written(rare)).toEqual(['foundInHundred', '78', '62–88', '62～88'])
    expect(describeAnswer(rare, {}, 'en').range).toContain('62 to 88 in 100')
  })

  it('never rounds to 100 what is not', () => {
    expect(formatFigure({ kind: 'rightInHundred', value: 99.6, low: 98, high: 99.9 })).toBe('99.6')
  })

  it('of an earlier version has no range', () => {
    expect([formatFigure({ kind: 'rightInHundred', value: 96.4 }), formatFigureRange({ kind: 'rightInHundred', value: 96.4 }, 'en')]).toEqual(['96', ''])
  })
})
