/** The words of the field, each explained in two sentences, with its formula. One list; four files by topic. */
import type { Text } from '../language.ts'
import { dataTerms } from './terms-data.ts'
import { judgingTerms } from './terms-judging.ts'
import { learningTerms } from './terms-learning.ts'
import { networkTerms } from './terms-network.ts'

export interface TermEntry {
  name: Text
  /** Two sentences. */
  words: Text
  /** Plain text; a line each. */
  formula?: Text
  /** Words that go with it, the nearest first. */
  see: readonly string[]
}

export const termTopics = ['data', 'network', 'learning', 'judging'] as const
export type TermTopic = (typeof termTopics)[number]

const byTopic = { data: dataTerms, network: networkTerms, learning: learningTerms, judging: judgingTerms } as const satisfies Record<TermTopic, Record<string, TermEntry>>

export type TermName = { [Topic in TermTopic]: keyof (typeof byTopic)[Topic] }[TermTopic]

const entries: Record<TermName, TermEntry> = { ...dataTerms, ...networkTerms, ...learningTerms, ...judgingTerms }

export function termNamed(name: TermName): TermEntry {
  return entries[name]
}

export function termsOf(topic: TermTopic): readonly TermName[] {
  return Object.keys(byTopic[topic]).filter(isTermName)
}

/** The words that go with this one. */
export function seeAlso(name: TermName): readonly TermName[] {
  return entries[name].see.filter(isTermName)
}

function isTermName(name: string): name is TermName {
  return Object.hasOwn(entries, name)
}
