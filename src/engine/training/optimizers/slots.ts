/** Copies of an optimizer's arrays, in and out. */
export type Slots = Record<string, Float32Array>

export function copySlots(slots: Slots): Slots {
  return Object.fromEntries(Object.entries(slots).map(([name, values]) => [name, values.slice()]))
}

/** Throws a plain Error where the stored arrays are not the rule's. */
export function restoreSlots(slots: Slots, stored: Slots): void {
  for (const [name, values] of Object.entries(slots)) {
    const source = stored[name]
    if (source === undefined || source.length !== values.length) throw new Error(`the stored state has no ${name} of length ${values.length}`)
    values.set(source)
  }
}
