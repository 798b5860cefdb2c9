/** How many of `draws` fall to each class when the shares of the classes are kept. Knows only counts. */

/**
 * Largest remainders; ties are broken by `choose(n)`, a permutation of 0 .. n - 1.
 * Source: scikit-learn's `sklearn.utils.extmath._approximate_mode`, in its order of draws.
 */
export function shareOut(counts: readonly number[], draws: number, choose: (from: number) => Int32Array): number[] {
  const total = counts.reduce((sum, rows) => sum + rows, 0)
  if (total === 0) return counts.map(() => 0)
  const exact = counts.map((rows) => (rows / total) * draws)
  const shares = exact.map(Math.floor)
  let toAdd = draws - shares.reduce((sum, rows) => sum + rows, 0)
  if (toAdd <= 0) return shares
  const remainders = exact.map((share, index) => share - (shares[index] ?? 0))
  for (const remainder of [...new Set(remainders)].sort((a, b) => b - a)) {
    const tied = remainders.flatMap((own, index) => (own === remainder ? [index] : []))
    const adding = Math.min(tied.length, toAdd)
    for (const at of choose(tied.length).subarray(0, adding)) {
      const index = tied[at] ?? 0
      shares[index] = (shares[index] ?? 0) + 1
    }
    toAdd -= adding
    if (toAdd === 0) break
  }
  return shares
}
