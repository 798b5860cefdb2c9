/**
 * Bytes of an encoding to UTF-8 bytes, whole characters at a time. Knows nothing of cells. A byte that is no
 * character becomes U+FFFD and its place is told; the WHATWG Encoding Standard says how many make one U+FFFD.
 */
import { isUtf8 } from 'node:buffer'
import type { Encoding } from '#contract/dataset.ts'

export interface DecodedBlock {
  bytes: Uint8Array
  /** Offsets in `bytes` of each U+FFFD that stands for unreadable bytes. */
  replaced: number[]
}

export function decodeBlock(encoding: Encoding, bytes: Uint8Array): DecodedBlock {
  if (encoding === 'utf-8') return isUtf8(bytes) ? { bytes, replaced: [] } : repairUtf8(bytes)
  if (encoding === 'windows-1252') return { bytes: decodeWindows1252(bytes), replaced: [] }
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes)
  const utf8 = new TextEncoder().encode(text)
  return { bytes: utf8, replaced: text.includes('\ufffd') ? replacementsIn(utf8) : [] }
}

function replacementsIn(utf8: Uint8Array): number[] {
  const found: number[] = []
  for (let at = utf8.indexOf(0xef); at !== -1; at = utf8.indexOf(0xef, at + 1)) {
    if (utf8[at + 1] === 0xbf && utf8[at + 2] === 0xbd) found.push(at)
  }
  return found
}

function repairUtf8(bytes: Uint8Array): DecodedBlock {
  const repaired = new Uint8Array(bytes.length * 3)
  const replaced: number[] = []
  let to = 0
  for (let at = 0; at < bytes.length; ) {
    const { length, valid } = sequenceAt(bytes, at)
    if (valid) {
      for (let part = 0; part < length; part++) repaired[to++] = bytes[at + part] as number
    } else {
      replaced.push(to)
      repaired[to++] = 0xef
      repaired[to++] = 0xbf
      repaired[to++] = 0xbd
    }
    at += length
  }
  return { bytes: repaired.slice(0, to), replaced }
}

/** One character, or the bytes that make one U+FFFD: the longest beginning of a character (Unicode 3.9, table 3-7). */
export function sequenceAt(bytes: Uint8Array, at: number): { length: number; valid: boolean } {
  const first = bytes[at] ?? 0
  if (first < 0x80) return { length: 1, valid: true }
  const needed = first >= 0xc2 && first <= 0xdf ? 1 : first >= 0xe0 && first <= 0xef ? 2 : first >= 0xf0 && first <= 0xf4 ? 3 : 0
  if (needed === 0) return { length: 1, valid: false }
  let low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  let high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  for (let part = 1; part <= needed; part++) {
    const byte = bytes[at + part]
    if (byte === undefined || byte < low || byte > high) return { length: part, valid: false }
    low = 0x80
    high = 0xbf
  }
  return { length: needed + 1, valid: true }
}

// Node's own decoder takes 0x80 to 0x9f for control characters (measured on Node 20.20).
const from80 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

function decodeWindows1252(bytes: Uint8Array): Uint8Array {
  const decoded = new Uint8Array(bytes.length * 3)
  let to = 0
  for (const byte of bytes) {
    if (byte < 0x80) {
      decoded[to++] = byte
      continue
    }
    const point = byte < 0xa0 ? from80.charCodeAt(byte - 0x80) : byte
    if (point < 0x800) {
      decoded[to++] = 0xc0 | (point >> 6)
    } else {
      decoded[to++] = 0xe0 | (point >> 12)
      decoded[to++] = 0x80 | ((point >> 6) & 0x3f)
    }
    decoded[to++] = 0x80 | (point & 0x3f)
  }
  return decoded.slice(0, to)
}
