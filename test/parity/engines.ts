/** All engines, for tests that hold each of them to the same truth. TensorFlow's are there where it is installed. */
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import type { Engine } from '#engine/training/engine.ts'
import { tensorflowEngine, whyNoTensorflow } from './tensorflow.ts'
import { tfjsEngine } from './tfjs.ts'

export const engines: readonly { name: string; isSlowToLoad: boolean; start(): Promise<Engine> }[] = [
  { name: 'compiled', isSlowToLoad: false, start: () => Promise.resolve(createCompiledEngine()) },
  { name: 'tfjs', isSlowToLoad: false, start: tfjsEngine },
  ...(whyNoTensorflow === null ? [{ name: 'tensorflow', isSlowToLoad: true, start: () => Promise.resolve(tensorflowEngine(false)) }] : []),
]
