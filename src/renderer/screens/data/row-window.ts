/** Which rows of a long table are in view. Pure arithmetic. */

export interface RowWindow {
  /** Height of the whole body in pixels, never more than a browser lays out. */
  height: number
  /** First row in view, counted from 0, and how many to draw. */
  first: number
  count: number
  /** Where the first drawn row stands, pixels from the top of the body. */
  offset: number
  /** Scroll distance of one row. */
  step: number
}

/** Browsers stop laying out near 33.5 million pixels; zoom multiplies. */
const mostHeight = 12_000_000

export function rowWindow(rows: number, rowHeight: number, viewHeight: number, scrollTop: number, most = mostHeight): RowWindow {
  const whole = rows * rowHeight
  const height = Math.min(whole, most)
  const scrollable = Math.max(0, height - viewHeight)
  const at = Math.min(Math.max(0, scrollTop), scrollable)
  // Above the limit the scroll bar moves over the rows faster than they move by.
  const scale = scrollable === 0 ? 1 : Math.max(1, (whole - viewHeight) / scrollable)
  const position = at * scale
  const first = Math.min(Math.max(0, rows - 1), Math.floor(position / rowHeight))
  const count = Math.min(rows - first, Math.ceil(viewHeight / rowHeight) + 1)
  return { height, first, count: Math.max(0, count), offset: at - (position - first * rowHeight), step: rowHeight / scale }
}
