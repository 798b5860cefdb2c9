/** How numbers, ranges and times are written for a person, in both languages. Pure. */
import type { Language } from '../language.ts'

const minus = '\u2212'

/** From here on a number is written with a power of ten: below it are prices and counts, which people read digit by digit. */
export const plainBelow = 1e9

/** 1,234,567 in both languages; fractions are rounded. */
export function formatCount(count: number): string {
  return signed(grouped(Math.abs(Math.round(count)).toFixed(0)), count <= -0.5)
}

/**
 * A number of data: `digits` significant digits (3), without trailing zeros; below 0.0001 or from 10^9 on 3.2 x 10^-5
 * with superscripts.
 */
export function formatNumber(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return nonFinite(value)
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size < 0.0001 || size >= plainBelow) return scientific(value, digits)
  // Whole digits before the point are never replaced by zeros: 1,234 stays 1,234.
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)))
  return signed(grouped(withoutTrailingZeros(size.toFixed(Math.min(decimals, 20)))), value < 0)
}

/** A number as JavaScript spells it, with all its digits: 31,000.25 for 31000.25. Any other text stays as it is. */
export function formatSpelled(text: string): string {
  return /^-?\d+(\.\d+)?$/.test(text) ? signed(grouped(text.replace('-', '')), text.startsWith('-')) : text
}

/** With exactly `decimals` digits after the point (0 to 20), for columns and live numbers that must not jitter. */
export function formatFixed(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return nonFinite(value)
  const text = Math.abs(value).toFixed(decimals)
  return signed(grouped(text), value < 0 && Number(text) !== 0)
}

/** A live loss: four fixed decimals; large and tiny ones as any number. */
export function formatLoss(value: number): string {
  const size = Math.abs(value)
  return Number.isFinite(value) && (size >= 1e6 || (size > 0 && size < 0.00005)) ? scientific(value, 3) : formatFixed(value, 4)
}

/** A learning rate, plain: 0.001. */
export function formatLearningRate(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value)
  if (value === 0) return '0'
  const decimals = Math.min(20, Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value)))))
  return signed(withoutTrailingZeros(Math.abs(value).toFixed(decimals)), value < 0)
}

/** "91 to 99" in an English sentence, 91–99 in tables; Chinese 91～99 in both. Both ends are already written. */
export function formatRange(low: string, high: string, language: Language, place: 'sentence' | 'table' = 'sentence'): string {
  if (language === 'zh-CN') return `${low}～${high}`
  return place === 'sentence' ? `${low} to ${high}` : `${low}–${high}`
}

/** Of an answer: whole per cent, "under 1 %" and "over 99 %", never 0 % or 100 %. */
export function formatProbability(probability: number, language: Language): string {
  if (!Number.isFinite(probability)) return nonFinite(probability)
  if (probability < 0.01) return { en: 'under 1 %', 'zh-CN': '不到 1%' }[language]
  if (probability > 0.99) return { en: 'over 99 %', 'zh-CN': '超过 99%' }[language]
  return formatPercent(Math.round(probability * 100), language)
}

/** A share as per cent with `decimals` digits: "62 %", "62%". 0 and 100 only where exact. */
export function formatShare(share: number, language: Language, decimals = 0): string {
  if (!Number.isFinite(share)) return nonFinite(share)
  const step = 10 ** -decimals
  const rounded = Number((share * 100).toFixed(decimals))
  const honest = rounded >= 100 && share < 1 ? 100 - step : rounded <= 0 && share > 0 ? step : rounded
  return formatPercent(honest, language, decimals)
}

/** under 1 s, 4 s, 1 min 20 s, 2 h 5 min; 不到 1 秒, 4 秒, 1 分 20 秒, 2 小时 5 分. */
export function formatDuration(seconds: number, language: Language): string {
  if (!Number.isFinite(seconds)) return nonFinite(seconds)
  const units = { en: { h: 'h', min: 'min', s: 's' }, 'zh-CN': { h: '小时', min: '分', s: '秒' } }[language]
  const whole = Math.round(seconds)
  if (seconds < 1) return { en: 'under 1 s', 'zh-CN': '不到 1 秒' }[language]
  if (whole < 60) return `${whole} ${units.s}`
  if (whole < 3600) return joined(Math.floor(whole / 60), units.min, whole % 60, units.s)
  const minutes = Math.round(seconds / 60)
  return joined(Math.floor(minutes / 60), units.h, minutes % 60, units.min)
}

/** Decimal sizes: 160 MB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let size = Math.abs(bytes)
  let unit = 0
  // 999.5 would be written as 1,000 of the smaller unit.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return `${unit === 0 ? formatCount(size) : withoutTrailingZeros(size.toFixed(size < 9.95 ? 1 : 0))} ${units[unit] ?? ''}`
}

function formatPercent(percent: number, language: Language, decimals = 0): string {
  return formatFixed(percent, decimals) + { en: ' %', 'zh-CN': '%' }[language]
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

function scientific(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential(Math.max(0, digits - 1)).split('e')
  return signed(`${withoutTrailingZeros(mantissa)} × 10${superscript(Number(exponent))}`, value < 0)
}

function superscript(exponent: number): string {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹'
  return (exponent < 0 ? '⁻' : '') + [...String(Math.abs(exponent))].map((digit) => digits[Number(digit)] ?? '').join('')
}

function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.')
  const withCommas = whole.replace(/\B(?=(?:\d{3})+$)/g, ',')
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`
}

function withoutTrailingZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}

function signed(text: string, negative: boolean): string {
  return negative ? minus + text : text
}

function nonFinite(value: number): string {
  return Number.isNaN(value) ? '—' : signed('∞', value < 0)
}
