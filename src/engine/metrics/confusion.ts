/** Counts of what was said against what was true. Knows class indices only. */

/** `confusion[actual][said]`. */
export function confusionOf(actual: Int32Array, said: Int32Array, classes: number): number[][] {
  const flat = new Float64Array(classes * classes)
  actual.forEach((truth, row) => {
    const cell = truth * classes + (said[row] ?? 0)
    flat[cell] = (flat[cell] ?? 0) + 1
  })
  return Array.from({ length: classes }, (_, truth) => [...flat.subarray(truth * classes, (truth + 1) * classes)])
}

export interface ClassCounts {
  /** Rows that are of the class, rows said to be, rows both. */
  actual: number
  said: number
  hit: number
}

export function countsOf(confusion: readonly (readonly number[])[], index: number): ClassCounts {
  const own = confusion[index] ?? []
  return {
    actual: own.reduce((sum, count) => sum + count, 0),
    said: confusion.reduce((sum, row) => sum + (row[index] ?? 0), 0),
    hit: own[index] ?? 0,
  }
}
