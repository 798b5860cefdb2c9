/** A formula's text as a tree of columns, literals and calls, by precedence climbing. Nothing is ever run as code. */
import { type FormulaPiece, readPieces } from '#contract/formula-pieces.ts'
import { FormulaMistake } from './formula-mistake.ts'

/** Operators are calls too: `a + b` is the call '+' of two parts. */
export type Formula =
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'yesNo'; value: boolean }
  | { kind: 'column'; name: string }
  | { kind: 'call'; name: string; parts: Formula[] }

/**
 * Columns stand plainly or in [brackets]; a ] inside is written ]], a quotation mark inside quotation marks twice.
 * As in mathematics, a power binds closer than a sign: -2 ^ 2 is -4.
 *
 * @throws FormulaMistake
 */
export function parseFormula(text: string): Formula {
  const pieces = piecesOf(text)
  if (pieces.length === 0) throw new FormulaMistake('formula.empty')
  const reader = { pieces, at: 0, depth: 0 }
  const formula = readFrom(reader, 1)
  const rest = reader.pieces[reader.at]
  if (rest === undefined) return formula
  throw rest.kind === 'sign' ? unexpected(rest) : new FormulaMistake('formula.severalParts')
}

/** Names of the columns that a formula uses, each once. */
export function columnsOf(formula: Formula): string[] {
  switch (formula.kind) {
    case 'column':
      return [formula.name]
    case 'call':
      return [...new Set(formula.parts.flatMap(columnsOf))]
    case 'number':
    case 'text':
    case 'yesNo':
      return []
    default:
      return formula satisfies never
  }
}

interface Reader {
  pieces: readonly FormulaPiece[]
  at: number
  depth: number
}

const precedence: Readonly<Record<string, number>> = { or: 1, and: 2, '=': 4, '<>': 4, '<': 4, '>': 4, '<=': 4, '>=': 4, '+': 5, '-': 5, '*': 6, '/': 6, '^': 8 }
const afterNot = 3
const afterSign = 7
const power = 8
/** Deeper brackets than a person writes would only exhaust the stack. */
const deepest = 100

/** Reads as long as operators bind at least as closely as `least`. */
function readFrom(reader: Reader, least: number): Formula {
  if (++reader.depth > deepest) throw new FormulaMistake('formula.tooDeep', String(deepest))
  let left = readOne(reader)
  for (;;) {
    const piece = reader.pieces[reader.at]
    const own = piece === undefined || (piece.kind !== 'sign' && piece.kind !== 'word') ? undefined : precedenceOf(piece.text)
    if (piece === undefined || own === undefined || own < least) break
    reader.at++
    // Powers are read from the right: 2 ^ 3 ^ 2 is 2 ^ 9.
    left = { kind: 'call', name: piece.text, parts: [left, readFrom(reader, own === power ? own : own + 1)] }
  }
  reader.depth--
  return left
}

function readOne(reader: Reader): Formula {
  const piece = reader.pieces[reader.at++]
  if (piece === undefined) throw new FormulaMistake('formula.unfinished')
  const { kind, text } = piece
  switch (kind) {
    case 'number':
      return { kind, value: Number(text) }
    case 'text':
      return { kind, value: text }
    case 'column':
      return { kind, name: text }
    case 'word':
      if (text === 'not') return { kind: 'call', name: 'not', parts: [readFrom(reader, afterNot)] }
      if (text === 'true' || text === 'false') return { kind: 'yesNo', value: text === 'true' }
      if (precedenceOf(text) !== undefined) throw unexpected(piece)
      return takes(reader, '(') ? { kind: 'call', name: text, parts: partsOf(reader) } : { kind: 'column', name: text }
    case 'sign':
      if (text === '-' || text === '+') return { kind: 'call', name: `sign ${text}`, parts: [readFrom(reader, afterSign)] }
      if (text !== '(') throw unexpected(piece)
      return closed(reader, readFrom(reader, 1))
    default:
      return kind satisfies never
  }
}

function partsOf(reader: Reader): Formula[] {
  if (takes(reader, ')')) return []
  const parts = [readFrom(reader, 1)]
  while (takes(reader, ',')) parts.push(readFrom(reader, 1))
  return closed(reader, parts)
}

function closed<T>(reader: Reader, inside: T): T {
  if (takes(reader, ')')) return inside
  const piece = reader.pieces[reader.at]
  throw piece === undefined ? new FormulaMistake('formula.unfinished') : unexpected(piece)
}

function takes(reader: Reader, sign: string): boolean {
  const piece = reader.pieces[reader.at]
  if (piece?.kind !== 'sign' || piece.text !== sign) return false
  reader.at++
  return true
}

function precedenceOf(text: string): number | undefined {
  return Object.hasOwn(precedence, text) ? precedence[text] : undefined
}

function unexpected({ text, place }: FormulaPiece): FormulaMistake {
  return new FormulaMistake('formula.syntax', text, String(place))
}

function piecesOf(text: string): FormulaPiece[] {
  const { pieces, rest } = readPieces(text)
  if (rest === null) return pieces
  throw ['"', "'", '[', '“'].includes(rest.sign) ? new FormulaMistake('formula.unfinished') : new FormulaMistake('formula.syntax', rest.sign, String(rest.place))
}
