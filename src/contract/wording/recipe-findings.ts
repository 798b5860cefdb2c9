/** Words for what a recipe or a prediction found, and for why a column is left out. */
import type { Finding } from '../dataset.ts'
import type { Language, Text } from '../language.ts'
import type { LeftOutReason, LeftOutRowReason } from '../recipe.ts'
import { formatCount } from './numbers.ts'

/** Short enough for a table cell. */
export const leftOutTexts: Record<LeftOutReason, Text> = {
  target: { en: 'this is what is predicted', 'zh-CN': '这是要预测的列' },
  fromTarget: { en: 'made of what is predicted', 'zh-CN': '与要预测的列同出一处' },
  chosen: { en: 'you left it out', 'zh-CN': '你选择了不使用' },
  identifier: { en: 'identifier: it only names the row', 'zh-CN': '编号，只用来区分各行' },
  constant: { en: 'the same value everywhere', 'zh-CN': '取值全都相同' },
  text: { en: 'free text', 'zh-CN': '自由文本' },
  empty: { en: 'no values', 'zh-CN': '没有值' },
}

/** Why rows are left out. */
export const leftOutRowTexts: Record<LeftOutRowReason, Text> = {
  targetMissing: { en: 'the target is missing', 'zh-CN': '缺少目标值' },
  featureMissing: { en: 'a value is missing', 'zh-CN': '有缺失值' },
  filtered: { en: 'left out by a step', 'zh-CN': '由步骤排除' },
  duplicate: { en: 'equal to an earlier row', 'zh-CN': '与前面的行完全相同' },
}

interface FindingFacts {
  column: string
  value: string
  count: number
  /** Where the first one is: a data row as the table counts them, or a line of the file; empty where neither is known. */
  place: Text
}

