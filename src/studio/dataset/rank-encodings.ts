/**
 * How well bytes that are not UTF-8 fit each encoding, the best first. An encoding fits where the bytes decode without
 * mistakes into the characters its language mostly uses: short texts fit several, so there is a second best.
 */
import type { Encoding } from '#contract/dataset.ts'
import { decodeBlock } from './decode-block.ts'

/** Bytes that are looked at: enough to tell, and little enough to decode many times. */
const mostBytes = 48 * 1024

/** Letters that make up most of a text in the languages of the encoding. */
const commonLetters: Partial<Record<Encoding, { letters: string; script: RegExp }>> = {
  'windows-1252': { letters: 'äöüßéèêëàâçîïôûùñáíóúãõåæøìòÄÖÜÉÅÆØÀÇÑÓÁ', script: /\p{Script=Latin}/u },
  'windows-1250': { letters: 'ąćęłńóśźżáčďéěíňřšťúůýžőűäöüăâîşţđôľĺŁŚŻŹČŘŠŽŐŰ', script: /\p{Script=Latin}/u },
  'windows-1254': { letters: 'ığşçöüİĞŞÇÖÜâî', script: /\p{Script=Latin}/u },
  'windows-1251': { letters: 'оеаинтсрвлкмдпуя', script: /\p{Script=Cyrillic}/u },
  'koi8-r': { letters: 'оеаинтсрвлкмдпуя', script: /\p{Script=Cyrillic}/u },
  'windows-1253': { letters: 'αοιετνσηρςπκλμυάέήίόύώ', script: /\p{Script=Greek}/u },
  'windows-1255': { letters: 'יוהלאתרבמשנ', script: /\p{Script=Hebrew}/u },
  'windows-1256': { letters: 'اليمنتورهبدعسفأة', script: /\p{Script=Arabic}/u },
}
/** Syllables that make up half of a Korean text, of words and of names. */
const commonSyllables = '이다는가을의에한서시고지로기사자인하도리대어나아라해은일정있수들전스과보보장제부동성구소주원그상조안비영중공국경유신명생김박최강윤임오권황송류홍울산광천남북도시군름니습감합'
/** Scripts without capitals, in which nearly any bytes make words. */
const caseless: readonly Encoding[] = ['windows-1255', 'windows-1256']
/** Letters that belong to one language of the Latin encodings only, so that seeing them says much. */
const tellingLetters: Partial<Record<Encoding, string>> = {
  'windows-1250': 'ąćęłńśźżčďěňřťůőűăşţŁŚŻČŘŐŰ',
  'windows-1254': 'ığşİĞŞ',
}

