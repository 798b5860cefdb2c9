/** The text of a cell from the bytes of its record. Knows nothing of scanning. */

/** How a cell was written: bare; in quotes; in quotes with doubled quotes inside, which the text has once (`'` apart); with backslashes. */
export const cellForms = { bare: 0, quoted: 1, doubled: 2, escaped: 3, doubledSingle: 4 } as const

/** One record, valid until the next one. Cell `c` is `bytes[starts[c]..ends[c]]`, its enclosing quotes left out. */
export interface ScannedRecord {
  bytes: Uint8Array
  cells: number
  starts: Int32Array
  ends: Int32Array
  forms: Uint8Array
  /** Physical line on which it begins, from 1. */
  line: number
  /** Where it begins, in bytes of the scanned stream. */
  offset: number
}

const backslash = 0x5c
/** The same memory as a buffer: one for each cell would be more than the text. */
const views = new WeakMap<Uint8Array, Buffer>()

/** The text of a cell, as the file wrote it, without its enclosing quotes. */
export function cellText(record: ScannedRecord, cell: number): string {
  const start = record.starts[cell] ?? 0
  const end = record.ends[cell] ?? 0
  const form = record.forms[cell] ?? cellForms.bare
  if (form === cellForms.bare || form === cellForms.quoted) return textOf(record.bytes, start, end)
  const plain = new Uint8Array(end - start)
  return textOf(plain, 0, unescapeCell(record.bytes, start, end, form, plain))
}

/** Writes the text of a cell with doubled quotes or backslashes into `target`; returns its length. */
export function unescapeCell(bytes: Uint8Array, start: number, end: number, form: number, target: Uint8Array): number {
  // A database's word for "no value" is no escape.
  const isNull = end - start === 2 && bytes[start + 1] === 0x4e
  const doubled = form === cellForms.doubled ? 0x22 : form === cellForms.doubledSingle ? 0x27 : -1
  let length = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    if (form === cellForms.escaped && byte === backslash && at + 1 < end && !isNull) target[length++] = bytes[++at] as number
    else {
      target[length++] = byte
      // Doubled quotes are the only pairs that stand inside such a cell.
      if (byte === doubled) at++
    }
  }
  return length
}

/** UTF-8 to text; unlike TextDecoder it never takes a leading U+FEFF away. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  let view = views.get(bytes)
  if (view === undefined) {
    view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    views.set(bytes, view)
  }
  return view.toString('utf8', start, end)
}
