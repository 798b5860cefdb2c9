/** A compiled module brought to life over a memory of its own. */
import type { Compiled, CompiledStep } from './compile.ts'

export interface Instance {
  step: CompiledStep
  floats: Float32Array<ArrayBuffer>
  doubles: Float64Array<ArrayBuffer>
  integers: Int32Array<ArrayBuffer>
}

export function instantiate({ bytes, pages }: Compiled): Instance {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { engine: { memory } })
  const named = (name: string): ((...values: number[]) => number) => {
    const found = exports[name]
    if (typeof found !== 'function') throw new Error(`the compiled module has no ${name}`)
    return (...values) => Number(found(...values))
  }
  const step = {
    differentiate: named('differentiate'),
    answer: named('answer'),
    regularize: named('regularize'),
    penalty: named('penalty'),
    update: named('update'),
    follow: named('follow'),
    gatherInputs: named('gatherInputs'),
    gatherTargets: named('gatherTargets'),
    squares: named('squares'),
    distance: named('distance'),
    scale: named('scale'),
  }
  return { step, floats: new Float32Array(memory.buffer), doubles: new Float64Array(memory.buffer), integers: new Int32Array(memory.buffer) }
}
