/** Short ways to write settings of the catalogue. Knows no layer. */
import type { Text } from '#contract/language.ts'
import type { CatalogueEntry, SettingEntry, SettingValue } from '#contract/network.ts'
import { settingNames } from '#contract/wording/setting-names.ts'

type Name = keyof typeof settingNames
type Bounds = Pick<SettingEntry, 'minimum' | 'maximum' | 'minimumExcluded' | 'maximumExcluded' | 'step' | 'stepFactor' | 'unit'>
type Standing = { common?: boolean }

export function text(en: string, chinese: string): Text {
  return { en, 'zh-CN': chinese }
}

export function integer(name: Name, byDefault: number, help: Text, { common = false, ...bounds }: Bounds & Standing): SettingEntry {
  return { name, label: settingNames[name], help, kind: 'integer', default: byDefault, ...bounds, common }
}

export function number(name: Name, byDefault: number, help: Text, { common = false, ...bounds }: Bounds & Standing): SettingEntry {
  return { name, label: settingNames[name], help, kind: 'number', default: byDefault, ...bounds, common }
}

export function toggle(name: Name, byDefault: boolean, help: Text, { common = false }: Standing = {}): SettingEntry {
  return { name, label: settingNames[name], help, kind: 'switch', default: byDefault, common }
}

export function choice(name: Name, byDefault: string, help: Text, choices: NonNullable<SettingEntry['choices']>, { common = false }: Standing = {}): SettingEntry {
  return { name, label: settingNames[name], help, kind: 'choice', default: byDefault, choices, common }
}

/** The id of an earlier layer, or 'input'. */
export function earlierLayer(name: Name, help: Text, { common = false }: Standing = {}): SettingEntry {
  return { name, label: settingNames[name], help, kind: 'layer', default: 'input', common }
}

/** A nested `{ type, ... }` of the list `of`; null is none. */
export function nested(name: Name, of: NonNullable<SettingEntry['of']>, byDefault: SettingValue, help: Text, entries: readonly CatalogueEntry[]): SettingEntry {
  return { name, label: settingNames[name], help, kind: 'typed', default: byDefault, of, choices: choicesOf(entries), common: false }
}

export function choicesOf(entries: readonly CatalogueEntry[]): NonNullable<SettingEntry['choices']> {
  return entries.map(({ type, label }) => ({ value: type, label }))
}
