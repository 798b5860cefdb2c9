/** Names that came from outside, before they may become part of a path. */
import path from 'node:path'

/** True for the ids this program gives out; only such a name is ever joined to a folder. */
export function isPlainId(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(name)
}

/** A file name for the disk that still reads like the person's: no folders, no signs a file system refuses, at most 120 characters. */
export function safeFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const cleaned = Array.from(base)
    .map((sign) => (isRefused(sign) ? '_' : sign))
    .join('')
    .replace(/[. ]+$/, '')
  const extension = path.extname(cleaned).slice(0, 20)
  const stem = Array.from(cleaned.slice(0, cleaned.length - path.extname(cleaned).length)).slice(0, 100).join('')
  const safe = stem + extension
  if (safe === '' || /^\.+$/.test(safe)) return 'data.csv'
  // Device names of Windows, with any extension.
  return /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(safe) ? `_${safe}` : safe
}

function isRefused(sign: string): boolean {
  return sign < ' ' || '<>:"/\\|?*'.includes(sign) || sign === '\u007f'
}
