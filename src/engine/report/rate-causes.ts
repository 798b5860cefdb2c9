/** Whether the learning rate is the likely cause of a bad result: too large, so that the loss jumps about, or too small, so that it hardly falls. */
import { optimizers } from '#engine/catalogue/optimizers.ts'
import { numberOf, resolveTyped } from '#engine/catalogue/settings.ts'
import { usualLearningRate } from '#engine/catalogue/usual-learning-rates.ts'
import type { LikelyCause } from '#contract/likely-cause.ts'
import type { Training } from '#contract/training.ts'
import type { Founded, KnownOfRun } from './likely-causes.ts'
import { hardlyFell, lossesOf, rises, stillFalling } from './loss-course.ts'

/** A rate this many times off the usual one is worth a question. */
const far = 3
/** Of all ups and downs the share that went up, from which on a loss jumps about. */
const jumpy = 0.3
/** With fewer epochs a rise is one of a kind. */
const fewestEpochs = 3

export function rateCauses({ plan: { training }, epochs }: Pick<KnownOfRun, 'plan' | 'epochs'>): Founded[] {
  const losses = lossesOf(epochs, 'training')
  const [from, to] = [losses[0], losses.at(-1)]
  const rate = rateOf(training)
  if (from === undefined || to === undefined || rate === null || rate <= 0) return []
  const usual = usualLearningRate(training.optimizer.type) ?? rate
  const { count, share } = rises(losses)
  const [high, low] = [rate >= far * usual, rate <= usual / far]
  if (losses.length >= fewestEpochs && ((high && (share >= jumpy || hardlyFell(losses))) || (to.loss > from.loss && share > 0.5))) {
    const better = high ? usual : oneDigit(rate / 10)
    return [[high ? 0.9 : 0.6, { kind: 'rateTooLarge', rate, better, rises: count, from, to, change: changeTo(better), stage: 'train' }]]
  }
  if (!high && (hardlyFell(losses) || (low && stillFalling(losses) !== null))) {
    const better = low ? usual : oneDigit(rate * 10)
    return [[low ? 0.95 : 0.4, { kind: 'rateTooSmall', rate, better, from, to, change: changeTo(better), stage: 'train' }]]
  }
  return []
}

function changeTo(rate: number): LikelyCause['change'] {
  return { place: 'training', fix: { kind: 'set', setting: 'optimizer.learningRate', value: rate } }
}

function rateOf({ optimizer }: Training): number | null {
  const found = resolveTyped(optimizers, optimizer)
  return found === null ? null : numberOf(found.resolved.values, 'learningRate')
}

/** Written as people write rates: 0.003 becomes 0.03. */
function oneDigit(rate: number): number {
  return Number(rate.toPrecision(2))
}
