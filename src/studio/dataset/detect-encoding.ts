/**
 * Which encoding a file is in: byte order mark, then UTF-8, then zero bytes (UTF-16), then what its high bytes look
 * like. Refuses what is no text. The person's choice wins over everything.
 */
import { isAscii } from 'node:buffer'
import type { Encoding } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { sequenceAt } from './decode-block.ts'
import { rankEncodings } from './rank-encodings.ts'
import type { FileSample } from './sample-file.ts'

export interface DetectedEncoding {
  encoding: Encoding
  /** Bytes of the byte order mark, 0 without. */
  markBytes: number
  /** False where other encodings would read the bytes as well. */
  certain: boolean
  /** The best two, or the only one. */
  guesses: Encoding[]
}

const marks: { encoding: Encoding; bytes: number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
]

/** Throws `file.binary`. */
export function detectEncoding(sample: FileSample, chosen: Encoding | undefined, fileName: string): DetectedEncoding {
  refuseKnownFormats(sample.head, fileName)
  const mark = marks.find(({ bytes }) => startsWith(sample.head, bytes))
  if (mark) return withChoice(chosen, mark.encoding, mark.bytes.length)
  const wide = wideEncoding(sample)
  if (wide) return withChoice(chosen, wide)
  // Whoever names the encoding says that it is text.
  if (chosen === undefined) refuseControlCharacters(sample, fileName)
  if (isMostlyUtf8(countUtf8(sample))) return withChoice(chosen, 'utf-8')
  const guesses = rankEncodings([sample.head, ...sample.pieces])
  const [best = 'windows-1252'] = guesses
  return { encoding: chosen ?? best, markBytes: 0, certain: chosen !== undefined, guesses: guesses.slice(0, 2) }
}

/** In other encodings hardly one in ten of the high bytes happens to begin a character of UTF-8: many that do leave no doubt. */
function isMostlyUtf8({ valid, invalid }: { valid: number; invalid: number }): boolean {
  return invalid === 0 || valid >= invalid * 10 || (valid >= 20 && valid >= invalid * 2)
}

function withChoice(chosen: Encoding | undefined, found: Encoding, markBytes = 0): DetectedEncoding {
  return { encoding: chosen ?? found, markBytes: chosen === undefined || chosen === found ? markBytes : 0, certain: true, guesses: [found] }
}

/** UTF-16 without a mark: the other byte of ASCII characters is zero, always on the same side, line ends among them. */
function wideEncoding(sample: FileSample): Encoding | undefined {
  const zeros = [0, 0]
  const besideText = [0, 0]
  const lineEnds = [0, 0]
  let units = 0
  for (const part of [sample.head, ...sample.pieces]) {
    units += part.length >> 1
    for (let at = part.indexOf(0); at !== -1; at = part.indexOf(0, at + 1)) {
      const side = at & 1
      const other = part[at ^ 1] ?? 0
      zeros[side] = (zeros[side] ?? 0) + 1
      if ((other >= 0x20 && other < 0x7f) || other >= 0xa0 || other === 0x09 || other === 0x0a || other === 0x0d) besideText[side] = (besideText[side] ?? 0) + 1
      if (other === 0x0a || other === 0x0d) lineEnds[side] = (lineEnds[side] ?? 0) + 1
    }
  }
  const side = (zeros[1] ?? 0) > (zeros[0] ?? 0) ? 1 : 0
  const [most = 0, fewest = 0] = [zeros[side], zeros[1 - side]]
  if (most < 3 || most < units * 0.02 || fewest > most * 0.2 || (besideText[side] ?? 0) < most * 0.9) return undefined
  // One line of ASCII may have no line end yet.
  if (lineEnds[side] === 0 && most < units * 0.5) return undefined
  return side === 1 ? 'utf-16le' : 'utf-16be'
}

/** Of other programs, by their first bytes. Throws `file.binary`. */
export function refuseKnownFormats(head: Uint8Array, fileName: string): void {
  const binary = ['PK\x03\x04', '\xd0\xcf\x11\xe0', '\x89PNG', '\xff\xd8\xff', 'GIF8', '%PDF-', '\x1f\x8b', 'BZh9', '\xfd7zXZ', '7z\xbc\xaf', 'PAR1', '\x89HDF', '\x93NUMPY', 'SQLite format 3\0', '\x7fELF', 'Rar!', '\x80\x04\x95', 'ARROW1', 'Obj\x01', '$FL2@(#)']
  if (binary.some((magic) => startsWith(head, [...magic].map((character) => character.charCodeAt(0))))) {
    throw new StudioError('file.binary', { file: fileName })
  }
}

/** Control characters that databases part cells with. */
const separators = new Set([0x01, 0x1c, 0x1d, 0x1e, 0x1f])

/** Lines of text are hardly ever longer, on the average. */
const longLine = 2000

/** Tab, line feed, form feed, carriage return, escape. */
const usualControls = [0x09, 0x0a, 0x0c, 0x0d, 0x1b]
/** All others; most files have none, which a pattern finds out faster than a loop. */
const controlCharacters = new RegExp(`[${Array.from({ length: 0x20 }, (_, code) => (usualControls.includes(code) ? '' : String.raw`\x${code.toString(16).padStart(2, '0')}`)).join('')}]`)

function refuseControlCharacters(sample: FileSample, fileName: string): void {
  if (![sample.head, ...sample.pieces].some((part) => controlCharacters.test(Buffer.from(part.buffer, part.byteOffset, part.length).toString('latin1')))) return
  let controls = 0
  let nuls = 0
  let lines = 0
  let total = 0
  for (const part of [sample.head, ...sample.pieces]) {
    total += part.length
    for (let at = 0; at < part.length; at++) {
      const byte = part[at] as number
      if (byte === 0) nuls++
      else if (byte === 0x0a || byte === 0x0d) lines++
      else if (byte < 0x20 && byte !== 0x09 && byte !== 0x0c && byte !== 0x1b && !separators.has(byte)) controls++
    }
  }
  // One stray NUL in a table is data, and so are many where lines of text stand around them; a few other controls in a hundred bytes are no text.
  const isText = lines >= Math.max(3, total / longLine) && nuls * 2 < total
  if (controls + (isText ? 0 : nuls) > 4 + total * 0.01) throw new StudioError('file.binary', { file: fileName, count: controls + nuls })
}

function countUtf8(sample: FileSample): { valid: number; invalid: number } {
  let valid = 0
  let invalid = 0
  for (const [index, part] of [sample.head, ...sample.pieces].entries()) {
    if (isAscii(part)) continue
    let at = 0
    // A piece may begin inside a character, and any but a complete head may end inside one.
    if (index > 0) while (at < 3 && ((part[at] ?? 0) & 0xc0) === 0x80) at++
    const last = sample.complete ? part.length : part.length - 4
    while (at < last) {
      if ((part[at] as number) < 0x80) {
        at++
        continue
      }
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
