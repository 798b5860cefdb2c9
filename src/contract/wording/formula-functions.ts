/** The functions of a formula, how each is written and what it gives, in both languages. The engine computes them. */
import type { Text } from '../language.ts'

export interface FormulaFunction {
  name: string
  /** With its values in brackets. */
  form: string
  text: Text
}

export const formulaFunctions = [
  { name: 'if', form: 'if(condition, a, b)', text: { en: 'a where the condition holds, else b', 'zh-CN': '条件成立时取 a，否则取 b' } },
  { name: 'min', form: 'min(a, b)', text: { en: 'the smallest', 'zh-CN': '最小的值' } },
  { name: 'max', form: 'max(a, b)', text: { en: 'the largest', 'zh-CN': '最大的值' } },
  { name: 'abs', form: 'abs(x)', text: { en: 'without its sign', 'zh-CN': '绝对值' } },
  { name: 'log', form: 'log(x)', text: { en: 'natural logarithm', 'zh-CN': '自然对数' } },
  { name: 'log10', form: 'log10(x)', text: { en: 'logarithm to base 10', 'zh-CN': '以 10 为底的对数' } },
  { name: 'exp', form: 'exp(x)', text: { en: 'e to the power of x', 'zh-CN': 'e 的 x 次方' } },
  { name: 'sqrt', form: 'sqrt(x)', text: { en: 'square root', 'zh-CN': '平方根' } },
  { name: 'round', form: 'round(x)', text: { en: 'the nearest whole number', 'zh-CN': '四舍五入到整数' } },
  { name: 'floor', form: 'floor(x)', text: { en: 'the whole number below', 'zh-CN': '向下取整' } },
  { name: 'ceil', form: 'ceil(x)', text: { en: 'the whole number above', 'zh-CN': '向上取整' } },
  { name: 'year', form: 'year(date)', text: { en: 'year of a date', 'zh-CN': '日期的年份' } },
  { name: 'month', form: 'month(date)', text: { en: 'month of a date, 1 to 12', 'zh-CN': '日期的月份，1～12' } },
  { name: 'day', form: 'day(date)', text: { en: 'day of the month', 'zh-CN': '日期是几号' } },
  { name: 'weekday', form: 'weekday(date)', text: { en: 'day of the week, Monday is 0', 'zh-CN': '日期是星期几，星期一为 0' } },
  { name: 'days', form: 'days(from, to)', text: { en: 'days between two dates', 'zh-CN': '两个日期相隔的天数' } },
  { name: 'length', form: 'length(text)', text: { en: 'number of characters', 'zh-CN': '字符数' } },
  { name: 'contains', form: 'contains(text, "x")', text: { en: 'whether a text contains another', 'zh-CN': '文本是否包含另一段文本' } },
  { name: 'lower', form: 'lower(text)', text: { en: 'in small letters', 'zh-CN': '改为小写字母' } },
  { name: 'upper', form: 'upper(text)', text: { en: 'in capital letters', 'zh-CN': '改为大写字母' } },
  { name: 'coalesce', form: 'coalesce(a, b)', text: { en: 'the first that is not missing', 'zh-CN': '第一个不缺失的值' } },
] as const satisfies readonly FormulaFunction[]
