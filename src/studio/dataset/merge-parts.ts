/** The parts of a column that threads read, made into one: their accounts added up, their texts in order of first appearance in the file. */
import { beyondDictionary, ByteDictionary, type DictionaryBudget } from './byte-dictionary.ts'
import { newTally, type ColumnTally } from './column-tally.ts'
import type { ColumnPart, ColumnStore, PartTexts } from './column-reader.ts'
import { addTally } from './merge-tallies.ts'
import { areShort, widened } from './short-integers.ts'

export interface MergedColumn {
  tally: ColumnTally
  store: ColumnStore
  /** Of a column of codes; empty for others. */
  dictionary: ByteDictionary
  /** A thread had no place for a text that the whole may know: the codes are not all right. */
  isIncomplete: boolean
  /** Numbers that are no whole steps of the store's scale: they are lost. */
  lost: number
}

/** Rows that one thread read: `part` is its place among the parts. */
export interface ReadRows {
  part: number
  firstRow: number
  rows: number
}

/** Changes the codes in `store` from those of the parts to those of the whole. */
export function mergeParts(parts: readonly ColumnPart[], filled: ColumnStore, read: readonly ReadRows[], budget: DictionaryBudget): MergedColumn {
  const tally = newTally()
  for (const part of parts) addTally(tally, part.tally)
  const dictionary = new ByteDictionary(budget)
  const whole = filled.form === 'codes' ? wholeCodes(parts.map(({ texts }) => texts), dictionary) : []
  const isShort = areShort(dictionary.size) && parts.every(({ beside }) => beside === 0)
  const store = settledStore(filled, isShort, read.reduce((end, { firstRow, rows }) => Math.max(end, firstRow + rows), 0))
  if (store.form === 'codes') {
    // The first part's texts often have their codes already.
    const changed = whole.map((codeOf) => (codeOf.some((code, at) => code !== at) ? codeOf : null))
    for (const { part, firstRow, rows } of read) {
      const codeOf = changed[part]
      if (codeOf) recode(store.codes.subarray(firstRow, firstRow + rows), codeOf)
    }
  }
  const lost = parts.reduce((sum, part) => sum + part.lost, 0)
  return { tally, store, dictionary, lost, isIncomplete: parts.length > 1 && parts.some(({ texts }) => texts !== null && texts.beyond > 0) }
}

/** Its integers in as many bits as they need, with nothing beside. */
function settledStore(store: ColumnStore, isShort: boolean, rows: number): ColumnStore {
  if (store.form === 'tally' || store.beside === null) return store
  if (store.form === 'codes') return { ...store, codes: isShort ? store.codes : widened({ kept: store.codes, beside: store.beside }, rows), beside: null }
  const { values, beside } = store
  if (values instanceof Float64Array) return store
  return { ...store, values: isShort ? values : { ...values, steps: widened({ kept: values.steps, beside }, rows) }, beside: null }
}

/** The code in `dictionary` of each text of each part. */
function wholeCodes(parts: readonly (PartTexts | null)[], dictionary: ByteDictionary): Int32Array[] {
  const codes = parts.map((texts) => new Int32Array(texts?.ends.length ?? 0))
  const next = parts.map(() => 0)
  for (;;) {
    // Each part has its own texts in order: the earliest of those next in line comes next.
    let part = -1
    let row = Infinity
    for (const [at, texts] of parts.entries()) {
      const first = texts?.firstRows[next[at] ?? 0]
      if (first !== undefined && first < row) {
        part = at
        row = first
      }
    }
    const [texts, partCodes] = [parts[part], codes[part]]
    if (!texts || !partCodes) return codes
    const code = next[part] ?? 0
    next[part] = code + 1
    if (texts.isValue[code] === 1) partCodes[code] = addTrimmed(dictionary, texts, code)
  }
}

function addTrimmed(dictionary: ByteDictionary, { bytes, ends }: PartTexts, code: number): number {
  let start = code === 0 ? 0 : (ends[code - 1] ?? 0)
  let end = ends[code] ?? 0
  while (start < end && isSpace(bytes[start])) start++
  while (end > start && isSpace(bytes[end - 1])) end--
  return dictionary.add(bytes, start, end)
}

function recode(codes: Int16Array | Int32Array, codeOf: Int32Array): void {
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number
    if (code >= 0) codes[row] = codeOf[code] as number
    else if (code !== -1) codes[row] = beyondDictionary
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d
}
