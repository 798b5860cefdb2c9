/** Which epoch was best, its weights, and whether waiting any longer is in vain: Keras's `EarlyStopping`. */
import type { Training } from '#contract/training.ts'
import type { NamedTensor } from './engine.ts'

export interface BestState {
  epoch: number
  loss: number
  weights: NamedTensor[]
}

export interface BestSoFar {
  /** True where this epoch is the best until now; only then are its weights taken. */
  take(epoch: number, loss: number, weights: () => NamedTensor[]): boolean
  /** Whether early stopping ends the run after this epoch. */
  isOver(epoch: number): boolean
  epoch(): number | null
  /** null before the first epoch with a finite loss. */
  weights(): NamedTensor[] | null
  /** null likewise. Its weights are changed by nobody. */
  state(): BestState | null
}

/** `from`: what it was when the run was interrupted. */
export function createBestSoFar({ enabled, patience, minimumChange }: Training['earlyStopping'], from: BestState | null = null): BestSoFar {
  let best = from
  return {
    take(epoch, loss, weights) {
      // Progress must be larger than `minimumChange`, where early stopping asks for it; NaN is no progress.
      if (!Number.isFinite(loss) || (best !== null && !(loss < best.loss - (enabled ? minimumChange : 0)))) return false
      best = { epoch, loss, weights: weights() }
      return true
    },
    // Keras: stops after `patience` epochs without progress (with 0, after the first one).
    isOver: (epoch) => enabled && epoch > 1 && epoch - (best?.epoch ?? 0) >= Math.max(1, patience),
    epoch: () => best?.epoch ?? null,
    weights: () => best?.weights ?? null,
    state: () => best,
  }
}
