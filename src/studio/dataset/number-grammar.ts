/**
 * What a cell must look like to be a number: sign, digits with at most one point, exponent. Nothing else that
 * JavaScript's Number() would take (empty, hexadecimal, binary). Knows nothing of columns.
 */

export const numberKinds = { none: 0, number: 1, infinite: 2, leadingZero: 3, longInteger: 4 } as const
export type NumberKind = (typeof numberKinds)[keyof typeof numberKinds]

/** What `readNumber` found last. One object, because an object per cell would cost more than the reading. */
export const lastNumber = { value: 0, plainInteger: false, pointSeen: false, grouped: false }

const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`))
const point = 0x2e
const minus = 0x2d
const plus = 0x2b

/**
 * The kind of `bytes[start..end]`, already trimmed. `lastNumber.value` is set for all kinds but `none` (NaN for
 * `infinite`); `plainInteger`: only digits and perhaps a minus, so that the number spells like the cell; `grouped`: its
 * point could part thousands, as in 1.234.
 */
export function readNumber(bytes: Uint8Array, start: number, end: number): NumberKind {
  let at = start
  const first = bytes[at]
  if (first === minus || first === plus) at++
  const digitsAt = at
  let mantissa = 0
  let digits = 0
  let scale = 0
  let pointSeen = false
  for (; at < end; at++) {
    const byte = bytes[at] as number
    const digit = byte - 0x30
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit
      digits++
      if (pointSeen) scale++
    } else if (byte === point && !pointSeen) {
      pointSeen = true
    } else {
      break
    }
  }
  if (digits === 0) return isInfinityWord(bytes, digitsAt, end) ? infinite() : numberKinds.none
  const leadingZero = bytes[digitsAt] === 0x30 && isDigit(bytes[digitsAt + 1]) && digitsAt + 1 < end
  lastNumber.plainInteger = false
  lastNumber.pointSeen = pointSeen
  lastNumber.grouped = pointSeen && scale === 3 && digits > 3 && digits <= 6 && bytes[digitsAt] !== 0x30 && at === end
  if (at < end) {
    if (!isExponent(bytes, at, end)) return numberKinds.none
    lastNumber.value = Number(ascii(bytes, start, end))
    if (!Number.isFinite(lastNumber.value)) return infinite()
    return leadingZero ? numberKinds.leadingZero : numberKinds.number
  }
  if (digits <= 15) {
    // Both are exact in double precision, so their quotient is the nearest double (Clinger 1990).
    const magnitude = scale === 0 ? mantissa : mantissa / (powersOfTen[scale] as number)
    lastNumber.value = first === minus ? -magnitude : magnitude
  } else {
    lastNumber.value = Number(ascii(bytes, start, end))
    if (!Number.isFinite(lastNumber.value)) return pointSeen ? infinite() : numberKinds.longInteger
  }
  if (leadingZero) return numberKinds.leadingZero
  if (pointSeen) return numberKinds.number
  if (Math.abs(lastNumber.value) > Number.MAX_SAFE_INTEGER) return numberKinds.longInteger
  lastNumber.plainInteger = first !== plus && !(first === minus && mantissa === 0)
  return numberKinds.number
}

function infinite(): NumberKind {
  lastNumber.value = NaN
  lastNumber.plainInteger = false
  return numberKinds.infinite
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}

function isExponent(bytes: Uint8Array, at: number, end: number): boolean {
  if (bytes[at] !== 0x65 && bytes[at] !== 0x45) return false
  at++
  if (bytes[at] === minus || bytes[at] === plus) at++
  if (at >= end) return false
  while (at < end) if (!isDigit(bytes[at++])) return false
  return true
}

function isInfinityWord(bytes: Uint8Array, start: number, end: number): boolean {
  const length = end - start
  if (length !== 3 && length !== 8) return false
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('utf8').toLowerCase()
  return text === 'inf' || text === 'infinity' || text === '∞'
}

function ascii(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1')
}
