/** What the Evaluate stage can say about the shown run: which case it is. Plain data in, no words. */
import type { Report, RunDetail, RunSummary } from '#contract/run.ts'

export type Evaluation =
  | { kind: 'noData' }
  | { kind: 'notTrained' }
  /** Still training, or being judged. */
  | { kind: 'underWay'; run: RunSummary }
  /** Over, but its report is not here yet. */
  | { kind: 'loading'; run: RunSummary }
  | { kind: 'unreadable'; run: RunSummary }
  /** Over without a report. */
  | { kind: 'notJudged'; run: RunSummary }
  /** No rows were kept aside. */
  | { kind: 'notMeasured'; run: RunSummary; detail: RunDetail; report: Report }
  | { kind: 'judged'; run: RunSummary; detail: RunDetail; report: Report; answer: NonNullable<Report['answer']> }

export interface KnownOfRun {
  hasData: boolean
  run: RunSummary | null
  detail: RunDetail | null
  /** A call about runs failed. */
  failed: boolean
}

export function evaluationOf({ hasData, run, detail, failed }: KnownOfRun): Evaluation {
  if (run === null) return { kind: hasData ? 'notTrained' : 'noData' }
  if (run.state.kind !== 'finished') return { kind: 'underWay', run }
  // What was loaded while it still trained has no report for another reason.
  if (detail === null || detail.summary.id !== run.id || detail.summary.state.kind !== 'finished') return { kind: failed ? 'unreadable' : 'loading', run }
  const { report } = detail
  if (report === null) return { kind: 'notJudged', run }
  const { answer } = report
  return answer === null ? { kind: 'notMeasured', run, detail, report } : { kind: 'judged', run, detail, report, answer }
}
