/** Values of other formats as the text of a cell: numbers as short as they read back the same, integers exact, dates as ISO 8601. */
import type { Cell } from './csv-table.ts'

const millisecondsOfDay = 86_400_000n
const unitsOfSecond = { second: 1n, millisecond: 1000n, microsecond: 1_000_000n, nanosecond: 1_000_000_000n } as const
export type TimeUnit = keyof typeof unitsOfSecond

/** NaN is missing; infinities keep their names, which the reader reports. */
export function numberText(value: number): Cell {
  return Number.isNaN(value) ? null : String(value)
}

/** The shortest text that reads back as the same single-precision number. */
export function singleText(value: number): Cell {
  if (!Number.isFinite(value) || Number.isInteger(value)) return numberText(value)
  for (let digits = 6; digits < 9; digits++) {
    const text = String(Number(value.toPrecision(digits)))
    if (Math.fround(Number(text)) === value) return text
  }
  return String(value)
}

/** `unscaled` of `scale` digits behind the point: 12345 of 2 is 123.45. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale))
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0')
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

export function dateOfDays(days: number): Cell {
  const date = new Date(days * 86_400_000)
  return Number.isNaN(date.getTime()) ? null : (/^(\d{4}-\d{2}-\d{2})T/.exec(date.toISOString())?.[1] ?? date.toISOString())
}

/** Of a time since 1970 in `unit`; the time of day only where there is one. */
export function timestampText(value: bigint, unit: TimeUnit): Cell {
  const perSecond = unitsOfSecond[unit]
  const seconds = floorDivide(value, perSecond)
  const fraction = value - seconds * perSecond
  const date = new Date(Number(seconds) * 1000)
  if (Number.isNaN(date.getTime())) return null
  const [day = '', time = ''] = date.toISOString().split('T')
  const clock = time.slice(0, 8)
  if (fraction === 0n) return clock === '00:00:00' ? day : `${day}T${clock}`
  const digits = String(fraction).padStart(String(perSecond).length - 1, '0').replace(/0+$/, '')
  return `${day}T${clock}.${digits}`
}

/** Of a time of day in `unit`. */
export function clockText(value: bigint, unit: TimeUnit): Cell {
  const text = timestampText(((value * 1000n) / unitsOfSecond[unit]) % millisecondsOfDay, 'millisecond')
  return text === null ? null : (text.split('T')[1] ?? '00:00:00')
}

/** UTF-8 where the bytes are, else their hexadecimal digits. */
export function bytesText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return Buffer.from(bytes).toString('hex')
  }
}

/** Two's complement, most significant byte first. */
export function bigEndianInteger(bytes: Uint8Array): bigint {
  if (bytes.length === 0) return 0n
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`))
}

function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by
  return value < 0n && quotient * by !== value ? quotient - 1n : quotient
}
