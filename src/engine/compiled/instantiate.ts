/** A compiled module brought to life over a memory of its own, and the threads that help it. */
import type { Compiled, CompiledStep } from './compile.ts'
import type { Helpers } from './helpers.ts'
import { scalars } from './scalars.ts'
import { stopJob } from './team.ts'

export interface Instance {
  step: CompiledStep
  floats: Float32Array
  doubles: Float64Array
  integers: Int32Array
  /** Whether all threads are there. The first time it is asked they are started: a network that only answers needs none. */
  hasTeam(): boolean
  /** Ends the helpers. */
  dispose(): void
}

export function instantiate({ bytes, pages, isShared, hasJobs }: Compiled, helpers: Helpers | null = null): Instance {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: isShared })
  const module = new WebAssembly.Module(bytes)
  const { exports } = new WebAssembly.Instance(module, { engine: { memory } })
  /** A function without a result gives 0. Spelled out, because a list of arguments costs as much as a small kernel. */
  const named = (name: string): ((a?: number, b?: number, c?: number, d?: number, e?: number) => number) => {
    const found = exports[name]
    if (typeof found !== 'function') throw new Error(`the compiled module has no ${name}`)
    return (a, b, c, d, e) => Number(found(a, b, c, d, e) ?? 0)
  }
  const integers = new Int32Array(memory.buffer)
  const count = helpers !== null && hasJobs ? helpers.count : 0
  let hasStarted = false
  return {
    step: {
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
    },
    floats: new Float32Array(memory.buffer),
    doubles: new Float64Array(memory.buffer),
    integers,
    hasTeam() {
      if (count === 0) return false
      if (!hasStarted) for (let thread = 1; thread <= count; thread++) helpers?.start({ module, memory, thread })
      hasStarted = true
      return Atomics.load(integers, scalars.ready / 4) === count
    },
    dispose() {
      if (!hasStarted) return
      Atomics.store(integers, scalars.job / 4, stopJob)
      Atomics.add(integers, scalars.sequence / 4, 1)
      Atomics.notify(integers, scalars.sequence / 4)
    },
  }
}
