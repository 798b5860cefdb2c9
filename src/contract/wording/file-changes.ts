/** What is said about a newer file of a project, in both languages. */
import type { Describe } from './finding-facts.ts'
import { formatSpelled } from './numbers.ts'

export const fileChangeTexts = {
  'changed.rows': ({ count, readAs, one }) => ({
    en: `The newer file has ${count} ${one ? 'row' : 'rows'}; the one before had ${readAs}.`,
    'zh-CN': `新文件有 ${count} 行，之前的文件有 ${readAs} 行。`,
  }),
  'changed.columnMissing': ({ column }) => ({
    en: `The newer file has no column “${column}”, which the one before had.`,
    'zh-CN': `新文件没有“${column}”列，之前的文件有。`,
  }),
  'changed.columnNew': ({ column }) => ({
    en: `“${column}” is a new column.`,
    'zh-CN': `“${column}”是新的一列。`,
  }),
  'changed.type': ({ column }) => ({
    en: `“${column}” had another type in the file before. Choose its type where it should be the same.`,
    'zh-CN': `“${column}”列的类型与之前的文件不同。如果应当相同，可以选定类型。`,
  }),
  'changed.unit': ({ column, value, readAs }) => ({
    en: `“${column}” is in ${value} now; in the file before it was in ${readAs}. A run that learned from ${readAs} is wrong about it.`,
    'zh-CN': `“${column}”列的单位现在是 ${value}，之前的文件是 ${readAs}。按 ${readAs} 学到的结果对它不适用。`,
  }),
  'changed.categoryNew': ({ column, value, count, one }) => ({
    en: one ? `“${value}” is a new value of “${column}”.` : `“${column}” has ${count} new values, the first is “${value}”.`,
    'zh-CN': one ? `“${value}”是“${column}”列的新取值。` : `“${column}”列有 ${count} 个新取值，第一个是“${value}”。`,
  }),
  'changed.below': ({ column, value, readAs }) => ({
    en: `“${column}” now goes down to ${formatSpelled(value)}; before it began at ${readAs}.`,
    'zh-CN': `“${column}”列的最小值现在是 ${formatSpelled(value)}，之前是 ${readAs}。`,
  }),
  'changed.above': ({ column, value, readAs }) => ({
    en: `“${column}” now goes up to ${formatSpelled(value)}; before it ended at ${readAs}.`,
    'zh-CN': `“${column}”列的最大值现在是 ${formatSpelled(value)}，之前是 ${readAs}。`,
  }),
} as const satisfies Record<string, Describe>
