/** Collects the numbers of single steps and passes them on a few times a second: a message a step would cost more than the step. */

const milliseconds = 60
const largest = 8192

export class StepBatches {
  readonly #send: (loss: Float32Array, learningRate: Float32Array) => void
  readonly #loss = new Float32Array(largest)
  readonly #learningRate = new Float32Array(largest)
  #count = 0
  #sent = performance.now()

  constructor(send: (loss: Float32Array, learningRate: Float32Array) => void) {
    this.#send = send
  }

  add(loss: number, learningRate: number): void {
    this.#loss[this.#count] = loss
    this.#learningRate[this.#count] = learningRate
    this.#count += 1
    if (this.#count === largest || performance.now() - this.#sent > milliseconds) this.flush()
  }

  /** Sends what is there now; call it before any message that counts on the steps before it. */
  flush(): void {
    this.#sent = performance.now()
    if (this.#count === 0) return
    this.#send(this.#loss.slice(0, this.#count), this.#learningRate.slice(0, this.#count))
    this.#count = 0
  }
}
