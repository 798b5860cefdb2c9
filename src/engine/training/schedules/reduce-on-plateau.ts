/** A learning rate that becomes smaller when the loss stalls: Keras 3's `ReduceLROnPlateau(mode='min')`. */
import type { Schedule } from '../schedule.ts'

interface Plateau {
  learningRate: number
  factor: number
  /** Epochs without progress. */
  patience: number
  minimumChange: number
  /** Epochs that are not counted after it became smaller. */
  cooldown: number
  minimumLearningRate: number
}

export function createPlateau({ learningRate, factor, patience, minimumChange, cooldown, minimumLearningRate }: Plateau): Schedule {
  let rate = learningRate
  let best: number | null = null
  let waited = 0
  let cooling = 0
  return {
    rateAt: () => rate,
    epochDone(loss) {
      if (cooling > 0) {
        cooling -= 1
        waited = 0
      }
      if (best === null || loss + minimumChange < best) {
        best = loss
        waited = 0
        return
      }
      if (cooling > 0) return
      waited += 1
      if (waited < patience || rate <= minimumLearningRate) return
      rate = Math.max(rate * factor, minimumLearningRate)
      cooling = cooldown
      waited = 0
    },
    state: () => ({ rate, waited, cooling, ...(best === null ? {} : { best }) }),
    setState(state) {
      const { rate: storedRate, waited: storedWaited, cooling: storedCooling } = state
      if (storedRate === undefined || storedWaited === undefined || storedCooling === undefined) throw new Error('the stored state has no learning rate')
      rate = storedRate
      waited = storedWaited
      cooling = storedCooling
      best = state['best'] ?? null
    },
  }
}
