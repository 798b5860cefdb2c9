import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import type { Report, RunDetail, RunSummary } from '#contract/run.ts'
import { evaluationOf } from './evaluation.ts'

const finished = { kind: 'finished', reason: 'completed' } as const
const run = (state: RunSummary['state'], id = 'a'): RunSummary => ({
  id, number: 1, name: '', startedAt: '', state, task: 'binary', engine: 'tfjs', parameters: 1, epochs: { done: 1, planned: 1 }, steps: { done: 1, planned: 1 }, bestEpoch: null, hasModel: true, figure: null,
})
const report = (answer: Report['answer']): Report => ({
  rows: { training: 8, validation: 2, test: 0 }, metrics: { training: {}, validation: {}, test: {} }, answer, looks: 1, bestEpoch: null, seconds: 1, compileSeconds: 0, weightsSha256: '',
})
const detail = (summary: RunSummary, known: Report | null): RunDetail => ({ summary, plan: Plan.parse({ version: 1 }), report: known })
const kindOf = (summary: RunSummary | null, known: RunDetail | null, failed = false) => evaluationOf({ hasData: true, run: summary, detail: known, failed }).kind

describe('what can be said about a run', () => {
  it('is nothing before a file and before a run', () => {
    expect(evaluationOf({ hasData: false, run: null, detail: null, failed: false }).kind).toBe('noData')
    expect(kindOf(null, null)).toBe('notTrained')
  })

  it('is nothing while it trains and while it is judged', () => {
    expect(kindOf(run({ kind: 'training' }), null)).toBe('underWay')
    expect(kindOf(run({ kind: 'judging' }), detail(run({ kind: 'judging' }), null))).toBe('underWay')
  })

  it('waits for the report of a run that just finished, instead of calling it not judged', () => {
    expect(kindOf(run(finished), detail(run({ kind: 'training' }), null))).toBe('loading')
    expect(kindOf(run(finished), detail(run(finished, 'b'), null))).toBe('loading')
    expect(kindOf(run(finished), null, true)).toBe('unreadable')
  })

  it('tells a run without a report from one without rows kept aside', () => {
    expect(kindOf(run(finished), detail(run(finished), null))).toBe('notJudged')
    expect(kindOf(run(finished), detail(run(finished), report(null)))).toBe('notMeasured')
  })
})
