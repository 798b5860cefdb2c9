/** A field's value on its column's histogram: where it stands, what a place there means, and steps of a sensible size. Pure. */
import type { PredictionField } from '#contract/prediction.ts'

export type Range = NonNullable<PredictionField['range']>

export interface Marker {
  /** 0 to 1 along the histogram; a value outside stands at its end. */
  at: number
  side: 'within' | 'below' | 'above'
}

const millisecondsPerDay = 86_400_000

/** What stands in the field as the histogram counts it: a number, or days since 1970-01-01. null: nothing that can be shown there. */
export function valueOf(text: string | null, { type, unit = '' }: Pick<PredictionField, 'type' | 'unit'>): number | null {
  const typed = text?.trim() ?? ''
  const plain = unit !== '' && typed.endsWith(unit) ? typed.slice(0, -unit.length).trimEnd() : typed
  if (plain === '') return null
  const value = type === 'date' ? Date.parse(`${plain.replace(' ', 'T')}${plain.length > 10 ? 'Z' : ''}`) / millisecondsPerDay : Number(plain.replace('\u2212', '-').replaceAll(',', ''))
  return Number.isFinite(value) ? value : null
}

export function markerOf(value: number, { min, max }: Range): Marker {
  if (value < min) return { at: 0, side: 'below' }
  if (value > max) return { at: 1, side: 'above' }
  return { at: max > min ? (value - min) / (max - min) : 0.5, side: 'within' }
}

/** Heights of the bars, 0 to 1. A bin with rows never looks like one without. */
export function heightsOf({ histogram }: Range): number[] {
  const most = Math.max(1, ...histogram.counts)
  return histogram.counts.map((count) => (count === 0 ? 0 : Math.max(0.06, count / most)))
}

/** About a fiftieth of what was learned, as a power of ten; whole where the row it starts from has whole numbers. */
export function stepOf({ min, max }: Range, start: string | null): number {
  const span = max > min ? max - min : Math.abs(max) || 1
  const step = 10 ** Math.floor(Math.log10(span / 50))
  return start !== null && /^[+-]?\d+$/.test(start.trim()) ? Math.max(1, step) : step
}

/** `value` moved by `steps`, written without more digits than the step or the value has. */
export function stepped(text: string, steps: number, step: number): string {
  const value = valueOf(text, { type: 'number' })
  return value === null ? text : written(value + steps * step, Math.max(decimalsOf(String(step)), decimalsOf(text.trim())))
}

/** The value at a place of the histogram, to whole steps. */
export function valueAt(at: number, { min, max }: Range, step: number): string {
  const value = min + Math.min(1, Math.max(0, at)) * (max - min)
  return written(Math.min(max, Math.max(min, Math.round(value / step) * step)), decimalsOf(String(step)))
}

/** The date at a place of the histogram. */
export function dateAt(at: number, { min, max }: Range): string {
  const days = Math.round(min + Math.min(1, Math.max(0, at)) * (max - min))
  return new Date(days * millisecondsPerDay).toISOString().slice(0, 10)
}

function decimalsOf(text: string): number {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e')
  return Math.min(20, Math.max(0, (mantissa.split('.')[1]?.length ?? 0) - Number(exponent)))
}

function written(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)))
}
