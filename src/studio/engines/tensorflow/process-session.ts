/** TensorFlow in a process of its own, asked by a thread that waits for each answer. Where the process dies, the next answer says so. */
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import type { Device } from '#contract/device.ts'
import { StudioError } from '#contract/errors.ts'
import type { GraphValue, TensorflowSession } from '#engine/tensorflow/session.ts'
import { asEngineFailure } from './engine-failure.ts'
import type { TensorflowPlace } from './tensorflow-child.ts'
import type { ProcessAnswer, ProcessQuestion, ProcessValues } from './process-messages.ts'
import createRelay from './relay.worker.ts?nodeWorker'

/** What the relay is given. `bell`: counts its answers, in shared memory. */
export interface Relay {
  place: TensorflowPlace
  port: MessagePort
  bell: Int32Array
}

/** `gone`: how the process ended. */
export type RelayAnswer = ProcessAnswer | { gone: string }

export interface ProcessSession extends TensorflowSession {
  /** Ends the process; nothing may be asked afterwards. */
  end(): Promise<void>
}

/** The process ends with this thread, at the latest. */
export function startProcessSession(place: TensorflowPlace): ProcessSession {
  const { port1, port2 } = new MessageChannel()
  const bell = new Int32Array(new SharedArrayBuffer(4))
  const relay = createRelay({ workerData: { place, port: port2, bell } satisfies Relay, transferList: [port2] })
  relay.unref()
  port1.unref()
  let gone: string | null = null
  let device: Device | null = null

  /** `given`: what is handed over with it, and gone here. */
  function ask(question: ProcessQuestion, given: readonly ArrayBuffer[] = []): ProcessValues[keyof ProcessValues] {
    port1.postMessage(question, given)
    const answer = wait()
    if ('gone' in answer) {
      gone = answer.gone
      throw new StudioError('engine.stopped', { value: gone })
    }
    if (!answer.ok) throw asEngineFailure(answer)
    return answer.value
  }

  function wait(): RelayAnswer {
    if (gone !== null) return { gone }
    for (;;) {
      const heard = Atomics.load(bell, 0)
      const received: { message: RelayAnswer } | undefined = receiveMessageOnPort(port1)
      if (received !== undefined) return received.message
      Atomics.wait(bell, 0, heard)
    }
  }

  return {
    start() {
      if (device !== null) return device
      const found = ask({ kind: 'try' })
      if (found === null || typeof found !== 'object' || !('device' in found)) throw new Error('TensorFlow did not say what it computes on')
      device = found.device
      return device
    },
    load(file) {
      const model = ask({ kind: 'load', file })
      if (typeof model !== 'number') throw new Error('TensorFlow answered a graph with no number')
      return {
        run(inputs, outputs) {
          const copies = ownCopies(inputs)
          const values = ask({ kind: 'run', model, inputs: copies, outputs }, Object.values(copies).map((one) => one.values.buffer))
          if (!Array.isArray(values)) throw new Error('TensorFlow answered with no numbers')
          return values
        },
        dispose() {
          // Of a process that is gone, nothing is left to free.
          if (gone === null) ask({ kind: 'unload', model })
        },
      }
    },
    async end() {
      gone = 'ended'
      port1.close()
      await relay.terminate()
    },
  }
}

/**
 * Of these very numbers, which can be handed over: a message that copies a view copies all that it is a view of, which may be every row
 * of the table for each thousand of them.
 */
function ownCopies(inputs: Readonly<Record<string, GraphValue>>): Record<string, { shape: readonly number[]; values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer> }> {
  return Object.fromEntries(Object.entries(inputs).map(([name, { shape, values }]) => [name, { shape, values: values instanceof Float32Array ? Float32Array.from(values) : Int32Array.from(values) }]))
}
