/** What a reliability diagram says in one sentence: whether percentages come true, as far as so many rows can tell. Pure, no words. */
import type { Estimate } from '#contract/run.ts'
import type { Reliability, ReliabilityBin } from '#contract/scores.ts'
import { wilson } from '#contract/wilson.ts'

export type SurenessVerdict =
  /** Fewer rows than could show anything but the grossest difference. */
  | { kind: 'tooFew' }
  /** No more off than luck makes it; the bin nearest to 80 % stands as an example. */
  | { kind: 'believable'; bin: JudgedBin }
  /** Too sure, or not sure enough; the bin that shows it best. */
  | { kind: 'tooSure' | 'notSureEnough'; bin: JudgedBin }

export interface JudgedBin extends ReliabilityBin {
  /** Wilson interval of the share that was right. */
  share: Estimate
}

const fewestRows = 50
const example = 0.8

export function judgedBins({ bins }: Reliability): JudgedBin[] {
  return bins.map((bin) => ({ ...bin, share: wilson(bin.right, bin.rows) }))
}

/** Bins of the engine's equal width. */
const widths = 15

/** The ends of bins of equal width, which are known of their rows alone; each is without its lower end. */
export function surenessCounts({ bins }: Reliability, minimum: number): { low: number; high: number; rows: number }[] {
  return bins.map(({ sureness, rows }) => {
    const at = Math.max(0, Math.ceil(sureness * widths - 1e-9) - 1)
    return { low: Math.max(minimum, at / widths), high: (at + 1) / widths, rows }
  })
}

export function surenessVerdict(reliability: Reliability): SurenessVerdict {
  const bins = judgedBins(reliability)
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0)
  const [first] = bins
  if (first === undefined || rows < fewestRows) return { kind: 'tooFew' }
  if (reliability.error <= reliability.floor.high) return { kind: 'believable', bin: leastOf(bins, first, ({ sureness }) => Math.abs(sureness - example)) }
  // Of those whose interval leaves out what was stated, else of all, the one that adds most to the error.
  const apart = bins.filter(({ sureness, share }) => sureness < share.low || sureness > share.high)
  const candidates = apart.length > 0 ? apart : bins
  const bin = leastOf(candidates, candidates[0] ?? first, (own) => -Math.abs(own.right - own.rows * own.sureness))
  return { kind: bin.share.value < bin.sureness ? 'tooSure' : 'notSureEnough', bin }
}

function leastOf(bins: readonly JudgedBin[], first: JudgedBin, size: (bin: JudgedBin) => number): JudgedBin {
  return bins.reduce((best, bin) => (size(bin) < size(best) ? bin : best), first)
}
