/** The engine that compiles a plan's whole training step to WebAssembly. Knows no files and no threads. */
import type { Engine } from '#engine/training/engine.ts'
import type { Arithmetic } from './kernels/arithmetic.ts'
import { createCompiledModel } from './model.ts'

export function createCompiledEngine(arithmetic: Arithmetic = { unroll: 1, fused: false }): Engine {
  return {
    name: 'compiled',
    backend: arithmetic.fused ? 'wasm, fused multiply-add' : 'wasm',
    load: async (program, training, rows) => createCompiledModel(program, training, rows, arithmetic),
  }
}
