/** Worker thread that helps another one to train: it runs the compiled module's `help` until that tells it to stop. */
import { workerData } from 'node:worker_threads'
import { runHelper } from '#engine/compiled/helpers.ts'
import type { HelperJob } from '#engine/compiled/helpers.ts'
import { standBehind } from '../threads/stand-behind.ts'

standBehind()
const job: HelperJob = workerData
runHelper(job)
