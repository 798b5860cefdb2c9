/** Numbers along an axis: at most six characters, because the space left of a chart is fixed. */
import type { Language } from '#contract/language.ts'
import { formatLearningRate, formatNumber } from '#contract/wording/numbers.ts'

const minus = '\u2212'
const units = {
  en: [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ],
  'zh-CN': [
    [1e12, '万亿'],
    [1e8, '亿'],
    [1e4, '万'],
  ],
} as const satisfies Record<Language, readonly (readonly [number, string])[]>

/** 0.25, 950, 1,200, 12k, 1.2M, 3e-5; in Chinese 1.2万, 300万, 1.5亿. */
export function axisNumber(value: number, language: Language): string {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? '0' : ''
  const size = Math.abs(value)
  const sign = value < 0 ? minus : ''
  if (size < 0.001 || size >= 1e15) {
    const [exact = '', rounded = ''] = [1, 0].map((digits) => sign + powerOfTen(size, digits))
    return exact.length <= 6 ? exact : rounded
  }
  if (size < 10_000) return sign + formatNumber(size, size < 1 ? 2 : 3)
  const [unit, letter] = units[language].find(([least]) => size >= least) ?? [1, '']
  return sign + shortest((size / unit).toFixed(size / unit < 10 ? 1 : 0)) + letter
}

/** Learning rates stand plain as long as they fit: 0.001. */
export function axisRate(value: number): string {
  const plain = formatLearningRate(value)
  return plain.length <= 6 ? plain : axisNumber(value, 'en')
}

/** 96%: shares along an axis, without the space that would not fit. */
export function axisShare(share: number): string {
  return `${Number((share * 100).toFixed(1))}%`
}

function powerOfTen(size: number, digits: number): string {
  return shortest(size.toExponential(digits)).replace('e-', `e${minus}`).replace('e+', 'e')
}

function shortest(text: string): string {
  return text.replace(/\.0(?=$|e)/, '')
}
