/** What a sentence about a finding is made of. */
import type { Text } from '#contract/language.ts'

export interface Facts {
  column: string
  value: string
  /** What the value was read as. */
  readAs: string
  /** Counts and line numbers, written for the language. */
  count: string
  line: string
  /** The first lines, as a list; empty where none are known. */
  lines: string
  one: boolean
}

export type Describe = (facts: Facts) => Text
