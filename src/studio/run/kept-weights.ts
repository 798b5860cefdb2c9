/** Weights of the best epoch so far, sent to the disk at most once a second: fsync must not slow the training down. */
import type { NamedTensor } from '#engine/training/engine.ts'
import { encodeSafetensors } from './safetensors.ts'

const milliseconds = 1000

export class KeptWeights {
  readonly #send: (file: Uint8Array<ArrayBuffer>, bestEpoch: number | null) => void
  #waiting: { tensors: NamedTensor[]; bestEpoch: number } | null = null
  #sent = -Infinity

  constructor(send: (file: Uint8Array<ArrayBuffer>, bestEpoch: number | null) => void) {
    this.#send = send
  }

  /** `tensors` must be a copy that nobody changes. */
  best(tensors: NamedTensor[], bestEpoch: number): void {
    this.#waiting = { tensors, bestEpoch }
    this.tick()
  }

  /** At the end of each epoch: sends what had to wait. */
  tick(): void {
    if (this.#waiting === null || performance.now() - this.#sent < milliseconds) return
    const { tensors, bestEpoch } = this.#waiting
    this.#waiting = null
    this.#send(weightsFile(tensors), bestEpoch)
    this.#sent = performance.now()
  }
}

/** Names, shapes and values in the program's order; nothing that changes from one run to the same run again. */
export function weightsFile(tensors: readonly NamedTensor[]): Uint8Array<ArrayBuffer> {
  return encodeSafetensors({ tensors, metadata: { format: 'candor' } })
}
