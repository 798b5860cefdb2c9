/** What the window tells its shell, checked: it comes from a page, whatever its type says. */
import { chosenKinds } from '#contract/shell.ts'
import type { CandorShell, ChosenKind } from '#contract/shell.ts'
import { languages } from '#contract/language.ts'
import { isRecent } from './shell-state.ts'

export type ShellFacts = Parameters<CandorShell['tell']>[0]

export function readFacts(value: unknown): ShellFacts | null {
  if (typeof value !== 'object' || value === null || !('language' in value && 'running' in value && 'recent' in value)) return null
  const language = languages.find((known) => known === value.language)
  if (language === undefined || typeof value.running !== 'boolean' || !Array.isArray(value.recent)) return null
  const recent = value.recent.filter(isRecent).slice(0, 10)
  return { language, running: value.running, recent: recent.map(({ id, name }) => ({ id, name: name.slice(0, 200) })) }
}

export function readChosenKind(value: unknown): ChosenKind {
  return chosenKinds.find((kind) => kind === value) ?? 'table'
}

/** A file name to suggest in a dialog: no path, no control characters. */
export function readSuggestedName(value: unknown): string {
  return typeof value === 'string' ? [...value].filter((character) => character >= ' ' && !'/\\'.includes(character)).join('').slice(0, 200) : ''
}
