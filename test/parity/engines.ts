/** Both engines, for tests that hold each of them to the same truth. */
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import type { Engine } from '#engine/training/engine.ts'
import { tfjsEngine } from './tfjs.ts'

export const engines: readonly { name: string; start(): Promise<Engine> }[] = [
  { name: 'compiled', start: () => Promise.resolve(createCompiledEngine()) },
  { name: 'tfjs', start: tfjsEngine },
]
