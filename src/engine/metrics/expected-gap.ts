/** How far a count of lucky rows lies from what was expected of it, by luck alone. Knows probabilities only. */

/** Up to so many rows the distribution is computed; beyond, the normal one is the same to three digits. */
const exactRows = 64

/**
 * Of |number of successes - sum of `chances`|, when row i succeeds with probability `chances[i]` (a Poisson-binomial count): its mean and
 * its variance, in rows.
 */
export function expectedGap(chances: Float64Array): { mean: number; variance: number } {
  let sum = 0
  let spread = 0
  for (const chance of chances) {
    sum += chance
    spread += chance * (1 - chance)
  }
  const mean = chances.length <= exactRows ? exactMean(chances, sum) : Math.sqrt((2 * spread) / Math.PI)
  return { mean, variance: Math.max(0, spread - mean * mean) }
}

function exactMean(chances: Float64Array, sum: number): number {
  const shares = new Float64Array(chances.length + 1)
  shares[0] = 1
  chances.forEach((chance, row) => {
    for (let count = row + 1; count > 0; count--) shares[count] = (shares[count] ?? 0) * (1 - chance) + (shares[count - 1] ?? 0) * chance
    shares[0] = (shares[0] ?? 0) * (1 - chance)
  })
  return shares.reduce((mean, share, count) => mean + share * Math.abs(count - sum), 0)
}
