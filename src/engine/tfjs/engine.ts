/** The engine that runs everywhere: the program's operations interpreted with TensorFlow.js. Knows no files and no threads. */
import type { Engine } from '#engine/training/engine.ts'
import { startBackend } from './backend.ts'
import { createTfjsModel } from './model.ts'

export interface TfjsOptions {
  /** Folder with the `.wasm` files of @tensorflow/tfjs-backend-wasm, as a path or URL. */
  wasmPath: string
}

export async function createTfjsEngine({ wasmPath }: TfjsOptions): Promise<Engine> {
  const backend = await startBackend(wasmPath)
  return {
    name: 'tfjs',
    backend,
    load: async (program, training, rows) => createTfjsModel(program, training, rows),
  }
}
