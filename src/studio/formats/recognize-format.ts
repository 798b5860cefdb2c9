/** What a file is, by its first bytes and never by its name. Knows none of the formats further than that. */
import { StudioError } from '#contract/errors.ts'

export type RecognizedFormat = 'text' | 'json' | 'parquet' | 'arrow' | 'sqlite' | 'zip' | 'gzip' | 'zstd' | 'compound'

/** Bytes that are enough to tell; `recognizeFormat` takes fewer of a shorter file. */
export const recognizedBytes = 4096

/** Throws `file.format` for what is known and can't be read. Anything unknown is text: the reader says more about it. */
export function recognizeFormat(head: Uint8Array, fileName: string): RecognizedFormat {
  const begins = (beginning: string, at = 0): boolean => [...beginning].every((sign, index) => head[at + index] === sign.charCodeAt(0))
  const refused = (problem: string): StudioError => new StudioError('file.format', { file: fileName, problem })
  if (begins('PK\x03\x04') || begins('PK\x05\x06')) return 'zip'
  if (begins('\x1f\x8b')) return 'gzip'
  if (begins('\x28\xb5\x2f\xfd')) return 'zstd'
  if (begins('PAR1')) return 'parquet'
  if (begins('ARROW1') || (begins('\xff\xff\xff\xff') && (head[4] ?? 0) > 0 && head[7] === 0)) return 'arrow'
  if (begins('SQLite format 3\0')) return 'sqlite'
  if (begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return 'compound'
  if (begins('PARE')) throw refused('locked')
  if (begins('FEA1')) throw refused('oldFeather')
  if (begins('BZh') || begins('\xfd7zXZ\0') || begins('7z\xbc\xaf\x27\x1c') || begins('Rar!\x1a\x07') || begins('ustar', 257)) throw refused('otherPacking')
  if (looksLikePage(head)) throw refused('webPage')
  return looksLikeJson(head) ? 'json' : 'text'
}

/** What many programs write under the ending .xls. A table may begin with a bracket, too, but not with the name of an element. */
function looksLikePage(head: Uint8Array): boolean {
  return /^\s*(<\?xml[^>]*\?>\s*)?(<\?mso-application[^>]*\?>\s*)?<(!doctype\s+html|html|head|body|meta|style|table|(\w+:)?workbook)[\s>]/i.test(new TextDecoder().decode(head))
}

/** The beginning of an object with a quoted key, or of a list of values. A table may begin with a bracket, too, but then text follows. */
function looksLikeJson(head: Uint8Array): boolean {
  const text = new TextDecoder().decode(head)
  return /^\s*(\{\s*("|\}|$)|\[\s*(\{\s*("|\})|\[|$))/.test(text)
}
