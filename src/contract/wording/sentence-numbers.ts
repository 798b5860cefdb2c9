/** The sentence for predicted numbers. */
import type { Language } from '../language.ts'
import { isNoBetterThanGuessing, reachesZero } from '../no-better.ts'
import type { Estimate, RegressionAnswer } from '../run.ts'
import { formatFixed, formatNumber, formatRange, plainBelow } from './numbers.ts'
import type { Sentence, SentenceContext, SentenceNote } from './sentence-parts.ts'
import { noBetterThanLinear, plainRows } from './sentence-parts.ts'
import { formatCount } from './numbers.ts'

export function describeNumbers(answer: RegressionAnswer, context: SentenceContext, language: Language): Sentence {
  const { target, rows, guessing, linear, meanAbsoluteError: miss } = answer
  const unit = unitOf(miss)
  const measured = answer.unit === undefined ? '' : ` ${answer.unit}`
  const figure = write(miss.value, unit, Math.round)
  const range = formatMissRange(miss, language)
  const guessed = writeOther(guessing.meanAbsoluteError, unit)
  const linearMiss = linear === null ? null : writeOther(linear.meanAbsoluteError, unit)
  const noBetter = isNoBetterThanGuessing(answer)
  const scale = {
    kind: 'miss' as const,
    minimum: 0,
    maximum: Math.max(miss.high, guessing.meanAbsoluteError, linear?.meanAbsoluteError ?? 0),
    value: miss.value,
    low: miss.low,
    high: miss.high,
    guessing: guessing.meanAbsoluteError,
    linear: linear?.meanAbsoluteError ?? null,
  }
  if (noBetter) {
    return {
      headline: {
        en: `No better than always guessing the average, as far as ${plainRows(rows)} can tell: it misses “${target}” by ${figure}${measured} on average (${range}) against ${guessed}.`,
        'zh-CN': `仅凭这 ${formatCount(rows)} 行，看不出它比总猜平均值更好：“${target}”的预测值平均相差 ${figure}${measured}（${range}），总猜平均值相差 ${guessed}。`,
      }[language],
      range: linearMiss === null ? '' : { en: `A linear model misses by ${linearMiss}.`, 'zh-CN': `线性模型平均相差 ${linearMiss}。` }[language],
      notes: [...giveAwayNotes(answer, language), ...(linearIsBetter(answer) ? linearNotes(answer, linearMiss, language) : [])],
      scale,
    }
  }
  return {
    headline: {
      en: `Its predictions of “${target}” miss by ${figure}${measured} on average (${range}).`,
      'zh-CN': `“${target}”的预测值平均相差 ${figure}${measured}（${range}）。`,
    }[language],
    range: {
      en: `Always guessing the average misses by ${guessed}${linearMiss === null ? '' : `; a linear model, ${linearMiss}`}.`,
      'zh-CN': `总猜平均值，平均相差 ${guessed}${linearMiss === null ? '' : `；线性模型，平均相差 ${linearMiss}`}。`,
    }[language],
    notes: [...giveAwayNotes(answer, language), ...linearNotes(answer, linearMiss, language)],
    scale,
  }
}

function giveAwayNotes({ giveAway }: RegressionAnswer, language: Language): SentenceNote[] {
  if (giveAway === undefined || giveAway === null) return []
  const { column } = giveAway
  const percent = formatCount(Math.max(1, Math.ceil(giveAway.error * 100)))
  const text = {
    en: `One column, “${column}”, tells the number nearly exactly alone: it misses by at most ${percent} % of what always guessing the average misses. Would you know it before the answer?`,
    'zh-CN': `单凭“${column}”这一列就几乎能算出答案：误差至多是总猜平均值的 ${percent}%。在知道答案之前，你能知道它吗？`,
  }
  return [{ kind: 'giveAway', text: text[language] }]
}

function linearIsBetter({ overLinear }: RegressionAnswer): boolean {
  return overLinear !== null && overLinear.high < 0
}

function linearNotes(answer: RegressionAnswer, linearMiss: string | null, language: Language): SentenceNote[] {
  if (answer.overLinear === null || linearMiss === null || !reachesZero(answer.overLinear)) return []
  if (!linearIsBetter(answer)) return [noBetterThanLinear(answer.rows, language)]
  const text = { en: `A linear model is better: it misses by ${linearMiss}. It is also easier to explain.`, 'zh-CN': `线性模型更好：平均相差 ${linearMiss}，也更容易解释。` }
  return [{ kind: 'linear', text: text[language] }]
}

/** A miss with no more digits than the range of the average miss supports. */
export function formatMiss(value: number, averageMiss: Estimate): string {
  return write(value, unitOf(averageMiss), Math.round)
}

/** The range of the average miss, rounded outward. */
export function formatMissRange(averageMiss: Estimate, language: Language, place: 'sentence' | 'table' = 'sentence'): string {
  const unit = unitOf(averageMiss)
  return formatRange(write(averageMiss.low, unit, Math.floor), write(averageMiss.high, unit, Math.ceil), language, place)
}

/** A power of ten that divides the range into at least two: finer digits would be luck. For no range, three significant digits. */
function unitOf({ value, low, high }: Estimate): number {
  const width = high - low
  if (width > 0) return Math.floor(Math.log10(width / 2) + 1e-9)
  return value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value))) - 2
}

/** Beside it. What is too small for the unit still misses by something: “by 0” would call it perfect. */
function writeOther(value: number, unit: number): string {
  return value !== 0 && Math.round(value / 10 ** unit) === 0 ? formatNumber(value, 2) : write(value, unit, Math.round)
}

const roundingError = 1e-9

/** `value` in whole multiples of 10^exponent. */
function write(value: number, exponent: number, round: (value: number) => number): string {
  const guard = round === Math.floor ? roundingError : round === Math.ceil ? -roundingError : 0
  const multiples = round(value / 10 ** exponent + guard)
  // Built from text: 17 x 10 ** -1 is 1.7000000000000002.
  const rounded = Number(`${multiples}e${exponent}`)
  const size = Math.abs(rounded)
  if (rounded !== 0 && (size >= plainBelow || size < 0.0001)) return formatNumber(rounded, Math.max(1, Math.floor(Math.log10(size)) - exponent + 1))
  return formatFixed(rounded, Math.min(20, Math.max(0, -exponent)))
}
