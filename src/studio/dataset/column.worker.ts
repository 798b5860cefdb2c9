/** The thread that reads columns beside the one that reads the file. */
import { parentPort } from 'node:worker_threads'
import { serveColumns } from './serve-columns.ts'

// Outside the bundle this module is imported as it is, without a thread: then there is nothing to do.
if (parentPort) serveColumns(parentPort)
