/** Worker thread between a thread that waits and the process that TensorFlow runs in: the one can hear nothing while it waits, the other has no shared memory. */
import { isMainThread, workerData } from 'node:worker_threads'
import type { Relay, RelayAnswer } from './process-session.ts'
import { startTensorflow } from './start-tensorflow.ts'

// Outside the bundle, in unit tests, whoever imports the worker gets this module itself.
if (!isMainThread) relay(workerData)

function relay({ place, port, bell }: Relay): void {
  const child = startTensorflow(place)
  const tell = (answer: RelayAnswer): void => {
    port.postMessage(answer)
    Atomics.add(bell, 0, 1)
    Atomics.notify(bell, 0)
  }

  port.on('message', child.send)
  child.onAnswer(tell)
  child.onEnd((how) => tell({ gone: how }))
}
