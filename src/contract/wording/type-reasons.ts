/** Why a column has its type, in both languages. */
import type { Describe } from './finding-facts.ts'

export const typeReasonTexts = {
  chosen: () => ({ en: 'You chose this type.', 'zh-CN': '这是你选择的类型。' }),
  allNumbers: () => ({ en: 'Every value is a number.', 'zh-CN': '所有值都是数值。' }),
  allNumbersWithUnit: () => ({ en: 'Every value is a number with the same unit.', 'zh-CN': '所有值都是同一单位的数值。' }),
  allDates: () => ({ en: 'Every value is a date.', 'zh-CN': '所有值都是日期。' }),
  empty: () => ({ en: 'There are no values.', 'zh-CN': '没有任何值。' }),
  countsUp: () => ({ en: 'It counts the rows one by one.', 'zh-CN': '逐行递增的序号。' }),
  namedIdentifier: () => ({ en: 'Its name says so, and every value is different.', 'zh-CN': '列名像编号，而且每个值都不同。' }),
  allDifferentCodes: () => ({ en: 'Every value is a different code.', 'zh-CN': '每个值都是不同的代码。' }),
  longInteger: ({ value, line }) => ({
    en: `Its digits would be lost in a number: “${value}” in line ${line}.`,
    'zh-CN': `位数太多，当作数值会丢失精度：文件第 ${line} 行的“${value}”。`,
  }),
  leadingZeros: ({ value, line }) => ({
    en: `Values such as “${value}” in line ${line} begin with zeros, which a number would lose.`,
    'zh-CN': `有以 0 开头的值（如文件第 ${line} 行的“${value}”），当作数值会丢掉开头的 0。`,
  }),
  yesNo: () => ({ en: 'It has two values, yes and no.', 'zh-CN': '只有“是”和“否”两种取值。' }),
  fewValues: ({ count }) => ({ en: `It has ${count} different values, which come again and again.`, 'zh-CN': `只有 ${count} 种取值，反复出现。` }),
  manyValues: ({ count }) => ({ en: `It has ${count} different values, which hardly repeat.`, 'zh-CN': `有 ${count} 种取值，很少重复。` }),
  notAllNumbers: ({ count, value, line, one }) => ({
    en: one ? `“${value}” in line ${line} is the only value that is not a number.` : `${count} values are not numbers, the first is “${value}” in line ${line}.`,
    'zh-CN': one ? `只有文件第 ${line} 行的“${value}”不是数值。` : `有 ${count} 个值不是数值，第一个是文件第 ${line} 行的“${value}”。`,
  }),
  notAllDates: ({ count, value, line, one }) => ({
    en: one ? `“${value}” in line ${line} is the only value that is not a date.` : `${count} values are not dates, the first is “${value}” in line ${line}.`,
    'zh-CN': one ? `只有文件第 ${line} 行的“${value}”不是日期。` : `有 ${count} 个值不是日期，第一个是文件第 ${line} 行的“${value}”。`,
  }),
  dateOrderUnknown: ({ value, line }) => ({
    en: `No row tells whether “${value}” (line ${line}) has the day or the month first.`,
    'zh-CN': `看不出“${value}”（文件第 ${line} 行）是日在前还是月在前。`,
  }),
  dateOrderContradictory: ({ value, line }) => ({
    en: `Some dates have the day first, some the month, such as “${value}” in line ${line}.`,
    'zh-CN': `有的日期日在前，有的月在前（如文件第 ${line} 行的“${value}”）。`,
  }),
  decimalMarkUnknown: ({ value, line }) => ({
    en: `No value tells whether the comma of “${value}” (line ${line}) parts decimals or thousands.`,
    'zh-CN': `看不出“${value}”（文件第 ${line} 行）中的逗号是小数点还是千位分隔符。`,
  }),
  decimalMarksMixed: ({ value, line }) => ({
    en: `Some values have a decimal comma, some a decimal point, such as “${value}” in line ${line}.`,
    'zh-CN': `有的值用逗号作小数点，有的用句点（如文件第 ${line} 行的“${value}”）。`,
  }),
  unitsMixed: ({ value, line }) => ({
    en: `The values are in several units, such as “${value}” in line ${line}.`,
    'zh-CN': `各行的单位不同（如文件第 ${line} 行的“${value}”）。`,
  }),
  currenciesMixed: ({ value, line }) => ({
    en: `The values are of several currencies, such as “${value}” in line ${line}.`,
    'zh-CN': `各行的货币单位不同（如文件第 ${line} 行的“${value}”）。`,
  }),
} as const satisfies Record<string, Describe>
