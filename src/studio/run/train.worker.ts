/** Worker thread of one run: prepares, trains, judges, and reports each part to the studio. */
import { parentPort } from 'node:worker_threads'
import { packFailure } from '../threads/thread-failure.ts'
import { StudioError } from '#contract/errors.ts'
import type { TrainMessage, TrainRequest } from './train-messages.ts'

const port = parentPort
if (port === null) throw new Error('not in a worker thread')
const tell = (message: TrainMessage) => port.postMessage(message)
port.once('message', (_request: TrainRequest) => {
  tell({ kind: 'failed', failure: packFailure(new StudioError('engine.unavailable')) })
  port.close()
})
