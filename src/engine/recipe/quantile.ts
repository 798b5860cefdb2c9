/** Order statistics of numbers without a full sort. Knows no columns. */

/**
 * The value at rank `rank` (from 0) of `values` if they were sorted; reorders `values`. No NaN inside.
 * Source: Floyd & Rivest 1975, algorithm 489 (SELECT).
 */
export function selectRank(values: Float64Array, rank: number): number {
  let left = 0
  let right = values.length - 1
  while (right > left) {
    if (right - left > 600) narrow(values, left, right, rank)
    const pivot = values[rank] ?? 0
    let low = left
    let high = right
    swap(values, left, rank)
    if ((values[right] ?? 0) > pivot) swap(values, right, left)
    while (low < high) {
      swap(values, low, high)
      low++
      high--
      while ((values[low] ?? 0) < pivot) low++
      while ((values[high] ?? 0) > pivot) high--
    }
    if ((values[left] ?? 0) === pivot) swap(values, left, high)
    else {
      high++
      swap(values, high, right)
    }
    if (high <= rank) left = high + 1
    if (rank <= high) right = high - 1
  }
  return values[rank] ?? NaN
}

/**
 * Quantile by linear interpolation between order statistics (NumPy's default, 'linear'; Hyndman & Fan's type 7).
 * Reorders `values`; NaN where there are none.
 */
export function quantile(values: Float64Array, share: number): number {
  if (values.length === 0) return NaN
  const position = share * (values.length - 1)
  const below = Math.floor(position)
  const low = selectRank(values, below)
  const weight = position - below
  if (weight === 0) return low
  let high = Infinity
  // After selection everything right of the rank is at least as large: its smallest is the next order statistic.
  for (let at = below + 1; at < values.length; at++) high = Math.min(high, values[at] ?? Infinity)
  return weight < 0.5 ? low + (high - low) * weight : high - (high - low) * (1 - weight)
}

/** The most frequent value, the smallest of those equally frequent (scikit-learn's SimpleImputer); NaN for none. Sorts `values`. */
export function mostFrequent(values: Float64Array): number {
  values.sort()
  let best = NaN
  let bestCount = 0
  let from = 0
  for (let at = 1; at <= values.length; at++) {
    if (at < values.length && values[at] === values[from]) continue
    if (at - from > bestCount) {
      best = values[from] ?? NaN
      bestCount = at - from
    }
    from = at
  }
  return best
}

/** Moves a sample's neighbourhood of the rank into place first, so that the pivot is nearly the answer. */
function narrow(values: Float64Array, left: number, right: number, rank: number): void {
  const count = right - left + 1
  const position = rank - left + 1
  const logarithm = Math.log(count)
  const size = 0.5 * Math.exp((2 * logarithm) / 3)
  const spread = 0.5 * Math.sqrt((logarithm * size * (count - size)) / count) * Math.sign(position - count / 2)
  const from = Math.max(left, Math.floor(rank - (position * size) / count + spread))
  const to = Math.min(right, Math.floor(rank + ((count - position) * size) / count + spread))
  const inside = values.subarray(from, to + 1)
  selectRank(inside, rank - from)
}

function swap(values: Float64Array, a: number, b: number): void {
  const kept = values[a] ?? 0
  values[a] = values[b] ?? 0
  values[b] = kept
}
