/** Sorting of a long column: spread over buckets by size first, which takes a time that grows with the numbers alone. */

const fewest = 2048
/** Small enough for insertion; larger buckets come from lopsided columns. */
const mostByInsertion = 32

/** The numbers of `values` in ascending order, NaN left out. `into`: as long as `values` at least; its beginning is returned. */
export function sortNumbers(values: Float64Array, into: Float64Array): Float64Array {
  let min = Infinity
  let max = -Infinity
  let present = 0
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number
    if (value !== value) continue
    present++
    if (value < min) min = value
    if (value > max) max = value
  }
  const ordered = into.subarray(0, present)
  const buckets = present >> 1
  const scale = (buckets - 1) / (max - min)
  if (present < fewest || !Number.isFinite(scale) || scale === 0) {
    let at = 0
    for (const value of values) if (value === value) ordered[at++] = value
    // Without a scale all are the same, or so far apart that it cannot be told.
    return min === max ? ordered : ordered.sort()
  }
  // Each operation keeps the order of two numbers or makes them equal, so buckets are in order too.
  const ends = new Uint32Array(buckets)
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number
    if (value !== value) continue
    const bucket = ((value - min) * scale) | 0
    ends[bucket] = (ends[bucket] as number) + 1
  }
  let before = 0
  for (let bucket = 0; bucket < buckets; bucket++) {
    const count = ends[bucket] as number
    ends[bucket] = before
    before += count
  }
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number
    if (value !== value) continue
    const bucket = ((value - min) * scale) | 0
    const at = ends[bucket] as number
    ordered[at] = value
    ends[bucket] = at + 1
  }
  let start = 0
  for (let bucket = 0; bucket < buckets; bucket++) {
    const end = ends[bucket] as number
    if (end - start > mostByInsertion) ordered.subarray(start, end).sort()
    else if (end - start > 1) insertInOrder(ordered, start, end)
    start = end
  }
  return ordered
}

function insertInOrder(numbers: Float64Array, start: number, end: number): void {
  for (let next = start + 1; next < end; next++) {
    const value = numbers[next] as number
    let at = next - 1
    while (at >= start && (numbers[at] as number) > value) {
      numbers[at + 1] = numbers[at] as number
      at--
    }
    numbers[at + 1] = value
  }
}
