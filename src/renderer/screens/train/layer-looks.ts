/** How a layer looks, as rows of the window: bars, silent units, the numbers behind. Knows no language. */
import type { Layer } from '#contract/network.ts'
import type { Histogram, LayerLook } from '#contract/run.ts'

/** From this share of silent units on, a layer learns less than it could. */
const worryingSilence = 0.5

export interface Silence {
  share: number
  /** How many of how many; null where the layer's own settings don't say how many units it has. */
  units: { silent: number; all: number } | null
  worrying: boolean
}

/** null for a layer whose units can't fall silent. `layer`: as the run's plan has it. */
export function silenceOf({ silentShare: share }: LayerLook, layer: Layer | undefined): Silence | null {
  if (share === null) return null
  const all = layer?.['units'] ?? layer?.['filters']
  return { share, units: typeof all === 'number' ? { silent: Math.round(share * all), all } : null, worrying: share >= worryingSilence }
}

/**
 * The bars of a histogram as one SVG path in a box as many units wide as there are bins, and 1 high. A bin with a single number
 * is still seen.
 */
export function barsPath({ counts }: Histogram): string {
  const most = Math.max(1, ...counts)
  return counts.map((count, at) => (count === 0 ? '' : `M${at + 0.08} 1V${Number((1 - Math.max(0.04, count / most)).toFixed(4))}H${at + 0.92}V1Z`)).join('')
}

/** Where 0 lies, as a share of the width; null where it is not strictly inside. */
export function zeroPlace({ low, high }: Histogram): number | null {
  return low < 0 && high > 0 ? -low / (high - low) : null
}

export interface Bin {
  from: number
  to: number
  count: number
}

/** Bins with their bounds; one where all numbers are the same. */
export function binsOf({ low, high, counts }: Histogram): Bin[] {
  if (low === high) return [{ from: low, to: high, count: counts.reduce((sum, count) => sum + count, 0) }]
  const width = (high - low) / counts.length
  return counts.map((count, at) => ({ from: low + at * width, to: at === counts.length - 1 ? high : low + (at + 1) * width, count }))
}

/** The middle of the fullest bin. */
export function mostCommon(histogram: Histogram): number {
  const { from, to } = binsOf(histogram).reduce((fullest, bin) => (bin.count > fullest.count ? bin : fullest))
  return from < 0 && to > 0 ? 0 : (from + to) / 2
}
