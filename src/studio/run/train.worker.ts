/** Worker thread of one run. */
import { parentPort, workerData } from 'node:worker_threads'
import { packFailure } from '../threads/thread-failure.ts'
import { standBehind } from '../threads/stand-behind.ts'
import { forLater } from './train-messages.ts'
import type { TrainMessage, TrainRequest } from './train-messages.ts'
import { trainRun } from './train-run.ts'
import { warmUp } from './warm-up.ts'

standBehind()
const port = parentPort
if (port === null) throw new Error('not in a worker thread')
// Started before it is needed, it has time for this.
if (workerData === forLater) void warmUp()
// A checkpoint may be large: its memory moves to the studio instead of being copied.
const tell = (message: TrainMessage) => port.postMessage(message, message.kind === 'checkpoint' ? [message.file.buffer] : [])
port.once('message', async (request: TrainRequest) => {
  try {
    await trainRun(request, tell)
  } catch (error) {
    tell({ kind: 'failed', failure: packFailure(error) })
  }
  // Nothing else keeps the thread alive: it ends when its last message is on its way.
  port.close()
})
