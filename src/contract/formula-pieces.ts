/** A formula's text cut into numbers, texts, columns, words and signs. Knows no precedence, no functions and no columns. */

export interface FormulaPiece {
  kind: 'number' | 'text' | 'column' | 'word' | 'sign'
  /** Without brackets or quotation marks; signs as the language has them. */
  text: string
  /** Where it begins, from 1. */
  place: number
  /** As many characters it has as it was written. */
  length: number
}

/** Words that are no names of columns. */
export const formulaWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'true', 'false'])

/** Signs as other languages, Chinese keyboards and textbooks write them. */
const sameAs: Readonly<Record<string, string>> = {
  '==': '=', '!=': '<>', '≠': '<>', '≤': '<=', '≥': '>=', '×': '*', '÷': '/', '−': '-',
  '（': '(', '）': ')', '，': ',', '＋': '+', '－': '-', '＊': '*', '／': '/', '＝': '=', '＜': '<', '＞': '>',
}

const piece = /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|"(?<double>(?:[^"]|"")*)"|“(?<curly>[^”]*)”|'(?<single>(?:[^']|'')*)'|\[(?<column>(?:[^\]]|\]\])+)\]|(?<word>[\p{L}_][\p{L}\p{N}\p{M}_]*)|(?<sign><>|<=|>=|==|!=|[-+*/^()<>=,≠≤≥×÷−（），＋－＊／＝＜＞]))/uy

/** `rest`: the first sign that belongs to no piece, and its place from 1; null: all of the text was read. */
export function readPieces(text: string): { pieces: FormulaPiece[]; rest: { sign: string; place: number } | null } {
  const whole = text.trimEnd()
  const pieces: FormulaPiece[] = []
  let at = 0
  while (at < whole.length) {
    piece.lastIndex = at
    const { groups } = piece.exec(whole) ?? {}
    const place = at + whole.slice(at).search(/\S/) + 1
    if (groups === undefined) {
      const [sign = ''] = whole.slice(place - 1)
      return { pieces, rest: { sign, place } }
    }
    at = piece.lastIndex
    pieces.push({ ...kindAndText(groups), place, length: at - place + 1 })
  }
  return { pieces, rest: null }
}

function kindAndText({ number, double, curly, single, column, word, sign = '' }: Record<string, string | undefined>): Pick<FormulaPiece, 'kind' | 'text'> {
  if (number !== undefined) return { kind: 'number', text: number }
  if (double !== undefined) return { kind: 'text', text: double.replaceAll('""', '"') }
  if (curly !== undefined) return { kind: 'text', text: curly }
  if (single !== undefined) return { kind: 'text', text: single.replaceAll("''", "'") }
  if (column !== undefined) return { kind: 'column', text: column.replaceAll(']]', ']') }
  if (word !== undefined) return { kind: 'word', text: word }
  return { kind: 'sign', text: sameAs[sign] ?? sign }
}
