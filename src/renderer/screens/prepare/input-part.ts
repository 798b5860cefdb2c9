/** What an input of the network is of its column: a part of a date, or a mark. Pure; knows the names that a recipe gives. */

const parts = ['year', 'month', 'day', 'weekday', 'hour', 'missing', 'unseen'] as const

/** null for an input that is its column, one of its values, or a column of the file that is called so itself. */
export function partOfInput(name: string, columns: readonly string[]): { column: string; part: (typeof parts)[number] } | null {
  if (columns.includes(name)) return null
  for (const part of parts) {
    const column = name.slice(0, -` (${part})`.length)
    if (name.endsWith(` (${part})`) && columns.includes(column)) return { column, part }
  }
  return null
}
