import { describe, expect, it } from 'vitest'
import { timeInTurns } from './time-in-turns.ts'

/** Engines that share a computer: `busy` times as slow, by the milliseconds that have gone by on it. */
function computer(busy: (milliseconds: number) => number) {
  let clock = 0
  return (milliseconds: number) => ({
    turn(length: number): number {
      const end = clock + length
      const times: number[] = []
      do {
        times.push(milliseconds * busy(clock))
        clock += times.at(-1) ?? 0
      } while (clock < end)
      return times.toSorted((a, b) => a - b)[times.length >> 1] ?? NaN
    },
  })
}

/** How many times as fast the second is. */
function timesAsFast(busy: (milliseconds: number) => number): number {
  const engine = computer(busy)
  const [first = NaN, second = NaN] = timeInTurns([engine(10), engine(4)], 250)
  return first / second
}

describe('engines that are timed in turns', () => {
  it('take what they take on a computer that does nothing else', () => {
    const engine = computer(() => 1)
    expect(timeInTurns([engine(10), engine(4), engine(400)], 250)).toEqual([10, 4, 400])
  })

  it('are compared the same whenever the computer becomes busy in the meantime', () => {
    for (let moment = 0; moment < 600; moment += 7) expect(timesAsFast((now) => (now < moment ? 1 : 3)), `busy from ${moment} ms on`).toBeCloseTo(2.5, 1)
    for (let moment = 0; moment < 600; moment += 7) expect(timesAsFast((now) => (now < moment ? 3 : 1)), `busy until ${moment} ms`).toBeCloseTo(2.5, 1)
  })

  it('are compared nearly the same on a computer that gets slower and slower', () => {
    const compared = timesAsFast((now) => 1 + now / 250)
    expect(compared).toBeGreaterThan(1.8)
    expect(compared).toBeLessThan(2.7)
  })

  it('take what they take on the computer as busy as it is', () => {
    const engine = computer(() => 3)
    expect(timeInTurns([engine(10), engine(4)], 250).map(Math.round)).toEqual([30, 12])
  })
})
