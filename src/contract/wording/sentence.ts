/** The rule-made sentence about how good a run is: the same in the window, the command line and reports. Knows no screens. */
import type { Language } from '../language.ts'
import type { Report } from '../run.ts'
import { formatCount } from './numbers.ts'
import { describeClasses } from './sentence-classes.ts'
import { describeNumbers } from './sentence-numbers.ts'
import type { Sentence, SentenceContext } from './sentence-parts.ts'
import { plainRows } from './sentence-parts.ts'

export function describeAnswer(answer: Report['answer'], context: SentenceContext, language: Language): Sentence {
  if (answer === null) return { headline: notMeasured[language], range: '', notes: [], scale: null }
  const sentence = answer.kind === 'regression' ? describeNumbers(answer, context, language) : describeClasses(answer, context, language)
  const few = answer.rows < fewRows ? onlyFew(answer.rows, language) : ''
  return { ...sentence, headline: few + sentence.headline, notes: sentence.notes.slice(0, 3) }
}

/** Below this many test rows the sentence starts with their number. */
const fewRows = 30
const notMeasured = {
  en: 'No rows were kept aside, so nobody knows how good it is.',
  'zh-CN': '没有留出测试集，所以没人知道它有多准。',
}

function onlyFew(rows: number, language: Language): string {
  return { en: `Only ${plainRows(rows)} to judge by: a range this wide says little. `, 'zh-CN': `只有 ${formatCount(rows)} 行可用来评判，范围这么宽，说明不了多少。` }[language]
}
