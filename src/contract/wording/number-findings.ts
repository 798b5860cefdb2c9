/** What is said about numbers that are not written plainly, in both languages. */
import type { Describe } from './finding-facts.ts'

export const numberFindingTexts = {
  'converted.decimalComma': ({ column, value, readAs, count, line, one }) => ({
    en: `“${column}” has a decimal comma: “${value}” in line ${line} is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}.`,
    'zh-CN': `“${column}”列用逗号作小数点：文件第 ${line} 行的“${value}”读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。`,
  }),
  'converted.grouped': ({ column, value, readAs, count, line, one }) => ({
    en: `“${column}” parts its thousands: “${value}” in line ${line} is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}.`,
    'zh-CN': `“${column}”列带千位分隔符：文件第 ${line} 行的“${value}”读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。`,
  }),
  'converted.currency': ({ column, value, readAs, count, line, one }) => ({
    en: `“${column}” has amounts of money: “${value}” in line ${line} is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}.`,
    'zh-CN': `“${column}”列是金额：文件第 ${line} 行的“${value}”读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。`,
  }),
  'converted.percent': ({ column, value, readAs, count, line, one }) => ({
    en: `“${column}” has percentages: “${value}” in line ${line} is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}.`,
    'zh-CN': `“${column}”列带百分号：文件第 ${line} 行的“${value}”读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。`,
  }),
  'converted.unit': ({ column, value, readAs, count, line, one }) => ({
    en: `“${value}” of “${column}” in line ${line} is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}. Is that right?`,
    'zh-CN': `“${column}”列中，文件第 ${line} 行的“${value}”读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。这样对吗？`,
  }),
  'converted.measured': ({ column, value, readAs, count, line, one }) => ({
    en: `“${column}” has its unit in every cell: “${value}” in line ${line} is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}.`,
    'zh-CN': `“${column}”列的单元格里带单位：文件第 ${line} 行的“${value}”读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。`,
  }),
  unitLacking: ({ column, value, count, line, one }) => ({
    en: `${count} ${one ? 'value' : 'values'} of “${column}” ${one ? 'has' : 'have'} no unit and ${one ? 'is' : 'are'} read as if ${one ? 'it' : 'they'} had that of “${value}” in line ${line}. Is that right?`,
    'zh-CN': `“${column}”列有 ${count} 个值没有单位，按与文件第 ${line} 行的“${value}”相同的单位读取。这样对吗？`,
  }),
  otherUnit: ({ column, value, count, line, lines, one }) => ({
    en: `${count} ${one ? 'value' : 'values'} of “${column}” ${one ? 'has' : 'have'} another unit than the others: “${value}” in line ${line}${lines}. Treated as missing; write ${one ? 'it' : 'them'} in the same unit to use ${one ? 'it' : 'them'}.`,
    'zh-CN': `“${column}”列有 ${count} 个值的单位与其余不同：文件第 ${line} 行的“${value}”${lines}，视为缺失。需要用到时，请换算成同一单位。`,
  }),
  unitsMixed: ({ column, value, count, line, one }) => ({
    en: `“${column}” has values in several units; ${one ? 'the only one that differs from most is' : `${count} differ from most, the first of them is`} “${value}” in line ${line}. As they stand they can't be compared, so they are not read as numbers. Write all in one unit to use them.`,
    'zh-CN': `“${column}”列的单位不一致；${one ? '唯一与多数不同的是' : `有 ${count} 个与多数不同，其中第一个是`}文件第 ${line} 行的“${value}”。这样无法相互比较，因此不按数值读取。请在文件里统一单位后再用。`,
  }),
  'converted.fullWidth': ({ column, value, readAs, count, line, one }) => ({
    en: `“${value}” of “${column}” in line ${line} has full-width digits and is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}. Is that right?`,
    'zh-CN': `“${column}”列中，文件第 ${line} 行的“${value}”是全角数字，读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。这样对吗？`,
  }),
  'converted.negative': ({ column, value, readAs, count, line, one }) => ({
    en: `“${column}” has negative numbers in brackets: “${value}” in line ${line} is read as ${readAs}${one ? '' : `, and ${count} values in the same way`}.`,
    'zh-CN': `“${column}”列用括号表示负数：文件第 ${line} 行的“${value}”读作 ${readAs}${one ? '' : `，这样的值共 ${count} 个`}。`,
  }),
  pointGroups: ({ column, count, one }) => ({
    en: `The file has a decimal comma, so the ${one ? 'point in one value' : `points in ${count} values`} of “${column}” part${one ? 's' : ''} thousands.`,
    'zh-CN': `文件用逗号作小数点，因此“${column}”列有 ${count} 个值中的句点视为千位分隔符。`,
  }),
  percentMixed: ({ column, value, line, count }) => ({
    en: `Only ${count} values of “${column}” have a percent sign, first “${value}” in line ${line}; the others are read as they stand. Are they percentages, too?`,
    'zh-CN': `“${column}”列只有 ${count} 个值带百分号，第一个是文件第 ${line} 行的“${value}”，其余按原数读取。其余的也是百分数吗？`,
  }),
  decimalMarkUnknown: ({ column, value, line }) => ({
    en: `“${column}” looks like numbers, but no value tells whether the comma of “${value}” (line ${line}) parts decimals or thousands. It is not read as numbers until you choose.`,
    'zh-CN': `“${column}”列像是数值，但看不出“${value}”（文件第 ${line} 行）中的逗号是小数点还是千位分隔符，选定之前不按数值读取。`,
  }),
  decimalMarkAssumed: ({ column, value, line }) => ({
    en: `No value of “${column}” tells whether the comma of “${value}” (line ${line}) parts decimals or thousands; it is read as parting thousands.`,
    'zh-CN': `“${column}”列看不出“${value}”（文件第 ${line} 行）中的逗号是小数点还是千位分隔符，按千位分隔符读取。`,
  }),
  decimalMarksMixed: ({ column, value, count, line, one }) => ({
    en: `“${column}” has numbers with a decimal comma and numbers with a decimal point; ${one ? 'the only one of its kind is' : `${count} differ from the others, the first is`} “${value}” in line ${line}. It is not read as numbers.`,
    'zh-CN': `“${column}”列的数值有的用逗号作小数点，有的用句点；${one ? '唯一不同的是' : `有 ${count} 个与其余不同，第一个是`}文件第 ${line} 行的“${value}”，因此不按数值读取。`,
  }),
  currenciesMixed: ({ column, value, count, line, one }) => ({
    en: `“${column}” has amounts in several currencies; ${one ? 'the only one that differs from the first is' : `${count} differ from the first, the first of them is`} “${value}” in line ${line}. They can't be compared, so they are not read as numbers.`,
    'zh-CN': `“${column}”列的金额货币单位不同；${one ? '唯一与第一个不同的是' : `有 ${count} 个与第一个不同，其中第一个是`}文件第 ${line} 行的“${value}”。它们不能相互比较，因此不按数值读取。`,
  }),
} as const satisfies Record<string, Describe>
