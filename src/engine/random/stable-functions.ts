/**
 * Logarithm, sine and cosine of random words by additions, multiplications and divisions alone: these are the same to the
 * bit everywhere, where `Math.log` and `Math.cos` are only promised to be close. Knows no generator.
 */

/** ln((word + 1) / 2^32), at most 0, within 2e-15 relative. Polynomial of fdlibm's `__ieee754_log`. */
export function logarithmOfWord(word: number): number {
  const whole = word + 1
  if (whole === 0x100000000) return 0
  const exponent = 31 - Math.clz32(whole)
  // A power of two: exact.
  let mantissa = whole / (exponent === 31 ? 0x80000000 : 1 << exponent)
  let power = exponent - 32
  if (mantissa > Math.SQRT2) {
    mantissa /= 2
    power += 1
  }
  const f = mantissa - 1
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
