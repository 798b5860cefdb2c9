/** What the losses of a run's epochs show: whether they fell, jumped about, were still falling, or turned. Knows no report. */
import type { EpochRecord } from '#contract/run.ts'

export interface LossPoint {
  epoch: number
  loss: number
}

/** One loss of all epochs, in order; epochs without it are passed over. */
export function lossesOf(epochs: readonly EpochRecord[], part: 'training' | 'validation'): LossPoint[] {
  return epochs.flatMap(({ epoch, [part]: { loss } }) => (loss === undefined ? [] : [{ epoch, loss }]))
}

/** A loss that keeps this share of what it was hardly fell. */
const hardly = 0.95

export function hardlyFell(points: readonly LossPoint[]): boolean {
  const [first, last] = [points[0], points.at(-1)]
  return first !== undefined && last !== undefined && points.length > 1 && first.loss > 0 && last.loss > first.loss * hardly
}

/** How many times it rose from one epoch to the next, and the share of all its ups and downs that this was, 0 to 1 (a half: it went nowhere). */
export function rises(points: readonly LossPoint[]): { count: number; share: number } {
  const steps = points.slice(1).map(({ loss }, at) => loss - (points[at]?.loss ?? loss))
  const up = steps.filter((change) => change > 0)
  const whole = steps.reduce((sum, change) => sum + Math.abs(change), 0)
  return { count: up.length, share: whole === 0 ? 0 : up.reduce((sum, change) => sum + change, 0) / whole }
}

/** The last fifth of the epochs, at least one. */
const lateShare = 0.2
/** A fall of at least this share of the loss is more than noise. */
const worthWhile = 0.02

/** The least loss before the late epochs and the one it ended with, where that is the least of all and clearly below; else null. */
export function stillFalling(points: readonly LossPoint[]): { from: LossPoint; to: LossPoint } | null {
  const late = Math.max(1, Math.round(points.length * lateShare))
  const from = leastOf(points.slice(0, -late))
  const to = points.at(-1)
  if (from === null || to === undefined || leastOf(points)?.epoch !== to.epoch) return null
  return to.loss < from.loss * (1 - worthWhile) ? { from, to } : null
}

/** A loss this much above its least one has turned. */
const turned = 1.1

/** Where the validation loss was least, and how it ended, where it rose clearly while the training loss fell on; else null. */
export function turningPoint(epochs: readonly EpochRecord[]): { best: LossPoint; last: LossPoint; trainingLoss: number } | null {
  const watched = lossesOf(epochs, 'validation')
  const learned = lossesOf(epochs, 'training')
  const [best, last, trainingLast] = [leastOf(watched), watched.at(-1), learned.at(-1)]
  const trainingThen = learned.find(({ epoch }) => epoch === best?.epoch)
  if (best === null || last === undefined || trainingLast === undefined || trainingThen === undefined) return null
  return last.loss > best.loss * turned && trainingLast.loss < trainingThen.loss ? { best, last, trainingLoss: trainingLast.loss } : null
}

function leastOf(points: readonly LossPoint[]): LossPoint | null {
  return points.reduce<LossPoint | null>((best, point) => (best === null || point.loss < best.loss ? point : best), null)
}
