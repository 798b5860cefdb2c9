/**
 * Exponentials, logarithms and circles by additions, multiplications and divisions alone: these are the same to the bit
 * everywhere, where `Math.log`, `Math.exp` and `Math.cos` are only promised to be close. Knows no generator.
 */

/** ln((word + 1) / 2^32), at most 0, within 2e-15 relative. Polynomial of fdlibm's `__ieee754_log`. */
export function logarithmOfWord(word: number): number {
  const whole = word + 1
  if (whole === 0x100000000) return 0
  const exponent = 31 - Math.clz32(whole)
  // A power of two: exact.
  return logarithmOfParts(whole / (exponent === 31 ? 0x80000000 : 1 << exponent), exponent - 32)
}

/** Natural logarithm, within 2e-15 relative; -Infinity at 0, NaN below. */
export function stableLog(x: number): number {
  if (!(x > 0)) return x === 0 ? -Infinity : NaN
  if (x === Infinity) return Infinity
  // Numbers too small for a full mantissa are made larger; exact.
  const shift = x < 2.2250738585072014e-308 ? -52 : 0
  bits.setFloat64(0, shift === 0 ? x : x * 0x10000000000000)
  const high = bits.getUint32(0)
  bits.setUint32(0, (high & 0x000fffff) | 0x3ff00000)
  return logarithmOfParts(bits.getFloat64(0), (high >>> 20) - 1023 + shift)
}

/** log(1 + x) for x from 0 on, as exact for the smallest x as for the others (Kahan). */
export function stableLog1p(x: number): number {
  const whole = 1 + x
  return whole === 1 ? x : (stableLog(whole) * x) / (whole - 1)
}

/** e^x, within 3e-16 relative for results that are no subnormal numbers. Polynomial of fdlibm's `__ieee754_exp`. */
export function stableExp(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x > 709.782712893384) return Infinity
  if (x < -745.1332191019411) return 0
  const power = Math.floor(x * Math.LOG2E + 0.5)
  const high = x - power * 0.6931471803691238
  const low = power * 1.9082149292705877e-10
  const r = high - low
  const t = r * r
  const c = r - t * (0.16666666666666602 + t * (-0.0027777777777015593 + t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))))
  const y = 1 - (low - (r * c) / (2 - c) - high)
  // Twice, because 2^power alone may be no normal number.
  const half = Math.trunc(power / 2)
  return y * powerOfTwo(half) * powerOfTwo(power - half)
}

/** base^exponent for a base of at least 0; for small whole exponents a plain product. */
export function stablePower(base: number, exponent: number): number {
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > 64) return stableExp(exponent * stableLog(base))
  let product = 1
  for (let times = 0; times < exponent; times++) product *= base
  return product
}

/** cos(pi x) for x from 0 to 2. */
export function stableCosineOfPi(x: number): number {
  writeCircle(circle, (x / 2) * 0x100000000)
  return circle[0] ?? NaN
}

const bits = new DataView(new ArrayBuffer(8))
const circle = new Float64Array(2)

function powerOfTwo(exponent: number): number {
  bits.setUint32(0, (exponent + 1023) << 20)
  bits.setUint32(4, 0)
  return bits.getFloat64(0)
}

/** ln(mantissa x 2^exponent) for a mantissa from 1 to below 2. */
function logarithmOfParts(mantissa: number, exponent: number): number {
  const isLarge = mantissa > Math.SQRT2
  const power = isLarge ? exponent + 1 : exponent
  const f = (isLarge ? mantissa / 2 : mantissa) - 1
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373))
  const odd = z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)))
  const half = 0.5 * f * f
  return power * Math.LN2 + (f - (half - s * (half + even + odd)))
}

/** Writes cos and sin of 2 pi word / 2^32 to `out[0]` and `out[1]`, within 2e-16. Polynomials of fdlibm's `__kernel_cos` and `__kernel_sin`. */
export function writeCircle(out: Float64Array, word: number): void {
  const quarters = word / 0x40000000
  const quadrant = Math.floor(quarters + 0.5)
  // Exact: between -1/2 and 1/2 of a quarter turn.
  const x = (quarters - quadrant) * 1.5707963267948966
  const z = x * x
  const cosine = 1 - (0.5 * z - z * z * (0.0416666666666666 + z * (-0.001388888888887411 + z * (2.480158728947673e-5 + z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11))))))
  const sine = x + x * z * (-0.16666666666666632 + z * (0.00833333333332249 + z * (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)))))
  const turned = quadrant % 4
  out[0] = turned === 0 ? cosine : turned === 1 ? -sine : turned === 2 ? -cosine : sine
  out[1] = turned === 0 ? sine : turned === 1 ? cosine : turned === 2 ? -sine : -cosine
}
