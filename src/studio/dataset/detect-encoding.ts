/**
 * Which encoding a file is in: byte order mark, then UTF-8, then zero bytes (UTF-16), then what its high bytes look
 * like. Refuses what is no text. The person's choice wins over everything.
 */
import type { Encoding } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { decodeBlock, sequenceAt } from './decode-block.ts'
import type { FileSample } from './sample-file.ts'

export interface DetectedEncoding {
  encoding: Encoding
  /** Bytes of the byte order mark, 0 without. */
  markBytes: number
  /** False where other encodings would read the bytes as well. */
  certain: boolean
}

const marks: { encoding: Encoding; bytes: number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** Throws `file.excel`, `file.binary`. */
export function detectEncoding(sample: FileSample, chosen: Encoding | undefined, fileName: string): DetectedEncoding {
  refuseKnownFormats(sample.head, fileName)
  const mark = marks.find(({ bytes }) => startsWith(sample.head, bytes))
  if (chosen !== undefined) return { encoding: chosen, markBytes: mark?.encoding === chosen ? mark.bytes.length : 0, certain: true }
  if (mark) return { encoding: mark.encoding, markBytes: mark.bytes.length, certain: true }
  const wide = wideEncoding(sample)
  if (wide) return { encoding: wide, markBytes: 0, certain: true }
  refuseControlCharacters(sample, fileName)
  const { valid, invalid } = countUtf8(sample)
  if (invalid === 0 || valid >= invalid * 10) return { encoding: 'utf-8', markBytes: 0, certain: true }
  return { encoding: encodingOfHighBytes(sample.head, sample.pieces), markBytes: 0, certain: false }
}

/** For bytes that are not UTF-8: a Chinese, Japanese or Korean encoding where high bytes come in company, else windows-1252. */
export function encodingOfHighBytes(...parts: (Uint8Array | Uint8Array[])[]): Encoding {
  const joined = joinLinesWithHighBytes(parts.flat())
  let alone = 0
  let together = 0
  for (let at = 0; at < joined.length; ) {
    let end = at
    while (end < joined.length && (joined[end] as number) >= 0x80) end++
    if (end - at === 1) alone++
    if (end - at > 1) together += end - at
    at = end === at ? at + 1 : end
  }
  if (alone * 2 > together) return japanese(joined) ?? 'windows-1252'
  const candidates: Encoding[] = ['gb18030', 'big5', 'euc-kr', 'shift_jis']
  const rated = candidates.map((encoding) => ({ encoding, mistakes: decodeBlock(encoding, joined).replaced.length }))
  const fewest = Math.min(...rated.map(({ mistakes }) => mistakes))
  if (fewest * 50 > together) return 'windows-1252'
  const best = rated.filter(({ mistakes }) => mistakes === fewest).map(({ encoding }) => encoding)
  return japanese(joined) ?? (best.includes('big5') && lowSecondBytes(joined) > 0.2 ? 'big5' : best[0]) ?? 'gb18030'
}

/**
 * Of two-byte characters, the share whose second byte is below 0xA1. Common characters of GB18030 have none, those of
 * Big5 nearly every other one; both decode the other's bytes without a mistake.
 */
function lowSecondBytes(bytes: Uint8Array): number {
  let low = 0
  let pairs = 0
  for (let at = 0; at < bytes.length - 1; at++) {
    if ((bytes[at] ?? 0) < 0x81) continue
    pairs++
    at++
    const second = bytes[at] ?? 0
    // Digits stand second in the four-byte characters of GB18030 only.
    if (second < 0xa1 && second >= 0x40) low++
  }
  return pairs === 0 ? 0 : low / pairs
}

/** Shift_JIS, where most of what is not ASCII becomes kana. */
function japanese(bytes: Uint8Array): Encoding | undefined {
  const { bytes: utf8, replaced } = decodeBlock('shift_jis', bytes)
  if (replaced.length > 0) return undefined
  const text = new TextDecoder().decode(utf8)
  const kana = text.match(/[\u3041-\u30fe]/g)?.length ?? 0
  const half = text.match(/[\uff61-\uff9f]/g)?.length ?? 0
  const others = text.match(/[\u0080-\u3040\u30ff-\uff60\uffa0-\uffff]/g)?.length ?? 0
  return kana > others && half === 0 ? 'shift_jis' : undefined
}

function joinLinesWithHighBytes(parts: Uint8Array[]): Uint8Array {
  const lines: Uint8Array[] = []
  for (const [index, part] of parts.entries()) {
    let start = index === 0 ? 0 : part.indexOf(0x0a) + 1
    for (let end = part.indexOf(0x0a, start); ; end = part.indexOf(0x0a, start)) {
      const line = part.subarray(start, end === -1 ? part.length : end + 1)
      // The last line of a piece may end inside a character.
      if ((end !== -1 || lines.length === 0) && line.some((byte) => byte >= 0x80)) lines.push(line)
      if (end === -1) break
      start = end + 1
    }
  }
  return Buffer.concat(lines)
}

function wideEncoding(sample: FileSample): Encoding | undefined {
  const zeros = [0, 0]
  let units = 0
  for (const part of [sample.head, ...sample.pieces]) {
    units += part.length >> 1
    for (let at = part.indexOf(0); at !== -1; at = part.indexOf(0, at + 1)) zeros[at & 1] = (zeros[at & 1] ?? 0) + 1
  }
  const [even = 0, odd = 0] = zeros
  // ASCII in UTF-16 is half zeros; a table in Chinese has fewer, but its bytes make no UTF-8.
  const fewest = countUtf8(sample).invalid === 0 ? 0.3 : 0.05
  if (Math.max(even, odd) === 0 || Math.max(even, odd) < units * fewest || Math.min(even, odd) > Math.max(even, odd) * 0.05) return undefined
  return odd > even ? 'utf-16le' : 'utf-16be'
}

function refuseKnownFormats(head: Uint8Array, fileName: string): void {
  const excel = [
    [0x50, 0x4b, 0x03, 0x04],
    [0xd0, 0xcf, 0x11, 0xe0],
  ]
  if (excel.some((magic) => startsWith(head, magic))) throw new StudioError('file.excel', { file: fileName })
  const binary = ['\x89PNG', '\xff\xd8\xff', 'GIF8', '%PDF-', '\x1f\x8b', 'BZh9', '\xfd7zXZ', '7z\xbc\xaf', 'PAR1', '\x89HDF', '\x93NUMPY', 'SQLite format 3\0', '\x7fELF', 'Rar!', '\x80\x04\x95', 'ARROW1', 'Obj\x01', '$FL2@(#)']
  if (binary.some((magic) => startsWith(head, [...magic].map((character) => character.charCodeAt(0))))) {
    throw new StudioError('file.binary', { file: fileName })
  }
}

function refuseControlCharacters(sample: FileSample, fileName: string): void {
  let controls = 0
  let total = 0
  for (const part of [sample.head, ...sample.pieces]) {
    total += part.length
    for (const byte of part) if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) controls++
  }
  // One stray NUL in a table is data; a few in a hundred bytes are no text.
  if (controls > 4 + total * 0.01) throw new StudioError('file.binary', { file: fileName, count: controls })
}

function countUtf8(sample: FileSample): { valid: number; invalid: number } {
  let valid = 0
  let invalid = 0
  for (const [index, part] of [sample.head, ...sample.pieces].entries()) {
    let at = 0
    // A piece may begin inside a character, and any but a complete head may end inside one.
    if (index > 0) while (at < 3 && ((part[at] ?? 0) & 0xc0) === 0x80) at++
    const last = sample.complete ? part.length : part.length - 4
    while (at < last) {
      const sequence = sequenceAt(part, at)
      if (!sequence.valid) invalid++
      else if (sequence.length > 1) valid++
      at += sequence.length
    }
  }
  return { valid, invalid }
}

function startsWith(bytes: Uint8Array, beginning: number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte)
}
