/** How a column's name is written in a formula: plainly where it reads as one word, else in [brackets]; and how one takes another's place. */
import { formulaWords, readPieces } from '#contract/formula-pieces.ts'

export function columnInFormula(name: string): string {
  return /^[\p{L}_][\p{L}\p{N}\p{M}_]*$/u.test(name) && !formulaWords.has(name) ? name : `[${name.replaceAll(']', ']]')}]`
}

/** The formula with other names for its columns. All else stays as it was typed, also where it is not finished. */
export function withColumnNames(formula: string, nameOf: (column: string) => string): string {
  const { pieces } = readPieces(formula)
  return pieces.reduceRight((text, { kind, text: name, place, length }, at) => {
    const next = pieces[at + 1]
    const called = next?.kind === 'sign' && next.text === '('
    const isColumn = kind === 'column' || (kind === 'word' && !called && !formulaWords.has(name))
    const other = isColumn ? nameOf(name) : name
    return other === name ? text : text.slice(0, place - 1) + columnInFormula(other) + text.slice(place - 1 + length)
  }, formula)
}
