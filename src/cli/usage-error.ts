/** A command that can't be understood. Its one sentence is written where the mistake is seen. */
import type { Text } from '#contract/language.ts'

export class UsageError extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.name = 'UsageError'
    this.text = text
  }
}
