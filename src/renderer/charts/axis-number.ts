/** Numbers along an axis: at most six characters, because the space left of a chart is fixed. */
import { formatLearningRate, formatNumber } from '#contract/wording/numbers.ts'

const minus = '\u2212'
const units = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

/** 0.25, 950, 1,200, 12k, 1.2M, 3e-5. */
export function axisNumber(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return value === 0 ? '0' : ''
  const size = Math.abs(value)
  const sign = value < 0 ? minus : ''
  if (size < 0.001 || size >= 1e15) {
    const [exact = '', rounded = ''] = [1, 0].map((digits) => sign + powerOfTen(size, digits))
    return exact.length <= 6 ? exact : rounded
  }
  if (size < 10_000) return sign + formatNumber(size, size < 1 ? 2 : 3)
  const [unit, letter] = units.find(([least]) => size >= least) ?? units[3]
  return sign + shortest((size / unit).toFixed(size / unit < 10 ? 1 : 0)) + letter
}

/** Learning rates stand plain as long as they fit: 0.001. */
export function axisRate(value: number): string {
  const plain = formatLearningRate(value)
  return plain.length <= 6 ? plain : axisNumber(value)
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
