/** How a column's name is written in a formula: plainly where it reads as one word, else in [brackets]. */

const words = new Set(['and', 'or', 'not', 'true', 'false'])

export function columnInFormula(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name) && !words.has(name) ? name : `[${name.replaceAll(']', ']]')}]`
}
