/** Thinning a long line to what a screen can show without losing a single spike. Knows no charts. */

/**
 * The line as flat pairs x, y with at most the lowest and the highest point of each of `columns` equal parts of
 * [from, to], in the order they occur. A column that holds a non-finite value ends in a gap (NaN), so that the line
 * breaks there. Done before ECharts sees the data: its own `minmax` loses a whole frame that starts with a gap, and
 * handing it a million points ten times a second is slow.
 */
export function thin(x: ArrayLike<number>, y: ArrayLike<number>, from: number, to: number, columns: number): Float64Array {
  if (y.length <= 2 * columns) return interleave(x, y)
  const out: number[] = []
  const width = (to - from) / columns || 1
  let start = 0
  while (start < y.length) {
    const column = Math.floor(((x[start] ?? 0) - from) / width)
    let end = start
    let low = -1
    let high = -1
    let broken = false
    for (; end < y.length && Math.floor(((x[end] ?? 0) - from) / width) === column; end++) {
      const value = y[end] ?? Number.NaN
      if (!Number.isFinite(value)) broken = true
      else {
        if (low < 0 || value < (y[low] ?? 0)) low = end
        if (high < 0 || value > (y[high] ?? 0)) high = end
      }
    }
    for (const at of low === high ? [low] : [Math.min(low, high), Math.max(low, high)]) {
      if (at >= 0) out.push(x[at] ?? 0, y[at] ?? 0)
    }
    if (broken) out.push(x[end - 1] ?? 0, Number.NaN)
    start = end
  }
  return Float64Array.from(out)
}

/** Where on x a value is not a finite number. */
export function gapsOf(x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  const gaps: number[] = []
  for (let at = 0; at < y.length; at++) if (!Number.isFinite(y[at])) gaps.push(x[at] ?? 0)
  return gaps
}

function interleave(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const pairs = new Float64Array(2 * y.length)
  for (let at = 0; at < y.length; at++) {
    const value = y[at] ?? Number.NaN
    pairs[2 * at] = x[at] ?? 0
    // An infinity would stretch the axis without end.
    pairs[2 * at + 1] = Number.isFinite(value) ? value : Number.NaN
  }
  return pairs
}
