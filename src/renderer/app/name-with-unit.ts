/** A column's name, or a value, with what its numbers are in, as axes and fields show it. Pure. */
import type { Language } from '#contract/language.ts'

/** area (㎡), 面积（㎡）; a name that says it already stays as it is. */
export function nameWithUnit(name: string, unit: string | undefined, language: Language): string {
  if (unit === undefined || name.includes(unit)) return name
  return { en: `${name} (${unit})`, 'zh-CN': `${name}（${unit}）` }[language]
}

/** 71.7 ㎡, 5 km, 15 岁; degrees close to the number. */
export function withUnit(value: string, unit: string | undefined): string {
  if (unit === undefined) return value
  return /^[°'"′″]/.test(unit) && unit.length === 1 ? value + unit : `${value} ${unit}`
}
