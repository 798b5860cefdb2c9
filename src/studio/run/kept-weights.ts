/** Weights of the best epoch so far, sent to the disk at most once a second and for half a percent of the time: keeping must not slow the training down. */
import { costShare } from '#engine/training/checkpoint-pace.ts'
import { StudioError } from '#contract/errors.ts'
import type { NamedTensor } from '#engine/training/engine.ts'
import { decodeSafetensors } from './safetensors.ts'
import type { StoredTensor } from './safetensors.ts'
import { decodeSealed, encodeSealed, isSealed } from './sealed-file.ts'

const milliseconds = 1000

export class KeptWeights {
  readonly #send: (file: Uint8Array<ArrayBuffer>, bestEpoch: number | null) => void
  #waiting: { tensors: NamedTensor[]; bestEpoch: number } | null = null
  #next = -Infinity

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
    const from = performance.now()
    if (this.#waiting === null || from < this.#next) return
    const { tensors, bestEpoch } = this.#waiting
    this.#waiting = null
    this.#send(weightsFile(tensors), bestEpoch)
    const now = performance.now()
    this.#next = now + Math.max(milliseconds, (now - from) * costShare)
  }
}

/** Names, shapes and values in the program's order; nothing that changes from one run to the same run again. */
export function weightsFile(tensors: readonly NamedTensor[]): Uint8Array<ArrayBuffer> {
  return encodeSealed({ tensors, metadata: { format: 'candor' } })
}

/** Throws `project.damaged` where anything was cut off or changed. Files from before they were sealed are read as they are. */
export function readWeightsFile(file: Uint8Array): StoredTensor[] {
  const { tensors, metadata } = isSealed(file) ? decodeSealed(file) : decodeSafetensors(file)
  if (Object.keys(metadata).join() !== 'format' || metadata['format'] !== 'candor') throw new StudioError('project.damaged', { file: 'weights.safetensors', setting: 'metadata' })
  return tensors
}
