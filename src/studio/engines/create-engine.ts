/** The engine of a plan. Throws `engine.unavailable` where it is not installed. Each is loaded when it is first asked for: TensorFlow.js alone takes longer to load than a small network to train. */
import { StudioError } from '#contract/errors.ts'
import type { Training } from '#contract/training.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { canFuse } from '#engine/compiled/fastest-arithmetic.ts'
import type { Helpers } from '#engine/compiled/helpers.ts'
import type { Arithmetic } from '#engine/compiled/kernels/arithmetic.ts'
import { chooseEngine } from '#engine/network/choose-engine.ts'
import type { Engine } from '#engine/training/engine.ts'
import type { TensorflowPlace } from './tensorflow/tensorflow-child.ts'
import { tensorflowEngines } from './tensorflow/tensorflow-engines.ts'

export interface EngineOptions {
  /** Folder with the `.wasm` files of TensorFlow.js's backend. */
  wasm: string
  /** What was measured on this machine; 1 is safe everywhere. */
  unroll?: Arithmetic['unroll']
  /** What is started for the tensorflow engine; null: it is not installed. */
  tensorflow: Omit<TensorflowPlace, 'threads'> | null
  /** Threads that may share the steps of a large network. */
  helpers?: Helpers
}

export async function createEngine(training: Pick<Training, 'engine' | 'arithmetic' | 'jitCompile'>, { wasm, unroll = 1, tensorflow, helpers }: EngineOptions): Promise<Engine> {
  const { name } = chooseEngine(training)
  switch (name) {
    case 'compiled':
      return createCompiledEngine({ unroll, fused: training.arithmetic === 'fast' && canFuse() }, helpers ?? null)
    case 'tfjs': {
      const { createTfjsEngine } = await import('#engine/tfjs/engine.ts')
      return createTfjsEngine({ wasmPath: wasm })
    }
    case 'tensorflow': {
      if (tensorflow === null) throw new StudioError('engine.unavailable', { value: name })
      return (await tensorflowEngines(tensorflow)).engine(training.jitCompile ?? false)
    }
    default:
      return name satisfies never
  }
}
