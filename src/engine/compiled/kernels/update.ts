/** One pass over all weights: the optimizer's rule, with a copy of what was there before. Padding is updated, too; its gradient is 0. */
import { add, bitwiseOr, greater, integer, isAnySet, lesser, load, loadEveryLane, multiply, plus, shiftLeft, splat, subtract } from '../assembler/expressions.ts'
import type { Vector } from '../assembler/expressions.ts'
import type { FunctionBody, Local } from '../assembler/function-body.ts'
import type { Defined, Module } from '../assembler/module.ts'
import type { Rule } from '../optimizers/rule.ts'

export interface UpdatePlace {
  /** All trainable weights, padding included: a multiple of 64 bytes. Everything else lies after them. */
  weights: number
  gradients: number
  /** Where the weights before the update go. */
  before: number
  /** Addresses of the rule's arrays, and of the floats of its step. */
  slots: ReadonlyMap<string, number>
  scalars: ReadonlyMap<string, number>
}

export interface UpdateOptions {
  /** Address of a float, learning rate x weight decay; null: no decay. */
  decay: number | null
  /** Gradients are kept within +- this; 0: they are not. */
  clipvalue: number
  /** Running average of the weights, what it was before, and the address of a float: how much of it is kept. */
  average: { address: number; before: number; kept: number } | null
}

/** What was no number: bits of the update's result. */
export const unsound = { gradient: 1, weight: 2 } as const

/** A function of (first byte, vectors) that returns bits of `unsound`. */
export function defineUpdate(module: Module, rule: Rule, place: UpdatePlace, options: UpdateOptions): Defined<'i32'> {
  return module.defineWithResult(['i32', 'i32'], 'i32', (f, first, vectors) => {
    const at = f.keep(plus(first, integer(place.weights)))
    const scalar = Object.fromEntries(rule.scalars.map((name) => [name, f.keep(loadEveryLane(integer(0), addressOf(place.scalars, name)))]))
    const decay = options.decay === null ? null : f.keep(loadEveryLane(integer(0), options.decay))
    const kept = options.average === null ? null : f.keep(loadEveryLane(integer(0), options.average.kept))
    const [gradientTrace, weightTrace] = [f.keep(splat(0)), f.keep(splat(0))]
    const to = (address: number): number => address - place.weights
    f.repeat(vectors, () => {
      const weight = f.keep(load(at))
      const gradient = f.keep(load(at, to(place.gradients)))
      f.store(at, to(place.before), weight)
      leaveTrace(f, gradientTrace, gradient)
      if (options.clipvalue > 0) f.set(gradient, lesser(greater(gradient, splat(-options.clipvalue)), splat(options.clipvalue)))
      if (decay !== null) f.set(weight, subtract(weight, multiply(weight, decay)))
      const changed = f.keep(
        rule.update(f, {
          weight,
          gradient,
          scalar,
          load: (slot) => load(at, to(addressOf(place.slots, slot))),
          store: (slot, value) => f.store(at, to(addressOf(place.slots, slot)), value),
        }),
      )
      leaveTrace(f, weightTrace, changed)
      f.store(at, 0, changed)
      if (options.average !== null && kept !== null) {
        const earlier = f.keep(load(at, to(options.average.address)))
        f.store(at, to(options.average.before), earlier)
        f.store(at, to(options.average.address), add(multiply(kept, earlier), multiply(subtract(splat(1), kept), changed)))
      }
      f.advance(at, 16)
    })
    return bitwiseOr(isAnySet(gradientTrace), shiftLeft(isAnySet(weightTrace), integer(1)))
  })
}

/** x - x is 0 for every number, and none for NaN and infinities. */
function leaveTrace(f: FunctionBody, trace: Local<'v128'>, value: Vector): void {
  f.set(trace, add(trace, subtract(value, value)))
}

function addressOf(places: ReadonlyMap<string, number>, name: string): number {
  const address = places.get(name)
  if (address === undefined) throw new Error(`no place for ${name}`)
  return address
}
