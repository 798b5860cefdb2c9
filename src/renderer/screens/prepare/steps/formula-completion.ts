/** What may stand where a person types in a formula: columns and functions that go with the letters before the caret. */
import { columnInFormula } from '#renderer/plan/column-in-formula.ts'

export interface Suggestion {
  kind: 'column' | 'function'
  /** As it is listed: a column's name, a function with its values. */
  label: string
  /** What is written. */
  text: string
  /** Where the caret stands in `text` afterwards. */
  caret: number
}

export interface Completion {
  /** The letters that the suggestion takes the place of. */
  from: number
  to: number
  suggestions: Suggestion[]
}

const mostSuggestions = 50

/** `asked`: shown even where no letter stands before the caret. None inside quotation marks. */
export function completionAt(text: string, caret: number, columns: readonly string[], functions: readonly { name: string; form: string }[], asked: boolean): Completion {
  const before = text.slice(0, caret)
  const none = { from: caret, to: caret, suggestions: [] }
  const open = openAt(before)
  if (open === 'text') return none
  const words = open === null ? wordsOfColumn(before, columns) : ''
  const letters = open === null ? words || (/[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.exec(before)?.[0] ?? '') : before.slice(open + 1)
  if (letters === '' && open === null && !asked) return none
  const from = open ?? caret - letters.length
  const behind = text.slice(caret)
  // The rest of the word, or of the brackets, that the caret stands in.
  const rest = open === null ? (/^[\p{L}\p{N}\p{M}_]*/u.exec(behind)?.[0] ?? '') : (/^[^[\]"'“”]*\]/u.exec(behind)?.[0] ?? '')
  const sought = letters.toLowerCase()
  const ofColumns = columns.map((name): Suggestion => {
    const written = columnInFormula(name)
    return { kind: 'column', label: name, text: written, caret: written.length }
  })
  const ofFunctions = open !== null ? [] : functions.map(({ name, form }): Suggestion => ({ kind: 'function', label: form, text: `${name}()`, caret: name.length + 1 }))
  // A column is known by any part of its name, a function by its beginning.
  const fits = ({ kind, label }: Suggestion): boolean => (kind === 'column' ? label.toLowerCase().includes(sought) : label.startsWith(sought))
  const found = [...ofColumns, ...ofFunctions].filter((own) => fits(own) && own.text !== letters)
  // Names that begin with the letters first.
  const begins = ({ label }: Suggestion): number => Number(!label.toLowerCase().startsWith(sought))
  return { from, to: caret + rest.length, suggestions: found.toSorted((one, other) => begins(one) - begins(other)).slice(0, mostSuggestions) }
}

/** The last words where a column's name of several begins with them, as a person types it who knows no brackets; '' where none does. */
function wordsOfColumn(before: string, columns: readonly string[]): string {
  const names = columns.map((name) => name.toLowerCase())
  const starts = [...before.matchAll(/(?<![\p{L}\p{N}\p{M}_])[\p{L}_]/gu)].map(({ index }) => before.slice(index))
  return starts.find((words) => words.includes(' ') && names.some((name) => name.startsWith(words.toLowerCase()))) ?? ''
}

/** Inside quotation marks, or the place of an open bracket; null: neither. */
function openAt(before: string): 'text' | number | null {
  let quote = ''
  let bracket: number | null = null
  for (let at = 0; at < before.length; at++) {
    const sign = before.charAt(at)
    if (quote !== '') {
      if (sign === quote) quote = ''
    } else if (bracket !== null) {
      if (sign === ']') bracket = null
    } else if (sign === '"' || sign === "'") quote = sign
    else if (sign === '“') quote = '”'
    else if (sign === '[') bracket = at
  }
  return quote !== '' ? 'text' : bracket
}
