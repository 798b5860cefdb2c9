/** A line as charts take it, and reading its value under the crosshair. */

export interface ChartLine {
  id: string
  /** In the window's language. */
  name: string
  /** Decides colour, dash and marks: they mean the same in every chart. */
  meaning: 'training' | 'validation' | 'earlier' | 'other'
  /** For 'other': which of the eight data colours, from 0. */
  colour?: number
  /** Ascending. */
  x: ArrayLike<number>
  /** As long as `x`; a value that is no finite number is a gap and gets a cross. */
  y: ArrayLike<number>
  /** Distance on x over which smoothing forgets; 0 or absent: only the raw line. */
  smoothing?: number
  /** Draw each point: for values that exist once an epoch. */
  points?: boolean
  /** Written at the line's end, where there is room for a word. */
  label?: string
}

/** Index of the last point at or before `place`; -1 where there is none. `x` ascends. */
export function indexAt(x: ArrayLike<number>, place: number): number {
  let low = 0
  let high = x.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((x[middle] ?? 0) <= place) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** Index of the point nearest to `place`; -1 where there is none. */
export function nearestIndex(x: ArrayLike<number>, place: number): number {
  const before = indexAt(x, place)
  const after = before + 1
  if (after >= x.length) return before
  if (before < 0) return after
  return place - (x[before] ?? 0) <= (x[after] ?? 0) - place ? before : after
}

/** What the line says at `place`: its last value up to there; null before its first point. */
export function valueAt(line: ChartLine, place: number): number | null {
  const at = indexAt(line.x, place + 1e-9)
  return at < 0 ? null : (line.y[at] ?? null)
}
