/** An optimizer's arrays and running numbers, in and out. */
import type { OptimizerState } from './optimizer.ts'

type Slots = Record<string, Float32Array>

/** State of a rule that keeps both; `numbers` is changed in place. */
export function stateOf(slots: Slots, numbers: Record<string, number> = {}): { state(): OptimizerState; setState(state: OptimizerState): void } {
  return {
    state: () => ({ slots: copySlots(slots), numbers: { ...numbers } }),
    setState(stored) {
      const missing = Object.keys(numbers).find((name) => stored.numbers[name] === undefined)
      if (missing !== undefined) throw new Error(`the stored state has no ${missing}`)
      restoreSlots(slots, stored.slots)
      for (const name of Object.keys(numbers)) numbers[name] = stored.numbers[name] ?? NaN
    },
  }
}

function copySlots(slots: Slots): Slots {
  return Object.fromEntries(Object.entries(slots).map(([name, values]) => [name, values.slice()]))
}

/** Throws a plain Error where the stored arrays are not the rule's. */
function restoreSlots(slots: Slots, stored: Slots): void {
  for (const [name, values] of Object.entries(slots)) {
    const source = stored[name]
    if (source === undefined || source.length !== values.length) throw new Error(`the stored state has no ${name} of length ${values.length}`)
    values.set(source)
  }
}
