/** Worker thread that measures how fast this computer trains. */
import { createEngine } from '../engines/create-engine.ts'
import { answerInThread } from '../threads/answer-in-thread.ts'
import { standBehind } from '../threads/stand-behind.ts'
import { measureSpeed } from './measure-speed.ts'
import type { MeasuredSpeed } from './measure-speed.ts'

// As a run computes.
standBehind()
answerInThread<{ wasm: string }, MeasuredSpeed[]>(async ({ wasm }) => measureSpeed(await createEngine({ engine: 'auto', arithmetic: 'exact' }, { wasm, tensorflow: null })))
