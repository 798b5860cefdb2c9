/** Numbers in Chinese characters: 两万, 一百二十, 三千零五. Only as they are written in full: 三千五 and 两万五 may mean two things. */

const digits = '零一二三四五六七八九'
const small = ['', '十', '百', '千']
const large = ['', '万', '亿']
const longest = 24
const numeral = /^[〇零一二两三四五六七八九十百千万萬亿億]{2,24}$/
const firstBytes = 3

/** Whether a cell may be one, by its first character and its length: most texts are none. */
export function mayBeNumeral(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length % firstBytes !== 0 || length < 2 * firstBytes || length > longest * firstBytes) return false
  return begins.has(((bytes[start] ?? 0) << 16) | ((bytes[start + 1] ?? 0) << 8) | (bytes[start + 2] ?? 0))
}

const begins = new Set(['一', '二', '两', '三', '四', '五', '六', '七', '八', '九', '十'].map((character) => Buffer.from(character).readUIntBE(0, firstBytes)))

/** null: none, or none that is written in full. At least one of the characters is a power of ten. */
export function readNumeral(text: string): number | null {
  if (!numeral.test(text)) return null
  const written = text.replaceAll('〇', '零').replaceAll('两', '二').replaceAll('萬', '万').replaceAll('億', '亿').replace(/^一十/, '十')
  let total = 0
  let section = 0
  let digit = 0
  for (const character of written) {
    const value = digits.indexOf(character)
    const power = small.indexOf(character)
    if (value >= 0) digit = value
    else if (power > 0) {
      section += (digit === 0 && power === 1 ? 1 : digit) * 10 ** power
      digit = 0
    } else {
      total += (section + digit) * 10_000 ** large.indexOf(character)
      section = digit = 0
    }
  }
  total += section + digit
  // Whatever is not how the number is written is no number.
  return total >= 10 && writtenOf(total) === written ? total : null
}

function writtenOf(total: number): string {
  let text = ''
  for (let place = large.length - 1; place >= 0; place--) {
    const section = Math.floor(total / 10_000 ** place) % 10_000
    if (section === 0) continue
    // A gap before lower digits is said.
    const gap = text !== '' && (section < 1000 || Math.floor(total / 10_000 ** (place + 1)) % 10_000 === 0)
    text += `${gap ? '零' : ''}${sectionOf(section)}${large[place] ?? ''}`
  }
  return text.replace(/^一十/, '十')
}

function sectionOf(section: number): string {
  let text = ''
  let gap = false
  for (let power = small.length - 1; power >= 0; power--) {
    const digit = Math.floor(section / 10 ** power) % 10
    if (digit === 0) gap = text !== ''
    else {
      text += `${gap ? '零' : ''}${digits[digit] ?? ''}${small[power] ?? ''}`
      gap = false
    }
  }
  return text
}
