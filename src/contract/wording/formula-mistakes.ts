/** What is wrong with a step of the recipe, in both languages. Knows no screen. */
import type { Language } from '../language.ts'

interface Facts {
  value: string
  expected: string
}
type Sentences = Record<Language, (facts: Facts) => string>

const mistakes = {
  'formula.empty': { en: () => 'There is no formula yet. Write one, for example income / people.', 'zh-CN': () => '还没有公式。写一个，例如 income / people。' },
  'formula.unfinished': { en: () => 'The formula ends too early. Close its brackets and quotation marks, and finish its last part.', 'zh-CN': () => '公式没有写完。补上缺少的括号、引号或最后一部分。' },
  'formula.syntax': {
    en: ({ value, expected }) => `“${value}” at character ${expected} can't stand there. Put column names with spaces or signs in [brackets].`,
    'zh-CN': ({ value, expected }) => `第 ${expected} 个字符“${value}”不能出现在这里。带空格或符号的列名要写在 [方括号] 里。`,
  },
  'formula.severalParts': { en: () => 'These are several formulas. Join them with a sign such as + or and, and put column names with spaces in [brackets].', 'zh-CN': () => '这里有好几个公式。用 + 或 and 等符号连起来，带空格的列名写在 [方括号] 里。' },
  'formula.tooDeep': { en: ({ value }) => `There are more than ${value} brackets inside each other. Make a column of a part of it first.`, 'zh-CN': ({ value }) => `括号嵌套超过 ${value} 层。先把其中一部分做成一列。` },
  'formula.unknownColumn': {
    en: ({ value, expected }) => `“${value}” is no column${expected === '' ? '. A text is written in quotation marks.' : `; did you mean “${expected}”?`}`,
    'zh-CN': ({ value, expected }) => `没有名为“${value}”的列${expected === '' ? '。文本要写在引号里。' : `，是不是“${expected}”？`}`,
  },
  'formula.unknownFunction': {
    en: ({ value, expected }) => `“${value}” is no function${expected === '' ? '. Choose one of the list.' : `; did you mean “${expected}”?`}`,
    'zh-CN': ({ value, expected }) => `没有名为“${value}”的函数${expected === '' ? '。从列表中选择一个。' : `，是不是“${expected}”？`}`,
  },
  'formula.parts': { en: ({ value, expected }) => `“${value}” needs ${expected} ${expected === '1' ? 'value' : 'values'} in its brackets.`, 'zh-CN': ({ value, expected }) => `“${value}”的括号里需要 ${expected} 个值。` },
  'formula.needs.number': { en: ({ value }) => `“${value}” needs numbers. Give it columns of numbers.`, 'zh-CN': ({ value }) => `“${value}”需要数值。请使用数值列。` },
  'formula.needs.date': { en: ({ value }) => `“${value}” needs dates. Give it a column of dates, or a date such as "2024-01-31".`, 'zh-CN': ({ value }) => `“${value}”需要日期。请使用日期列，或 "2024-01-31" 这样的日期。` },
  'formula.needs.text': { en: ({ value }) => `“${value}” needs a text. Give it a column of words, or a text in quotation marks.`, 'zh-CN': ({ value }) => `“${value}”需要文本。请使用文本列，或写在引号里的文本。` },
  'formula.needs.yesNo': { en: ({ value }) => `“${value}” needs a condition, such as age > 30.`, 'zh-CN': ({ value }) => `“${value}”需要一个条件，例如 age > 30。` },
  'formula.compare': { en: ({ value }) => `“${value}” compares two values of one kind: numbers with numbers, texts with texts in quotation marks, dates with dates.`, 'zh-CN': ({ value }) => `“${value}”只能比较同一类的值：数值与数值，文本与引号中的文本，日期与日期。` },
  'formula.sameType': { en: ({ value }) => `What “${value}” chooses from must be of one kind: all numbers, all texts or all dates.`, 'zh-CN': ({ value }) => `“${value}”的各个结果应是同一类：都是数值、都是文本或都是日期。` },
  'step.notACondition': { en: () => 'To keep rows a condition is needed, such as age > 30.', 'zh-CN': () => '保留哪些行需要一个条件，例如 age > 30。' },
  'step.noName': { en: () => 'The column has no name yet. Write one.', 'zh-CN': () => '这一列还没有名称。写一个。' },
  'step.nameTaken': { en: ({ value }) => `There already is a column “${value}”. Choose another name.`, 'zh-CN': ({ value }) => `已经有名为“${value}”的列。换一个名称。` },
  'step.needs.number': { en: ({ value }) => `“${value}” is no column of numbers. Choose one, or read it as numbers in a step before.`, 'zh-CN': ({ value }) => `“${value}”不是数值列。换一列，或先用一个步骤把它转换为数值。` },
  'step.needs.category': { en: ({ value }) => `“${value}” is no column of categories. Choose one, or read it as categories in a step before.`, 'zh-CN': ({ value }) => `“${value}”不是类别列。换一列，或先用一个步骤把它转换为类别。` },
  'step.cast': { en: ({ value }) => `“${value}” can't be read as that. Dates and numbers are no forms of each other: year() and days() in a formula make numbers of dates.`, 'zh-CN': ({ value }) => `“${value}”不能这样转换。日期和数值不能互换：在公式中用 year() 和 days() 从日期得到数值。` },
  'step.learned': { en: ({ value }) => `“${value}” is learned from the training rows by a step before this one. Move this step before that one.`, 'zh-CN': ({ value }) => `“${value}”由前面的步骤从训练集学习得到。把这一步移到它前面。` },
  'step.target': { en: ({ value }) => `“${value}” is what is predicted, and nothing may be learned about it beforehand. Choose another column; the logarithm of a number to predict is made by a formula: log(…).`, 'zh-CN': ({ value }) => `“${value}”是要预测的列，不能事先从它学习。换一列；要预测数值的对数时，用公式 log(…)。` },
  'step.noColumn': { en: ({ value }) => `There is no column “${value}” at this step. Choose one of the columns.`, 'zh-CN': ({ value }) => `到这一步没有名为“${value}”的列。从现有的列中选择。` },
} as const satisfies Record<string, Sentences>

export type FormulaProblem = keyof typeof mistakes

/** One or two sentences: what is wrong and what to do; '' for a problem that this version does not know. */
export function describeFormulaMistake(problem: string, facts: { value?: string | undefined; expected?: string | undefined }, language: Language): string {
  return isKnown(problem) ? mistakes[problem][language]({ value: facts.value ?? '', expected: facts.expected ?? '' }) : ''
}

function isKnown(problem: string): problem is FormulaProblem {
  return Object.hasOwn(mistakes, problem)
}