/** `parts`: pieces of the file; all but the first may begin, and each may end, inside a character. */
export function rankEncodings(parts: Uint8Array[]): Encoding[] {
  const bytes = linesWithHighBytes(parts)
  const scores = new Map<Encoding, number>([
    ['gb18030', scoreOfPairs('gb18030', bytes)],
    ['big5', scoreOfPairs('big5', bytes)],
    ['euc-kr', scoreOfPairs('euc-kr', bytes)],
    ['shift_jis', scoreOfKana('shift_jis', bytes)],
    ['euc-jp', scoreOfKana('euc-jp', bytes)],
  ])
  for (const encoding of ['windows-1252', 'windows-1250', 'windows-1251', 'koi8-r', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256'] as const) {
    scores.set(encoding, scoreOfLetters(encoding, bytes))
  }
  const ranked = [...scores].filter(([, score]) => score > 0.02).sort((a, b) => b[1] - a[1])
  const [best] = ranked
  if (best === undefined || best[1] < 0.15) return ['windows-1252', ...ranked.map(([encoding]) => encoding).filter((encoding) => encoding !== 'windows-1252')]
  return ranked.map(([encoding]) => encoding)
}

/** Common characters of GB18030, Big5 and EUC-KR lie in rows of their own, told by the first byte of two. */
function scoreOfPairs(encoding: 'gb18030' | 'big5' | 'euc-kr', bytes: Uint8Array): number {
  if (isBroken(encoding, bytes)) return 0
  let pairs = 0
  let common = 0
  let low = 0
  for (let at = 0; at < bytes.length; at++) {
    const first = bytes[at] ?? 0
    if (first < 0x81) continue
    const second = bytes[++at] ?? 0
    if (second >= 0x30 && second <= 0x39) {
      // Four bytes: rare characters.
      at += 2
      continue
    }
    if (second < 0x40) continue
    pairs++
    if (second < 0xa1) low++
    const punctuation = first >= 0xa1 && first <= 0xa3
    if (punctuation) common += 0.7
    else if (encoding === 'gb18030' && first >= 0xb0 && first <= 0xd7 && second >= 0xa1) common++
    else if (encoding === 'big5' && first >= 0xa4 && first <= 0xc6) common++
    else if (encoding === 'euc-kr' && first >= 0xb0 && first <= 0xc8 && second >= 0xa1) common++
  }
  if (pairs === 0) return 0
  const score = common / pairs
  // Of the characters of Big5 every third has a second byte that GB18030's common ones and EUC-KR never have.
  if (encoding === 'big5') return score * (low / pairs > 0.12 ? 1.05 : 0.6)
  if (encoding === 'euc-kr') return score * (isKorean(textIn(encoding, bytes)) ? 1.05 : 0.5)
  return score
}

/** Of Chinese read as Korean hardly one syllable in twenty is a common one; of Korean every other is. */
function isKorean(text: string): boolean {
  const syllables = text.match(/[가-힣]/g) ?? []
  return syllables.filter((syllable) => commonSyllables.includes(syllable)).length > syllables.length * 0.25
}

/** Japanese is told by its kana, which a table always has some of. */
function scoreOfKana(encoding: 'shift_jis' | 'euc-jp', bytes: Uint8Array): number {
  if (isBroken(encoding, bytes)) return 0
  const text = textIn(encoding, bytes)
  const count = (form: RegExp): number => text.match(form)?.length ?? 0
  const kana = count(/[\u3041-\u30ff]/g)
  const han = count(/\p{Script=Han}/gu)
  const half = count(/[\uff61-\uff9f]/g)
  const others = count(/[^\p{ASCII}\p{Script=Han}\u3000-\u30ff\uff61-\uff9f\uff01-\uff5e]/gu)
  const all = kana + han + half + others
  if (all === 0) return 0
  return kana > 0 && half <= kana ? Math.min(1.1, ((kana * 2 + han) / all) * (1 - half / all)) : 0.3 * (han / all) * (1 - half / all)
}

/** Words of single-byte encodings are of one script, have capitals at their beginning only, and mostly common letters. */
function scoreOfLetters(encoding: Encoding, bytes: Uint8Array): number {
  const language = commonLetters[encoding]
  if (!language) return 0
  const text = textIn(encoding, bytes)
  const words = text.match(/[\p{L}\p{M}\u0080-\u009f\ufffd]+/gu)?.filter((word) => /[^\p{ASCII}]/u.test(word)) ?? []
  const high = text.match(/[^\p{ASCII}]/gu) ?? []
  if (high.length === 0) return 0
  const latin = language.script.source.includes('Latin')
  const wellFormed = words.filter((word) => !/[\u0080-\u009f\ufffd]/.test(word) && (latin || !/[a-z]/i.test(word)) && (word === word.toLowerCase() || word === word.toUpperCase() || /^\p{Lu}[^\p{Lu}]+$/u.test(word)))
  const letters = high.filter((character) => language.script.test(character))
  const common = letters.filter((letter) => language.letters.includes(letter) || language.letters.includes(letter.toLowerCase())).length
  const shape = words.length === 0 ? 0.5 : wellFormed.length / words.length
  // Signs such as € or ° stand alone in any language, not in the company of other high bytes.
  const signs = text.match(/(?<![^\p{ASCII}])[€£¥§°±²³µ·½¼¾«»“”‘’„…–—©®™\u00a0¿¡ºª×÷](?![^\p{ASCII}])/gu)?.length ?? 0
  const share = latin ? (common + signs) / high.length : (common / high.length) * (letters.length / high.length)
  // Runs of high bytes are words in other scripts, but hardly ever Latin ones.
  const inRuns = latin ? words.filter((word) => /[^\p{ASCII}]{3}/u.test(word)).length / Math.max(1, words.length) : 0
  const telling = tellingLetters[encoding]
  const factor = encoding === 'windows-1252' ? 0.95 : latin ? 0.8 + 0.1 * Math.min(3, new Set(letters.filter((letter) => telling?.includes(letter))).size) : caseless.includes(encoding) ? 0.9 : 1.15
  // A whole table in capitals is another script, read wrongly.
  const shouted = !latin && !caseless.includes(encoding) && letters.every((letter) => letter === letter.toUpperCase())
  return Math.min(1.05, shape * shape * share * factor * (1 - inRuns)) * (shouted ? 0.5 : 1)
}

function isBroken(encoding: Encoding, bytes: Uint8Array): boolean {
  const high = bytes.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0)
  return decodeBlock(encoding, bytes).replaced.length * 50 > high
}

function textIn(encoding: Encoding, bytes: Uint8Array): string {
  return new TextDecoder().decode(decodeBlock(encoding, bytes).bytes)
}

function linesWithHighBytes(parts: Uint8Array[]): Uint8Array {
  const lines: Uint8Array[] = []
  let length = 0
  for (const [index, part] of parts.entries()) {
    let start = index === 0 ? 0 : part.indexOf(0x0a) + 1
    for (let end = part.indexOf(0x0a, start); length < mostBytes; end = part.indexOf(0x0a, start)) {
      const line = part.subarray(start, Math.min(end === -1 ? part.length : end + 1, start + mostBytes))
      // The last line of a piece may end inside a character.
      if ((end !== -1 || lines.length === 0) && line.some((byte) => byte >= 0x80)) {
        lines.push(line)
        length += line.length
      }
      if (end === -1) break
      start = end + 1
    }
  }
  return Buffer.concat(lines)
}
