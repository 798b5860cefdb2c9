/** From what is typed in a field to a setting's value, and from there by arrow keys. Knows no form. */
import type { SettingEntry, SettingValue } from '#contract/network.ts'

export type Typing = { kind: 'value'; value: number } | { kind: 'problem'; problem: SettingProblem }
/** Why a typed text is no value of the setting; the bounds are in the entry. */
export type SettingProblem = 'empty' | 'notANumber' | 'notWhole' | 'outOfRange'

/** Full-width digits and signs count too: they are what a Chinese keyboard types. */
export function readTyped(entry: SettingEntry, typed: string): Typing {
  const text = typed.normalize('NFKC').replaceAll('\u2212', '-').replace(/[\s,]/g, '')
  if (text === '') return { kind: 'problem', problem: 'empty' }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return { kind: 'problem', problem: 'notANumber' }
  const value = Number(text)
  if (entry.kind === 'integer' && !Number.isInteger(value)) return { kind: 'problem', problem: 'notWhole' }
  if (!isInRange(entry, value)) return { kind: 'problem', problem: 'outOfRange' }
  return { kind: 'value', value }
}

/** Up (1) or Down (-1), ten times as far with `far`; stays within the bounds. */
export function stepped(entry: SettingEntry, value: number, direction: 1 | -1, far: boolean): number {
  const times = far ? 10 : 1
  const next = entry.stepFactor === undefined ? value + direction * times * stepOf(entry) : scaled(value, entry.stepFactor, direction, far ? 2 : 1)
  const rounded = rounded12(next)
  if (isInRange(entry, rounded)) return entry.kind === 'integer' ? Math.round(rounded) : rounded
  const bound = direction > 0 ? entry.maximum : entry.minimum
  return bound !== undefined && isInRange(entry, bound) ? bound : value
}

/** The value of a setting in a plan: what is there, else the catalogue's default. */
export function settingOf(entry: SettingEntry, settings: Record<string, SettingValue | undefined>): SettingValue {
  return settings[entry.name] ?? entry.default
}

/** The word of a `{ type, ... }`, of its short form, or of none. */
export function typeOf(value: SettingValue): string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return null
  return typeof value['type'] === 'string' ? value['type'] : null
}

/** As it stands in the field: no separators, so that it can be edited. */
export function fieldText(value: SettingValue): string {
  if (typeof value !== 'number') return ''
  const plain = String(value)
  return plain.includes('e') && Math.abs(value) < 1 ? value.toFixed(12).replace(/0+$/, '') : plain
}

function isInRange(entry: SettingEntry, value: number): boolean {
  const { minimum, maximum } = entry
  if (minimum !== undefined && (value < minimum || (entry.minimumExcluded === true && value === minimum))) return false
  return maximum === undefined || (value <= maximum && !(entry.maximumExcluded === true && value === maximum))
}

function stepOf(entry: SettingEntry): number {
  return entry.step ?? (entry.kind === 'integer' ? 1 : 0.1)
}

/** By a factor of 3 the values walk along 1, 3, 10, 30, so that two steps are exactly tenfold. */
function scaled(value: number, factor: number, direction: 1 | -1, steps: number): number {
  if (value <= 0) return value
  if (factor !== 3) return value * Math.pow(factor, direction * steps)
  let next = value
  for (let step = 0; step < steps; step++) next = neighbour(next, direction)
  return next
}

/** The next of ..., 0.1, 0.3, 1, 3, 10, ... above or below a value. */
function neighbour(value: number, direction: 1 | -1): number {
  const power = Math.floor(Math.log10(value))
  const around = [power - 1, power, power + 1].flatMap((exponent) => [Number(`1e${exponent}`), Number(`3e${exponent}`)])
  const beyond = around.filter((candidate) => (direction > 0 ? candidate > value * 1.000001 : candidate < value * 0.999999))
  return (direction > 0 ? beyond[0] : beyond.at(-1)) ?? value
}

/** 0.1 + 0.2 is shown as 0.3. */
function rounded12(value: number): number {
  return Number(value.toPrecision(12))
}
