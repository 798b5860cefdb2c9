/** The double nearest to the quotient of two integers, however large. */

/** Of so many bits rounding to the 53 of a double is decided by whether anything is left over. */
const enoughBits = 66

/** `denominator`: above 0. Of quotients that a double holds with all its digits. */
export function exactQuotient(numerator: bigint, denominator: bigint): number {
  const magnitude = numerator < 0n ? -numerator : numerator
  const shift = Math.max(0, enoughBits - lengthInBits(magnitude) + lengthInBits(denominator))
  const shifted = magnitude << BigInt(shift)
  const rest = shifted % denominator === 0n ? 0n : 1n
  const quotient = Number((shifted / denominator) | rest) / 2 ** shift
  return numerator < 0n ? -quotient : quotient
}

function lengthInBits(value: bigint): number {
  return value.toString(16).length * 4
}
