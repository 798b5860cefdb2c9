/** Whether stated probabilities come true: rows in bins of like sureness, and how much of the difference is luck. Knows sureness and right or wrong. */
import type { Reliability, ReliabilityBin } from '#contract/scores.ts'
import { normalQuantile } from '#contract/wilson.ts'
import { createMersenneTwister } from '#engine/random/mersenne-twister.ts'
import { expectedGap } from './expected-gap.ts'
import { inOrder } from './in-order.ts'

/** Naeini 2015, Guo 2017. */
const usualBins = 15
const fewestBins = 3
/** Bins of equal count hold at least so many rows where there are enough: fewer say nothing of a share. */
const fullBin = 20

/**
 * `sureness[row]` is the probability of the answer that was given, `right[row]` 1 where it was right. `equalWidth`: bins of 0 to 1, each
 * without its lower end, as scikit-learn's `calibration_curve` makes them; `equalMass`: bins of nearly equal count, rows of one sureness
 * never parted; 15 bins, and of equal count fewer where they would hold under 20 rows. Bins without rows are left out. Expected calibration error: mean of |right - sureness| over bins, weighted by
 * their rows. Its floor is what a perfectly calibrated model with the same sureness shows by luck: mean, and the point that 97.5 % stay below.
 */
export function reliability(sureness: Float32Array, right: Uint8Array, kind: 'equalWidth' | 'equalMass', bins: number = kind === 'equalWidth' ? usualBins : massBins(sureness.length)): Reliability {
  const ordered = inOrder(sureness, right)
  const ends = kind === 'equalWidth' ? widthEnds(ordered.scores, bins) : massEnds(ordered.scores, bins)
  const found: ReliabilityBin[] = []
  let error = 0
  let expected = 0
  let variance = 0
  const lengths: number[] = []
  let from = 0
  for (const end of ends) {
    if (end <= from) continue
    let sum = 0
    let hits = 0
    const chances = new Float64Array(end - from)
    for (let at = from; at < end; at++) {
      const chance = ordered.scores[at] ?? 0
      chances[at - from] = chance
      sum += chance
      hits += ordered.marked[at] ?? 0
    }
    const gap = expectedGap(chances)
    error += Math.abs(hits - sum)
    expected += gap.mean
    variance += gap.variance
    found.push({ low: ordered.scores[from] ?? 0, high: ordered.scores[end - 1] ?? 0, rows: end - from, right: hits, sureness: sum / (end - from) })
    lengths.push(end - from)
    from = end
  }
  const rows = sureness.length
  const high = rows <= drawnRows ? luckyHigh(ordered.scores, lengths) : expected + normalQuantile * Math.sqrt(variance)
  return {
    bins: found,
    error: rows === 0 ? 0 : error / rows,
    floor: rows === 0 ? { mean: 0, high: 0 } : { mean: expected / rows, high: high / rows },
  }
}

/** Beyond so many rows the sum over bins is normal; below, few expected mistakes make it lean to one side. */
const drawnRows = 1000
const draws = 1000
const luckSeed = 1

/** 97.5 % point of the sum over bins of |right - expected|, in rows, when every row is right with the probability it states: drawn 1,000 times. */
function luckyHigh(sorted: Float32Array, lengths: readonly number[]): number {
  const random = createMersenneTwister(luckSeed)
  const sums = Float64Array.from({ length: draws }, () => {
    let sum = 0
    let at = 0
    for (const length of lengths) {
      let off = 0
      for (const end = at + length; at < end; at++) {
        const chance = sorted[at] ?? 0
        off += Number(random.next32() < chance * 2 ** 32) - chance
      }
      sum += Math.abs(off)
    }
    return sum
  }).sort()
  return sums[Math.ceil(0.975 * draws) - 1] ?? 0
}

function massBins(rows: number): number {
  return Math.min(usualBins, Math.max(fewestBins, Math.floor(rows / fullBin)))
}

/** Positions at which bins end. */
function widthEnds(sorted: Float32Array, bins: number): number[] {
  // Edges as NumPy's linspace computes them, so that a row on an edge falls to the same side.
  const step = 1 / bins
  const ends: number[] = []
  let at = 0
  for (let bin = 1; bin <= bins; bin++) {
    while (at < sorted.length && (bin === bins || (sorted[at] ?? 0) <= bin * step)) at++
    ends.push(at)
  }
  return ends
}

/** As NumPy's `array_split`, then moved up past rows of the same sureness. */
function massEnds(sorted: Float32Array, bins: number): number[] {
  const rows = sorted.length
  const [size, larger] = [Math.floor(rows / bins), rows % bins]
  const ends: number[] = []
  for (let bin = 1; bin <= bins; bin++) {
    let end = bin * size + Math.min(bin, larger)
    while (end > 0 && end < rows && sorted[end] === sorted[end - 1]) end++
    ends.push(end)
  }
  return ends
}
