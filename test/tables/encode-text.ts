/** Text to the bytes of an encoding, for files that tests write. The tables are those of the platform's own decoder, inverted. */
import type { Encoding } from '#contract/dataset.ts'

const tables = new Map<Encoding, Map<string, number[]>>()

/** Throws where the encoding lacks a character: a test that loses one would test nothing. */
export function encodeText(encoding: Encoding, text: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  const table = tableOf(encoding)
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const known = code < 0x80 ? [code] : (table.get(character) ?? (encoding === 'gb18030' ? beyondBmp(code) : undefined))
    if (known === undefined) throw new Error(`${encoding} has no ${character}`)
    for (const byte of known) bytes.push(byte)
  }
  return Uint8Array.from(bytes)
}

/** Whether every character of the text is in the encoding. */
export function canEncode(encoding: Encoding, text: string): boolean {
  try {
    encodeText(encoding, text)
    return true
  } catch {
    return false
  }
}

function tableOf(encoding: Encoding): Map<string, number[]> {
  const known = tables.get(encoding)
  if (known) return known
  const table = new Map<string, number[]>()
  const decoder = new TextDecoder(encoding, { fatal: true })
  const take = (bytes: number[]): void => {
    try {
      const text = decoder.decode(Uint8Array.from(bytes))
      if (Array.from(text).length === 1 && !table.has(text)) table.set(text, bytes)
    } catch {
      // No character of this encoding.
    }
  }
  for (let first = 0x80; first <= 0xff; first++) take([first])
  // Node's decoder takes 0x80 to 0x9f of windows-1252 for control characters.
  if (encoding === 'windows-1252') for (const [at, character] of Array.from('€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ').entries()) table.set(character, [0x80 + at])
  if (['gb18030', 'big5', 'euc-kr', 'shift_jis', 'euc-jp'].includes(encoding)) {
    for (let first = 0x81; first <= 0xfe; first++) for (let second = 0x40; second <= 0xfe; second++) take([first, second])
  }
  tables.set(encoding, table)
  return table
}

/** Characters beyond the basic plane take four bytes in GB18030, counted through. */
function beyondBmp(code: number): number[] | undefined {
  if (code < 0x10000) return undefined
  const linear = code - 0x10000
  return [0x90 + Math.floor(linear / 12600), 0x30 + (Math.floor(linear / 1260) % 10), 0x81 + (Math.floor(linear / 10) % 126), 0x30 + (linear % 10)]
}
