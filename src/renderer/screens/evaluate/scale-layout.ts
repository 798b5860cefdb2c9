/** Where marks and labels stand on the scale under the sentence. Pure geometry: knows no words and no screen. */

export interface ScaleEnds {
  minimum: number
  maximum: number
}

/** Place of a value along the scale, 0 to 1. A value beyond an end stands at the end. */
export function shareOf({ minimum, maximum }: ScaleEnds, value: number): number {
  const share = (value - minimum) / (maximum - minimum)
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0
}

export interface ScaleLabel {
  /** Where its middle belongs, and how wide it is. */
  centre: number
  width: number
}

/**
 * Left edges of labels in a row of `room`, so that none overlaps another or leaves the row: each as near to its mark as the
 * others allow. Labels that do not fit together keep their order and begin at 0.
 */
export function placeLabels(labels: readonly ScaleLabel[], room: number, gap: number): number[] {
  const order = labels.map((_, at) => at).sort((one, other) => (labels[one]?.centre ?? 0) - (labels[other]?.centre ?? 0))
  // Without the widths before them the wanted places only have to ascend: isotonic regression, by pooling what does not.
  const before: number[] = []
  let taken = 0
  for (const at of order) {
    before.push(taken)
    taken += (labels[at]?.width ?? 0) + gap
  }
  const most = Math.max(0, room - (taken - gap))
  const pools: { sum: number; count: number }[] = []
  order.forEach((at, place) => {
    const { centre = 0, width = 0 } = labels[at] ?? {}
    let pool = { sum: centre - width / 2 - (before[place] ?? 0), count: 1 }
    for (let last = pools.at(-1); last !== undefined && last.sum / last.count > pool.sum / pool.count; last = pools.at(-1)) {
      pools.pop()
      pool = { sum: pool.sum + last.sum, count: pool.count + last.count }
    }
    pools.push(pool)
  })
  const lefts = new Array<number>(labels.length).fill(0)
  const places = pools.flatMap(({ sum, count }) => new Array<number>(count).fill(Math.min(most, Math.max(0, sum / count))))
  order.forEach((at, place) => (lefts[at] = (places[place] ?? 0) + (before[place] ?? 0)))
  return lefts
}