/** `count` as a number of things in English. */
function things(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

/** The first cell that could not be read, and what became of all of them. */
function enExample({ value, count, place }: FindingFacts): string {
  return count === 1 ? `: “${value}”${place.en}. It is treated as missing.` : `, such as “${value}”${place.en}. They are treated as missing.`
}
function zhExample({ value, count, place }: FindingFacts): string {
  return `${count === 1 ? '：' : '，例如'}${of(place)}“${value}”，视为缺失。`
}

function of(place: Text): string {
  return place['zh-CN'] === '' ? '' : `${place['zh-CN']}的`
}

function placeOf({ row, line }: Finding): Text {
  if (row !== undefined) return { en: ` in row ${formatCount(row)}`, 'zh-CN': `第 ${formatCount(row)} 行` }
  return line === undefined ? { en: '', 'zh-CN': '' } : { en: ` in line ${formatCount(line)}`, 'zh-CN': `文件第 ${formatCount(line)} 行` }
}

const findingTexts = {
  'recipe.targetMissing': {
    en: ({ column, count }) => `${things(count, 'row has', 'rows have')} no value in “${column}” and ${count === 1 ? 'is' : 'are'} left out.`,
    'zh-CN': ({ column, count }) => `有 ${formatCount(count)} 行在“${column}”列没有值，不参与训练和评估。`,
  },
  'recipe.featureMissing': {
    en: ({ count }) => `${things(count, 'row is', 'rows are')} left out because a value is missing, as you chose.`,
    'zh-CN': ({ count }) => `按你的选择，有缺失值的 ${formatCount(count)} 行不参与训练和评估。`,
  },
  'recipe.noTestRows': {
    en: () => 'No rows are kept aside for the test, so nobody will know how good it is.',
    'zh-CN': () => '没有留出测试集，训练后没人知道它有多准。',
  },
  'recipe.fewTestRows': {
    en: ({ count }) => `Only ${things(count, 'row', 'rows')} to judge by: the range will be wide.`,
    'zh-CN': ({ count }) => `只有 ${formatCount(count)} 行可用来评判，得到的范围会很宽。`,
  },
  'recipe.moreInputsThanRows': {
    en: ({ count, value }) => `${formatCount(count)} inputs for ${things(Number(value), 'training row', 'training rows')}: it can learn them by heart. Leave columns out, or lower the number of categories.`,
    'zh-CN': ({ count, value }) => `训练集只有 ${formatCount(Number(value))} 行，输入却有 ${formatCount(count)} 个，容易死记硬背。可以少用几列，或减少类别数。`,
  },
  'recipe.rareClass': {
    en: ({ column, value, count }) => `Only ${things(count, 'row has', 'rows have')} “${value}” in “${column}”: too few to learn from or to judge by.`,
    'zh-CN': ({ column, value, count }) => `“${column}”列为“${value}”的只有 ${formatCount(count)} 行，太少了，既难学会，也难评判。`,
  },
  'recipe.classNotInTraining': {
    en: ({ value }) => `No training row has “${value}”, so it can never be the answer. Keep the shares of the answers equal in every part, or use another seed.`,
    'zh-CN': ({ value }) => `训练集里没有“${value}”，所以永远不会预测出它。可以让各部分保持相同的类别比例，或换一个随机种子。`,
  },
  'recipe.classNotInTest': {
    en: ({ value }) => `No test row has “${value}”: how well it is found cannot be measured.`,
    'zh-CN': ({ value }) => `测试集里没有“${value}”，无法衡量能否找出它。`,
  },
  'recipe.unbalanced': {
    en: ({ value, count }) => `“${value}” is the answer in ${formatCount(count)} of 100 rows: always guessing it is already right that often.`,
    'zh-CN': ({ value, count }) => `每 100 行约有 ${formatCount(count)} 行的答案是“${value}”，总猜它就能答对这么多。`,
  },
  'recipe.stratify': {
    en: () => 'Some answers are rare. Keeping their shares equal in every part (stratify) makes the test fairer.',
    'zh-CN': () => '有的类别很少。让各部分保持相同的类别比例（分层抽样），评估会更公平。',
  },
  'recipe.numbersAsClasses': {
    en: ({ column, count }) => `“${column}” has only ${formatCount(count)} different whole numbers, so they are read as classes. If they are amounts, choose to predict a number.`,
    'zh-CN': ({ column, count }) => `“${column}”列只有 ${formatCount(count)} 种整数，因此当作类别。如果它们表示数量，可改为预测数值。`,
  },
  'recipe.mostlyMissing': {
    en: ({ column, count }) => `“${column}” is missing in ${things(count, 'row', 'rows')}, more than half.`,
    'zh-CN': ({ column, count }) => `“${column}”列有 ${formatCount(count)} 行缺失，超过一半。`,
  },
  'recipe.rareCategories': {
    en: ({ column, count }) => `${things(count, 'rare value', 'rare values')} of “${column}” ${count === 1 ? 'is' : 'are'} treated like values never seen.`,
    'zh-CN': ({ column, count }) => `“${column}”列有 ${formatCount(count)} 个少见的取值，与未见过的取值一样处理。`,
  },
  'recipe.choiceUnknown': {
    en: ({ column }) => `There is no column “${column}” any more; what was chosen for it has no effect.`,
    'zh-CN': ({ column }) => `已经没有“${column}”列，之前为它做的选择不起作用。`,
  },
  'recipe.giveAway': {
    en: ({ column, count }) => `“${column}” alone gives the answer in ${formatCount(count)} of 100 rows. Would you know it before the answer?`,
    'zh-CN': ({ column, count }) => `单凭“${column}”列，每 100 行就能答对约 ${formatCount(count)} 行。在知道答案之前，你能知道它吗？`,
  },
  'recipe.giveAwayNumber': {
    en: ({ column, count }) => `“${column}” alone tells the number nearly exactly: it misses by at most ${formatCount(count)} % of what always guessing the average misses. Would you know it before the answer?`,
    'zh-CN': ({ column, count }) => `单凭“${column}”列就几乎能算出答案：误差至多是总猜平均值的 ${formatCount(count)}%。在知道答案之前，你能知道它吗？`,
  },
  'predict.outside': {
    en: ({ column, value, count, place }) => `${things(count, 'value', 'values')} of “${column}” ${count === 1 ? 'is' : 'are'} outside what it has learned${count === 1 ? ':' : ', such as'} ${value}${place.en}.`,
    'zh-CN': ({ column, value, count, place }) => `“${column}”列有 ${formatCount(count)} 个值超出学过的范围${count === 1 ? '：' : '，例如'}${of(place)} ${value}。`,
  },
  'predict.unseen': {
    en: ({ column, value, count, place }) => `${things(count, 'cell', 'cells')} of “${column}” ${count === 1 ? 'holds' : 'hold'} a value not seen before${count === 1 ? ':' : ', such as'} “${value}”${place.en}. It is treated as “other”.`,
    'zh-CN': ({ column, value, count, place }) => `“${column}”列有 ${formatCount(count)} 个单元格的取值未见过${count === 1 ? '：' : '，例如'}${of(place)}“${value}”，按“其他”处理。`,
  },
  'predict.missing': {
    en: ({ column, count, place }) => `${things(count, 'gap', 'gaps')} in “${column}” ${count === 1 ? 'is' : 'are'} filled as in training${place.en === '' || count === 1 ? place.en : `, the first${place.en}`}.`,
    'zh-CN': ({ column, count, place }) => `“${column}”列有 ${formatCount(count)} 处缺失${place['zh-CN'] === '' ? '' : `（${count === 1 ? '' : '第一处在'}${place['zh-CN']}）`}，按训练时的方式填补。`,
  },
  'predict.notANumber': {
    en: (facts) => `${things(facts.count, 'cell', 'cells')} of “${facts.column}” ${facts.count === 1 ? 'is' : 'are'} not a number${enExample(facts)}`,
    'zh-CN': (facts) => `“${facts.column}”列有 ${formatCount(facts.count)} 个单元格不是数值${zhExample(facts)}`,
  },
  'predict.notADate': {
    en: (facts) => `${things(facts.count, 'cell', 'cells')} of “${facts.column}” ${facts.count === 1 ? 'is' : 'are'} not a date${enExample(facts)}`,
    'zh-CN': (facts) => `“${facts.column}”列有 ${formatCount(facts.count)} 个单元格不是日期${zhExample(facts)}`,
  },
} as const satisfies Record<string, Record<Language, (facts: FindingFacts) => string>>

export type RecipeFindingCode = keyof typeof findingTexts

export const recipeFindingCodes: readonly string[] = Object.keys(findingTexts)

export function isRecipeFinding(code: string): code is RecipeFindingCode {
  return Object.hasOwn(findingTexts, code)
}

/** One sentence; null where the finding is not of a recipe or a prediction. */
export function describeRecipeFinding(finding: Finding, language: Language): string | null {
  if (!isRecipeFinding(finding.code)) return null
  const write: (facts: FindingFacts) => string = findingTexts[finding.code][language]
  return write({ column: finding.column ?? '', value: finding.value ?? '', count: finding.count ?? 0, place: placeOf(finding) })
}
