/** What all forms of the sentence share: its types, and the words that more than one of them needs. */
import type { Language } from '../language.ts'
import { formatCount } from './numbers.ts'

/** What else is known about the run, where it is known. */
export interface SentenceContext {
  /** Names for codes, as in the recipe. */
  classNames?: readonly { value: string; name: string }[]
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
export type NoteKind = 'giveAway' | 'overall' | 'linear'

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

export function noBetterThanLinear(rows: number, language: Language): SentenceNote {
  const text = {
    en: `No better than a linear model, as far as ${plainRows(rows)} can tell. The simpler one is easier to explain.`,
    'zh-CN': `仅凭这 ${formatCount(rows)} 行，看不出它比线性模型更好。简单的那个更容易解释。`,
  }
  return { kind: 'linear', text: text[language] }
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
