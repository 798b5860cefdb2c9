/** Worker thread that measures how fast this computer trains. */
import { createTfjsEngine } from '#engine/tfjs/engine.ts'
import { answerInThread } from '../threads/answer-in-thread.ts'
import { measureSpeed } from './measure-speed.ts'
import type { MeasuredSpeed } from './measure-speed.ts'

answerInThread<{ wasm: string }, MeasuredSpeed[]>(async ({ wasm }) => measureSpeed(await createTfjsEngine({ wasmPath: wasm })))
