/** The file that a command line or the system names to open. */
import { resolve } from 'node:path'
import { openFragment } from '#contract/web.ts'
import { appOrigin } from './policy.ts'

/** Of `electron . FILE`, `Candor FILE`: the last word that is no option. Chromium puts options of its own between them. */
export function fileOfArguments(words: string[], packaged: boolean, folder: string): string | null {
  const given = words.filter((word) => !word.startsWith('-')).slice(packaged ? 1 : 2)
  const last = given.at(-1)
  return last === undefined ? null : resolve(folder, last)
}

/** The window's address; with a file, the one that opens it. */
export function windowAddress(file: string | null): string {
  return `${appOrigin}/${file === null ? '' : `${openFragment}?${new URLSearchParams({ path: file }).toString()}`}`
}
