/** Tells a text of several lines from rows that a missing quotation mark made one cell of. Knows nothing of scanning. */
import { cellForms, type ScannedRecord } from './cell-text.ts'

/** With one delimiter a line, or two, prose makes such lines as well. */
const fewestLines = (delimiters: number): number => (delimiters > 2 ? 1 : delimiters === 2 ? 2 : 10)

const lineFeed = 0x0a
const carriageReturn = 0x0d

/**
 * How many whole lines inside quoted cells have each as many delimiters as the record itself; 0 where any has another number, or where
 * they are too few to say anything.
 */
export function linesLikeRows(record: ScannedRecord, delimiter: Uint8Array): number {
  const wanted = record.cells - 1
  if (wanted < 1) return 0
  let found = 0
  for (let cell = 0; cell < record.cells; cell++) {
    if (record.forms[cell] === cellForms.bare) continue
    const lines = wholeLinesWith(record.bytes, record.starts[cell] ?? 0, record.ends[cell] ?? 0, delimiter, wanted)
    if (lines >= fewestLines(wanted)) found += lines
  }
  return found
}

/** Lines that begin and end inside, `wanted` delimiters in each; 0 where one has another number. */
function wholeLinesWith(bytes: Uint8Array, start: number, end: number, delimiter: Uint8Array, wanted: number): number {
  let lines = -1
  let delimiters = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at]
    if (byte === lineFeed || (byte === carriageReturn && bytes[at + 1] !== lineFeed)) {
      if (lines >= 0 && delimiters !== wanted) return 0
      lines++
      delimiters = 0
    } else if (byte === delimiter[0] && delimiter.every((part, place) => bytes[at + place] === part)) {
      delimiters++
      at += delimiter.length - 1
    }
  }
  return Math.max(0, lines)
}
