/** From numbers to places in a plot, and the round numbers along its axes. Pure. */

export interface PlotAxis {
  minimum: number
  maximum: number
  /** In the window's language. */
  name: string
  format: (value: number) => string
  /** Where marks and labels stand, instead of at round numbers. */
  ticks?: number[]
}

/** At most `most` + 1 multiples of 1, 2 or 5 times a power of ten within the axis. */
export function roundTicks({ minimum, maximum }: Pick<PlotAxis, 'minimum' | 'maximum'>, most: number): number[] {
  const span = maximum - minimum
  if (!(span > 0) || most < 1) return []
  const rough = span / most
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power
  const first = Math.ceil(minimum / step - 1e-9)
  const last = Math.floor(maximum / step + 1e-9)
  // From whole multiples: 0.1 added three times is 0.30000000000000004.
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => Number(((first + at) * step).toPrecision(12)))
}

/** Index of the point nearest to `place` as it is drawn; null where there are no points. */
export function nearestPoint(points: readonly { x: number; y: number }[], x: PlotAxis, y: PlotAxis, place: { x: number; y: number }): number | null {
  let best: number | null = null
  let nearest = Infinity
  points.forEach((point, at) => {
    const [right, up] = [shareAlong(x, point.x) - shareAlong(x, place.x), shareAlong(y, point.y) - shareAlong(y, place.y)]
    const distance = right * right + up * up
    if (distance < nearest) [best, nearest] = [at, distance]
  })
  return best
}

/** 0 to 1 along the axis. */
export function shareAlong({ minimum, maximum }: Pick<PlotAxis, 'minimum' | 'maximum'>, value: number): number {
  return maximum > minimum ? (value - minimum) / (maximum - minimum) : 0
}
