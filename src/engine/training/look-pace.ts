/** Looks inside the network a few times a second at most: each costs about as much as a few steps. */
import type { LayerLook } from '#contract/run.ts'
import type { TrainableModel } from './engine.ts'

const milliseconds = 500

export interface LookPace {
  /** Right after a step. `now`: whether or not it is time. */
  take(model: TrainableModel, now?: boolean): void
}

export function createLookPace(tell: ((layers: LayerLook[]) => void) | undefined): LookPace {
  let taken = -Infinity
  return {
    take(model, now = false) {
      if (tell === undefined || (!now && performance.now() - taken < milliseconds)) return
      tell(model.look())
      taken = performance.now()
    },
  }
}
