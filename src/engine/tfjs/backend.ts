/** Which of TensorFlow.js's backends computes: WebAssembly, else plain JavaScript. Started once per thread. */
import * as tf from '@tensorflow/tfjs'
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'

export type Backend = 'wasm' | 'cpu'

let started: Promise<Backend> | undefined

/** `wasmPath`: folder with the `.wasm` files of @tensorflow/tfjs-backend-wasm, as a path or URL. */
export function startBackend(wasmPath: string): Promise<Backend> {
  started ??= start(wasmPath)
  return started
}

async function start(wasmPath: string): Promise<Backend> {
  // Without checks of every operation, and without advice on the console.
  tf.enableProdMode()
  setWasmPaths(wasmPath.endsWith('/') ? wasmPath : `${wasmPath}/`)
  if (await tf.setBackend('wasm').catch(() => false)) return 'wasm'
  await tf.setBackend('cpu')
  return 'cpu'
}
