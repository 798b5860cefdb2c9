/** Worker thread between a thread that waits and the process that TensorFlow runs in: the one can hear nothing while it waits, the other has no shared memory. */
import { isMainThread, workerData } from 'node:worker_threads'
import { forkTensorflow, lastWordsOf } from './fork-tensorflow.ts'
import type { Relay, RelayAnswer } from './process-session.ts'

// Outside the bundle, in unit tests, whoever imports the worker gets this module itself.
if (!isMainThread) relay(workerData)

function relay({ place, port, bell }: Relay): void {
  const child = forkTensorflow(place)
  const lastWords = lastWordsOf(child, place.log)
  const tell = (answer: RelayAnswer): void => {
    port.postMessage(answer)
    Atomics.add(bell, 0, 1)
    Atomics.notify(bell, 0)
  }

  port.on('message', (question) => child.connected && child.send(question))
  child.on('message', (answer: RelayAnswer) => tell(answer))
  child.on('error', (error) => tell({ gone: error.message }))
  // 'close' and not 'exit': its last words are heard by then.
  child.on('close', (code, signal) => tell({ gone: [signal ?? code ?? '', lastWords()].filter((part) => part !== '').join(', ') }))
}
