/** Settings as a plan has them, completed by the catalogue's defaults and held to its ranges. Knows no layer in particular. */
import type { CatalogueEntry, SettingEntry, SettingValue } from '#contract/network.ts'
import { catalogue } from './catalogue.ts'
import { isNone } from './layers.ts'

export type Values = Readonly<Record<string, SettingValue>>
export type Given = Readonly<Record<string, SettingValue | undefined>>

/** Why a value is not one of its setting. Texts: wording/problems.ts. */
export interface SettingProblem {
  problem: 'setting.notANumber' | 'setting.notWhole' | 'setting.range' | 'setting.notASwitch' | 'setting.choice' | 'setting.unknown'
  /** Name in the list that was resolved; of a nested one, its owner's name. */
  setting: string
  value: string
  expected?: string
  /** A value to set instead; absent for a setting that does not exist. */
  fix?: SettingValue
}

export interface ResolvedSettings {
  /** Every setting of the list; one with a problem has its default. */
  values: Values
  problems: SettingProblem[]
}

/** `given` may hold more than settings (id, type, enabled): these names are `known`. */
export function resolveSettings(list: readonly SettingEntry[], given: Given, known: readonly string[] = []): ResolvedSettings {
  const values: Record<string, SettingValue> = {}
  const problems: SettingProblem[] = []
  for (const entry of list) {
    const outcome = resolveValue(entry, given[entry.name])
    values[entry.name] = outcome.value
    problems.push(...outcome.problems)
  }
  for (const name of Object.keys(given)) {
    if (!known.includes(name) && !list.some((entry) => entry.name === name)) problems.push({ problem: 'setting.unknown', setting: name, value: shown(given[name]) })
  }
  return { values, problems }
}

/** A `{ type, ...settings }` with all settings of its type, or null where the list does not know the type. */
export function resolveTyped(entries: readonly CatalogueEntry[], given: { type: string } & Given): { entry: CatalogueEntry; resolved: ResolvedSettings } | null {
  const entry = entries.find(({ type }) => type === given.type)
  return entry === undefined ? null : { entry, resolved: resolveSettings(entry.settings, given, ['type']) }
}

export function numberOf(values: Values, name: string): number {
  const value = values[name]
  if (typeof value !== 'number') throw new Error(`setting ${name} is no number`)
  return value
}

export function wordOf(values: Values, name: string): string {
  const value = values[name]
  if (typeof value !== 'string') throw new Error(`setting ${name} is no word`)
  return value
}

export function switchOf(values: Values, name: string): boolean {
  return values[name] === true
}

/** The nested `{ type, ... }` with all its settings; null for none. */
export function nestedOf(values: Values, name: string): ({ type: string } & Values) | null {
  const value = values[name]
  if (value === undefined || isNone(value) || typeof value !== 'object' || value === null) return null
  return { ...value, type: wordOf(value, 'type') }
}

function resolveValue(entry: SettingEntry, given: SettingValue | undefined): { value: SettingValue; problems: SettingProblem[] } {
  if (given === undefined) return { value: complete(entry, entry.default), problems: [] }
  const problem = problemOf(entry, given)
  if (problem !== null) return { value: complete(entry, entry.default), problems: [{ setting: entry.name, value: shown(given), fix: entry.default, ...problem }] }
  // Weights have to start somewhere: only penalties can be none.
  if (entry.kind !== 'typed' || (entry.of === 'regularizers' && isNone(given))) return { value: given, problems: [] }
  return resolveNested(entry, given)
}

function resolveNested(entry: SettingEntry, given: SettingValue): { value: SettingValue; problems: SettingProblem[] } {
  const typed = asTyped(given)
  const found = typed === null ? null : resolveTyped(entriesOf(entry), typed)
  if (typed === null || found === null) return { value: complete(entry, entry.default), problems: [{ problem: 'setting.choice', setting: entry.name, value: shown(given), expected: choiceNames(entry), fix: entry.default }] }
  const problems = found.resolved.problems.map((inner): SettingProblem => ({ ...inner, setting: entry.name, fix: { type: typed.type, ...found.resolved.values } }))
  return { value: { type: typed.type, ...found.resolved.values }, problems }
}

/** A nested default with its own settings filled in. */
function complete(entry: SettingEntry, value: SettingValue): SettingValue {
  return entry.kind === 'typed' && !isNone(value) ? resolveNested(entry, value).value : value
}

function problemOf(entry: SettingEntry, value: SettingValue): Partial<SettingProblem> & Pick<SettingProblem, 'problem'> | null {
  switch (entry.kind) {
    case 'integer':
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return { problem: 'setting.notANumber' }
      if (entry.kind === 'integer' && !Number.isInteger(value)) return { problem: 'setting.notWhole', fix: inRange(entry, Math.round(value)) }
      return isInRange(entry, value) ? null : { problem: 'setting.range', expected: rangeText(entry), fix: inRange(entry, value) }
    case 'switch':
      return typeof value === 'boolean' ? null : { problem: 'setting.notASwitch' }
    case 'choice':
      return typeof value === 'string' && entry.choices?.some((choice) => choice.value === value) === true ? null : { problem: 'setting.choice', expected: choiceNames(entry) }
    // Whether there is such a layer is seen where the others are.
    case 'layer':
      return typeof value === 'string' ? null : { problem: 'setting.choice', expected: 'input' }
    case 'typed':
      return null
    default:
      return entry.kind satisfies never
  }
}

function isInRange({ minimum, maximum, minimumExcluded, maximumExcluded }: SettingEntry, value: number): boolean {
  if (minimum !== undefined && (value < minimum || (minimumExcluded === true && value === minimum))) return false
  return maximum === undefined || (value <= maximum && !(maximumExcluded === true && value === maximum))
}

/** The value itself where it may be; the upper bound where it is too much; else the default, more useful than the least possible. */
function inRange(entry: SettingEntry, value: number): SettingValue {
  if (isInRange(entry, value)) return value
  return entry.maximum !== undefined && value > entry.maximum && isInRange(entry, entry.maximum) ? entry.maximum : entry.default
}

/** `> 0, ≤ 1`: understood in every language. */
function rangeText({ minimum, maximum, minimumExcluded, maximumExcluded }: SettingEntry): string {
  const low = minimum === undefined ? [] : [`${minimumExcluded === true ? '>' : '≥'} ${minimum}`]
  const high = maximum === undefined ? [] : [`${maximumExcluded === true ? '<' : '≤'} ${maximum}`]
  return [...low, ...high].join(', ')
}

function choiceNames(entry: SettingEntry): string {
  return (entry.choices ?? []).map(({ value }) => value).join(', ')
}

function entriesOf(entry: SettingEntry): readonly CatalogueEntry[] {
  return entry.of === undefined ? [] : catalogue[entry.of]
}

/** The short form 'heNormal' stands for { type: 'heNormal' }. */
function asTyped(value: SettingValue): ({ type: string } & Given) | null {
  if (typeof value === 'string') return { type: value }
  if (typeof value !== 'object' || value === null) return null
  const { type } = value
  return typeof type === 'string' ? { ...value, type } : null
}

function shown(value: SettingValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value) ?? ''
}
