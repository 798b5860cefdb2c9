import { describe, expect, it } from 'vitest'
import type { ClassificationAnswer } from '#contract/run.ts'
import { trackRecord } from './track-record.ts'

const none = { value: 0.2, low: 0.1, high: 0.3 }
const answer: ClassificationAnswer = {
  kind: 'classification', rows: 200, right: 188, accuracy: { value: 0.94, low: 0.898, high: 0.965 }, guessing: { answer: 'no', right: 150 }, linear: null,
  overGuessing: none, overLinear: null, positive: { answer: 'yes', actual: 40, said: 50, hit: 10 }, classes: ['no', 'yes'], confusion: [], mistakes: [], cutOff: null,
}
const said = (of: ClassificationAnswer | null): [string, unknown][] => {
  const calls: [string, unknown][] = []
  trackRecord({ answer: of }, 'en', (key, params) => (calls.push([key, params]), key), (value) => `<${value}>`)
  return calls
}

describe('how good a run was, beside its answers', () => {
  it('is how often it was right, with the range', () => {
    expect(said(answer)).toEqual([['predict.answer.right', { right: '94', range: '89 to 97' }]])
  })

  it('is how many of a rare answer it found, as on Evaluate, not how often it was right', () => {
    expect(said({ ...answer, guessing: { answer: 'no', right: 160 } })).toEqual([['predict.answer.found', { answer: '<yes>', found: '25', range: '14 to 41' }]])
  })

  it('is unknown without test rows', () => {
    expect(said(null)).toEqual([['predict.answer.unmeasured', {}]])
  })
})
