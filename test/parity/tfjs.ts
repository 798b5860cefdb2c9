/** The tfjs engine for tests, started from the installed package. */
import { createRequire } from 'node:module'
import path from 'node:path'
import { createTfjsEngine } from '#engine/tfjs/engine.ts'
import type { Engine } from '#engine/training/engine.ts'

export function tfjsEngine(): Promise<Engine> {
  const require = createRequire(import.meta.url)
  return createTfjsEngine({ wasmPath: path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) })
}
