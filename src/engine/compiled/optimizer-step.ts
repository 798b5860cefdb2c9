/** The optimizer of a compiled model: what happens to the gradients before the update, the numbers of a step, and its state in and out. */
import type { Program } from '#engine/network/operations.ts'
import type { OptimizerState } from '#engine/training/optimizers/optimizer.ts'
import type { CompiledStep } from './compile.ts'
import { vectorsOfPanel } from './kernels/sweeps.ts'
import type { Memory } from './memory.ts'
import type { Rule } from './optimizers/rule.ts'
import type { Around } from './optimizers/rules.ts'
import { panelsOf } from './panels.ts'
import type { Regions } from './regions.ts'
import { scalars } from './scalars.ts'

export interface OptimizerStep {
  /** Returns bits of `unsound`. */
  update(learningRate: number): number
  /** The average of before the last update. */
  stepBack(): void
  /** Address of the running average of the weights; null where there is none, or before the first update. */
  average(): number | null
  /** A copy. */
  state(): OptimizerState
  /** Throws a plain Error where it is not of this rule or length. */
  setState(state: OptimizerState): void
}

export interface OptimizerPlace {
  program: Program
  memory: Memory
  regions: Regions
  run: CompiledStep
  floats: Float32Array
}

export function createOptimizerStep(rule: Rule, around: Around, { program, memory, regions, run, floats }: OptimizerPlace): OptimizerStep {
  const { places } = memory
  const numbers: Record<string, number> = { ...rule.numbers, ...(memory.average === null ? {} : { averages: 0, earlierAverages: 0 }) }
  const slots = new Map([...memory.slots, ...(memory.average === null ? [] : [['averageOfWeights', memory.average.address] as const, ['earlierAverageOfWeights', memory.average.before] as const])])
  for (const [name, address] of memory.slots) floats.fill(rule.start?.[name] ?? 0, address / 4, (address + places.trainableBytes) / 4)
  /** Gradients of each trainable array. */
  const arrays = program.parameters.flatMap(({ trainable }, id) => {
    const matrix = places.matrices[id]
    return trainable && matrix !== undefined ? [[memory.gradients + matrix.address, panelsOf(matrix), matrix.panelBytes, vectorsOfPanel(matrix)] as const] : []
  })
  const all = [[memory.gradients, 1, places.trainableBytes, places.trainableBytes / 16] as const]

  function shorten(which: typeof arrays, longest: number): void {
    for (const part of which) {
      const length = Math.sqrt(run.squares(...part))
      if (length > longest) run.scale(...part, longest / length)
    }
  }

  return {
    update(learningRate) {
      if (around.clipnorm > 0) shorten(arrays, around.clipnorm)
      if (around.globalClipnorm > 0) shorten(all, around.globalClipnorm)
      const values = rule.prepare(numbers, learningRate)
      for (const [at, name] of rule.scalars.entries()) floats[scalars.rule / 4 + at] = values[name] ?? NaN
      floats[scalars.decay / 4] = learningRate * around.weightDecay
      if (memory.average !== null) {
        floats[scalars.keptAverage / 4] = numbers['averages'] === 0 ? 0 : (around.averageMomentum ?? 0)
        numbers['earlierAverages'] = numbers['averages'] ?? 0
        numbers['averages'] = 1
      }
      return run.update()
    },
    stepBack() {
      if (memory.average === null) return
      floats.copyWithin(memory.average.address / 4, memory.average.before / 4, (memory.average.before + places.trainableBytes) / 4)
      numbers['averages'] = numbers['earlierAverages'] ?? 0
    },
    average: () => (memory.average === null || numbers['averages'] === 0 ? null : memory.average.address),
    state: () => ({ slots: Object.fromEntries([...slots].map(([name, address]) => [name, regions.readFlat(address)])), numbers: { ...numbers } }),
    setState(state) {
      for (const [name, address] of slots) {
        const { length } = regions.readFlat(address)
        const values = state.slots[name]
        if (values === undefined || values.length !== length) throw new Error(`the stored state has no ${name} of length ${length}`)
        regions.writeFlat(address, values)
      }
      for (const name of Object.keys(numbers)) {
        const value = state.numbers[name]
        if (value === undefined) throw new Error(`the stored state has no running products ${name}`)
        numbers[name] = value
      }
    },
  }
}
