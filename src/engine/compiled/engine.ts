/** The engine that compiles a plan's whole training step to WebAssembly. Knows no files and no threads. */
import type { Engine } from '#engine/training/engine.ts'
import type { Helpers } from './helpers.ts'
import type { Arithmetic } from './kernels/arithmetic.ts'
import { createCompiledModel } from './model.ts'

/** `helpers`: threads that share a step where that is faster; they change no number. */
export function createCompiledEngine(arithmetic: Arithmetic = { unroll: 1, fused: false }, helpers: Helpers | null = null): Engine {
  return {
    name: 'compiled',
    backend: arithmetic.fused ? 'wasm, fused multiply-add' : 'wasm',
    load: async (program, training, rows) => createCompiledModel(program, training, rows, arithmetic, helpers),
  }
}
