/** What a process writes besides its answers: its last line, and all of it in a log where there is one. */
import { appendFileSync } from 'node:fs'

export interface LastWords {
  add(text: string): void
  /** Of a line, at most so much as fits into a sentence. */
  last(): string
}

export function lastWords(log?: string): LastWords {
  let words = ''
  return {
    add(text) {
      words = (words + text).slice(-4000)
      try {
        if (log !== undefined) appendFileSync(log, text)
      } catch (error) {
        // A full disk ends no training because of a log.
        console.error('log of TensorFlow:', error)
      }
    },
    last: () => words.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? '',
  }
}
