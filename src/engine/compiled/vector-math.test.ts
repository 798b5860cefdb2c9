import { describe, expect, it } from 'vitest'
import { load } from './assembler/expressions.ts'
import { Module } from './assembler/module.ts'
import { createVectorMath } from './vector-math.ts'
import type { VectorMath } from './vector-math.ts'

/** Applies a function to any number of floats, four at a time. */
function functionNamed(name: keyof VectorMath): (values: Float32Array) => Float32Array {
  const module = new Module()
  const math = createVectorMath(module)
  module.export('apply', module.define(['i32'], (f, address) => f.store(address, 0, math[name](load(address)))))
  const memory = new WebAssembly.Memory({ initial: 1 })
  const { apply } = new WebAssembly.Instance(new WebAssembly.Module(module.encode(1)), { engine: { memory } }).exports
  if (typeof apply !== 'function') throw new Error('no function')
  const four = new Float32Array(memory.buffer, 0, 4)
  return (values) => {
    const out = new Float32Array(values.length)
    for (let at = 0; at < values.length; at += 4) {
      four.set(values.subarray(at, at + 4))
      apply(0)
      out.set(four.subarray(0, Math.min(4, values.length - at)), at)
    }
    return out
  }
}

/** Floats of all sizes between the bounds: bit patterns at equal distances. */
function floatsBetween(low: number, high: number, count = 40_000): Float32Array {
  const bits = new Uint32Array(2)
  const bounds = new Float32Array(bits.buffer)
  const out: number[] = []
  for (const [sign, from, to] of [[1, Math.max(low, 0), high], [-1, Math.max(-high, 0), -low]] as const) {
    if (to <= 0) continue
    bounds.set([from, to])
    const [first = 0, last = 0] = bits
    for (let at = 0; at < count; at++) {
      const one = new Uint32Array([first + Math.floor(((last - first) * at) / count)])
      out.push(sign * (new Float32Array(one.buffer)[0] ?? 0))
    }
  }
  return Float32Array.from(out)
}

/** Distance between neighbouring float32 at this size. */
function ulp(value: number): number {
  const size = Math.max(Math.abs(value), 1.2e-38)
  return 2 ** (Math.floor(Math.log2(size)) - 23)
}

function erf(x: number): number {
  // Series near 0, continued fraction far away (Abramowitz and Stegun 7.1.6, 7.1.14), to 1e-15.
  const size = Math.abs(x)
  if (size < 3) {
    let [term, sum] = [size, size]
    for (let n = 1; n < 200; n++) {
      term *= (2 * size * size) / (2 * n + 1)
      sum += term
    }
    return Math.sign(x) * ((2 / Math.sqrt(Math.PI)) * Math.exp(-size * size) * sum)
  }
  let fraction = 0
  for (let n = 60; n > 0; n--) fraction = n / 2 / (size + fraction)
  return Math.sign(x) * (1 - Math.exp(-size * size) / Math.sqrt(Math.PI) / (size + fraction))
}

describe('functions on vectors', () => {
  it.each([
    ['exp', Math.exp, -87, 88, 1],
    ['log', Math.log, 1.2e-38, 3e38, 1],
    ['log1p', Math.log1p, 0, 1e30, 2],
    ['tanh', Math.tanh, -20, 20, 2],
    ['sigmoid', (x: number) => 1 / (1 + Math.exp(-x)), -80, 80, 3],
    ['erf', erf, -6, 6, 2],
  ] as const)('%s is within its bound of the true value', (name, truth, low, high, bound) => {
    const inputs = floatsBetween(low, high)
    const outputs = functionNamed(name)(inputs)
    let largest = 0
    for (const [at, x] of inputs.entries()) largest = Math.max(largest, Math.abs((outputs[at] ?? NaN) - truth(x)) / ulp(truth(x)))
    expect(largest).toBeLessThanOrEqual(bound)
    expect(largest).toBeGreaterThan(0.4)
  })

  it('stay within their range far outside, and pass on what is no number', () => {
    const of = (name: keyof VectorMath, ...values: number[]) => [...functionNamed(name)(Float32Array.from(values))]
    expect(of('exp', -1e30, 1e30, 0, NaN).map((value) => value.toPrecision(2))).toEqual(['1.2e-38', '2.2e+38', '1.0', 'NaN'])
    expect(of('tanh', -1e30, 1e30, 0, NaN)).toEqual([-1, 1, 0, NaN])
    expect(of('sigmoid', -1e30, 1e30, 0, NaN).map((value) => Number(value.toFixed(6)))).toEqual([0, 1, 0.5, NaN])
    expect(of('erf', -1e18, 1e18, 0, NaN)).toEqual([-1, 1, 0, NaN])
  })
})
