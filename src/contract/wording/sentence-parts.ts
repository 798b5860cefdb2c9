/** What all forms of the sentence share: its types, and the words that more than one of them needs. */
import type { Language } from '../language.ts'
import type { Estimate } from '../run.ts'
import { formatCount, formatNumber } from './numbers.ts'

/** What else is known about the run, where it is known. */
export interface SentenceContext {
  /** Names for codes, as in the recipe. */
  classNames?: readonly { value: string; name: string }[]
  /** Evidence for why nothing was learned. */
  evidence?: {
    /** Training loss of the first and last epoch, where it hardly fell. */
    lossHardlyFell?: { from: number; to: number }
    /** The rarest class among the training rows, where it is rare. */
    rarestClass?: { answer: string; rows: number }
  }
}

/** Positions on the scale under the sentence, unrounded. Right and found: 0 to 100. Miss: from 0, in the target's unit, lower is better. */
export interface SentenceScale {
  kind: 'rightInHundred' | 'foundInHundred' | 'miss'
  minimum: number
  maximum: number
  value: number
  low: number
  high: number
  guessing: number | null
  linear: number | null
}

/** What a note is about, so that a window can offer the step that goes with it. */
export type NoteKind = 'giveAway' | 'overall' | 'linear' | 'lossHardlyFell' | 'rarestClass'

export interface SentenceNote {
  kind: NoteKind
  text: string
}

export interface Sentence {
  /** First line. */
  headline: string
  /** Second line; '' where there is nothing to add. */
  range: string
  /** At most three. */
  notes: SentenceNote[]
  /** null where nothing was measured. */
  scale: SentenceScale | null
}

export function evidenceNotes(context: SentenceContext, language: Language): SentenceNote[] {
  const { lossHardlyFell, rarestClass } = context.evidence ?? {}
  const notes: SentenceNote[] = []
  if (lossHardlyFell !== undefined) {
    const [from, to] = [formatNumber(lossHardlyFell.from), formatNumber(lossHardlyFell.to)]
    const text = { en: `The loss hardly fell, from ${from} to ${to}: a learning rate 10 times larger may help.`, 'zh-CN': `损失几乎没有下降，从 ${from} 到 ${to}：可以试试大 10 倍的学习率。` }[language]
    notes.push({ kind: 'lossHardlyFell', text })
  }
  if (rarestClass !== undefined) {
    const name = nameOf(rarestClass.answer, context)
    const text = { en: `Only ${plainRows(rarestClass.rows)} to learn “${name}” from: class weights may help.`, 'zh-CN': `训练集里“${name}”只有 ${formatCount(rarestClass.rows)} 行：可以试试类别权重。` }[language]
    notes.push({ kind: 'rarestClass', text })
  }
  return notes
}

export function noBetterThanLinear(rows: number, language: Language): SentenceNote {
  const text = {
    en: `No better than a linear model, as far as ${plainRows(rows)} can tell. The simpler one is easier to explain.`,
    'zh-CN': `仅凭这 ${formatCount(rows)} 行，看不出它比线性模型更好。简单的那个更容易解释。`,
  }
  return { kind: 'linear', text: text[language] }
}

/** Whether the rows cannot tell a difference from none, or tell that it is none. */
export function reachesZero(difference: Estimate): boolean {
  return !(difference.low > 0)
}

export function plainRows(rows: number): string {
  return `${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'}`
}

export function timesWord(count: string): string {
  return `${count} ${count === '1' ? 'time' : 'times'}`
}

export function nameOf(value: string, context: SentenceContext): string {
  const named = context.classNames?.find((own) => own.value === value)?.name.trim()
  return named === undefined || named === '' ? value : named
}
