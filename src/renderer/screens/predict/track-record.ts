/** How good the run was on rows it had not seen, in one sentence beside its answers. '' before it is judged. */
import type { Language } from '#contract/language.ts'
import type { Report } from '#contract/run.ts'
import { inHundred, rangeInHundred, shareDecimals } from '#contract/wording/in-hundred.ts'
import { formatMiss, formatMissRange } from '#contract/wording/sentence-numbers.ts'

export function trackRecord(report: Report | null, language: Language, t: (key: string, params: Record<string, unknown>) => string): string {
  if (report === null) return ''
  const { answer } = report
  if (answer === null) return t('predict.answer.unmeasured', {})
  switch (answer.kind) {
    case 'classification': {
      const decimals = shareDecimals(answer.accuracy)
      return t('predict.answer.right', { right: inHundred(answer.accuracy.value, decimals), range: rangeInHundred(answer.accuracy, decimals, language) })
    }
    case 'regression': {
      // In the digits of the sentence on Evaluate: two roundings of one range would look like two results.
      const miss = answer.meanAbsoluteError
      return t('predict.answer.misses', { value: formatMiss(miss.value, miss), range: formatMissRange(miss, language) })
    }
    default:
      return answer satisfies never
  }
}
