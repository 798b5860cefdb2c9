/** What this machine and this version of V8 compute fastest, measured; and whether it can fuse. Neither changes a bit of exact results. */
import { integer, load, multiplyAddRelaxed } from './assembler/expressions.ts'
import { Module } from './assembler/module.ts'
import type { Arithmetic } from './kernels/arithmetic.ts'
import { defineProduct } from './kernels/product.ts'
import { defineWeightGradient } from './kernels/weight-gradient.ts'
import { bytesFor, matrixAt } from './panels.ts'

const size = 64
const rounds = 7
const productsPerRound = 12
/** Another setting must be better by this much, so that noise decides nothing. */
const margin = 0.95

/** Takes about 20 ms of computing, more on a busy machine; `breathe` is awaited after every few of them. */
export async function fastestUnroll(breathe: () => Promise<unknown>): Promise<Arithmetic['unroll']> {
  const candidates = ([1, 8] as const).map((unroll) => ({ unroll, run: productsWith(unroll), best: Infinity }))
  // In turns, so that a busy moment hits all of them.
  for (let round = 0; round < rounds; round++) {
    for (const candidate of candidates) {
      const start = performance.now()
      for (let count = 0; count < productsPerRound; count++) candidate.run()
      candidate.best = Math.min(candidate.best, performance.now() - start)
      await breathe()
    }
  }
  const [simple, unrolled] = candidates
  return simple !== undefined && unrolled !== undefined && unrolled.best < margin * simple.best ? unrolled.unroll : 1
}

/** Relaxed SIMD: Node 22 and later. */
export function canFuse(): boolean {
  const module = new Module()
  module.define([], (f) => f.store(integer(0), 0, multiplyAddRelaxed(load(integer(0)), load(integer(0)), load(integer(0)))))
  return WebAssembly.validate(module.encode(1))
}

/** The two products in which training spends its time. */
function productsWith(unroll: Arithmetic['unroll']): () => void {
  const module = new Module()
  const [a, b, c] = [0, 1, 2].map((which) => matrixAt(which * bytesFor(size, size), size, size))
  if (a === undefined || b === undefined || c === undefined) throw new Error('three matrices are needed')
  const arithmetic = { unroll, fused: false }
  module.export('product', defineProduct(module, arithmetic, { a, b, biasOffset: null, c, finish: (_, sum) => sum }))
  module.export('gradient', defineWeightGradient(module, arithmetic, { a, g: b, c, biasOffset: null }))
  const pages = Math.ceil((3 * bytesFor(size, size)) / 65536)
  const memory = new WebAssembly.Memory({ initial: pages })
  const { product, gradient } = new WebAssembly.Instance(new WebAssembly.Module(module.encode(pages)), { engine: { memory } }).exports
  if (typeof product !== 'function' || typeof gradient !== 'function') throw new Error('the products were not exported')
  return () => {
    product(size, 0, 0)
    gradient(size, 0, 0, size / b.width)
  }
}
