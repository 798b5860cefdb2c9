/** Words for what a careful look at a table found. */
import type { Language } from '../language.ts'
import type { AssociationKind, LookFinding } from '../look.ts'
import { formatCount, formatNumber, formatShare, formatSpelled } from './numbers.ts'

interface Facts {
  /** The column to act on, and the other one or all others. */
  column: string
  other: string
  all: string
  count: string
  one: boolean
  /** Rows to each of the `count`. */
  each: string
  share: string
  value: string
}

const texts: Record<LookFinding['code'], Record<Language, (facts: Facts) => string>> = {
  'look.duplicateRows': {
    en: ({ count, one, share }) => `${count} ${one ? 'row is' : 'rows are'} equal to an earlier one in every column (${share}). Copies would be learned from and judged by at once, and make the model look better than it is.`,
    'zh-CN': ({ count, share }) => `有 ${count} 行（${share}）与前面的行完全相同。同样的行既用来学又用来评判，会让模型显得比实际更好。`,
  },
  'look.nearDuplicateRows': {
    en: ({ count, one, column }) => `${count} ${one ? 'row is' : 'rows are'} equal to an earlier one in everything but “${column}”. If that column only names the row, ${one ? 'it is a copy' : 'they are copies'}.`,
    'zh-CN': ({ count, column }) => `有 ${count} 行除“${column}”列外，与前面的行完全相同。如果这一列只是编号，它们就是重复的行。`,
  },
  'look.manyValues': {
    en: ({ column, count, each }) => `“${column}” has ${count} different values with ${each} ${each === '1' ? 'row' : 'rows'} each on average: too few to learn what a value means, and enough to learn rows by heart, as with names.`,
    'zh-CN': ({ column, count, each }) => `“${column}”列有 ${count} 种取值，平均每种只有 ${each} 行：不足以学到每种取值的含义，却容易把各行背下来，姓名就是这样。`,
  },
  'look.numberedRows': {
    en: ({ column }) => `“${column}” is a whole number that rises from row to row, so it probably only names the row. A network can learn it by heart.`,
    'zh-CN': ({ column }) => `“${column}”列是逐行递增的整数，多半只是编号。网络可能会把它死记硬背下来。`,
  },
  'look.sameColumn': {
    en: ({ column, other }) => `“${column}” says the same as “${other}” in other words: from one follows the other.`,
    'zh-CN': ({ column, other }) => `“${column}”列与“${other}”列说的是同一件事：知道一个，就知道另一个。`,
  },
  'look.relatedColumns': {
    en: ({ column, other, value }) => `“${column}” and “${other}” go together very closely (${value} of at most 1). Which of them the model uses is then a matter of chance.`,
    'zh-CN': ({ column, other, value }) => `“${column}”列与“${other}”列关系非常密切（${value}，最大为 1），模型依靠其中哪一列全凭偶然。`,
  },
  'look.timeOrder': {
    en: ({ column }) => `The rows are in the order of “${column}”. With test rows drawn at random it is judged on days between those it has learned from, which is easier than the future.`,
    'zh-CN': ({ column }) => `各行按“${column}”列的先后排列。如果随机抽取测试集，评判用的日子就夹在学过的日子中间，比预测将来容易。`,
  },
  'look.missingTogether': {
    en: ({ all, count, one }) => `${all} are missing in the same ${one ? 'row' : `${count} rows`}. Perhaps one part of the form was not filled in; that can say something too.`,
    'zh-CN': ({ all, count }) => `${all}总在同样的 ${count} 行里一起缺失。也许是表格有一部分没有填写，这本身也可能说明问题。`,
  },
  'look.farValues': {
    en: ({ column, count, one, value }) => `${count} ${one ? 'value' : 'values'} of “${column}” ${one ? 'is' : 'are'} far from all others, ${one ? 'namely' : 'the farthest is'} ${value}. With standard scaling ${one ? 'it squeezes' : 'they squeeze'} the others together.`,
    'zh-CN': ({ column, count, value }) => `“${column}”列有 ${count} 个值离其他值很远，最远的是 ${value}。用标准化缩放时，它们会把其他值挤到一起。`,
  },
  'look.standIn': {
    en: ({ column, count, value }) => `${value} stands ${count} times in “${column}”, far from all other values: it probably means that there is no answer.`,
    'zh-CN': ({ column, count, value }) => `“${column}”列有 ${count} 个 ${value}，离其他值很远，多半表示没有答案。`,
  },
}

export function describeLookFinding({ code, columns, count, of, value = '' }: LookFinding, language: Language): string {
  const quoted = columns.map((name) => (language === 'en' ? `“${name}”` : `“${name}”列`))
  const last = quoted.at(-1) ?? ''
  return texts[code][language]({
    column: columns.at(-1) ?? '',
    other: columns[0] ?? '',
    all: quoted.length < 2 ? last : language === 'en' ? `${quoted.slice(0, -1).join(', ')} and ${last}` : `${quoted.slice(0, -1).join('、')}和${last}`,
    count: formatCount(count),
    one: count === 1,
    each: formatNumber(of / Math.max(1, count), 2),
    share: formatShare(count / Math.max(1, of), language, count * 10 < of ? 1 : 0),
    value: formatSpelled(value),
  })
}

/** How a pair was compared, for small print. */
export const associationTexts: Record<AssociationKind, Record<Language, string>> = {
  correlation: { en: 'correlation (Pearson)', 'zh-CN': '相关系数（Pearson）' },
  correlationRatio: { en: 'correlation ratio', 'zh-CN': '相关比' },
  cramersV: { en: 'Cramér’s V', 'zh-CN': 'Cramér’s V' },
}
