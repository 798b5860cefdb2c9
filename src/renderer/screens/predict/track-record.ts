/** How good the run was on rows it had not seen, in one sentence beside its answers. '' before it is judged. */
import type { Language } from '#contract/language.ts'
import type { Report } from '#contract/run.ts'
import { inHundred, rangeInHundred, shareDecimals } from '#contract/wording/in-hundred.ts'
import { rareAnswer } from '#contract/no-better.ts'
import { wilson } from '#contract/wilson.ts'
import { formatMiss, formatMissRange } from '#contract/wording/sentence-numbers.ts'

export function trackRecord(report: Pick<Report, 'answer'> | null, language: Language, t: (key: string, params: Record<string, unknown>) => string, nameOf: (value: string) => string): string {
  if (report === null) return ''
  const { answer } = report
  if (answer === null) return t('predict.answer.unmeasured', {})
  switch (answer.kind) {
    case 'classification': {
      // As the sentence on Evaluate: of a rare answer, being right nearly always says little.
      const rare = rareAnswer(answer)
      if (rare !== null) {
        const found = wilson(rare.hit, rare.actual)
        const decimals = shareDecimals(found)
        return t('predict.answer.found', { answer: nameOf(rare.answer), found: inHundred(found.value, decimals), range: rangeInHundred(found, decimals, language) })
      }
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
