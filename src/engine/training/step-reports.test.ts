import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { upTo } from '#test/tables/columns.ts'
import { createStepReports } from './step-reports.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

function reports() {
  const told: { from: number; losses: number[]; rates: number[] }[] = []
  return { told, ...createStepReports({ steps: (from, losses, rates) => told.push({ from, losses: [...losses], rates: [...rates] }), epoch() {} }) }
}

describe('reports of steps', () => {
  it('are told when asked for, the first at once, each step once, numbered from 1', () => {
    const { told, add, flush } = reports()
    flush()
    add(3, 0.5)
    add(2, 0.25)
    add(4, 0.25)
    flush()
    flush()
    add(1, 0.125)
    flush()
    expect(told).toEqual([{ from: 1, losses: [3], rates: [0.5] }, { from: 2, losses: [2, 4], rates: [0.25, 0.25] }, { from: 4, losses: [1], rates: [0.125] }])
  })

  it('are told by themselves after a while, and where very many wait', () => {
    const { told, add } = reports()
    add(9, 1)
    told.splice(0)
    for (let step = 0; step < 8191; step++) add(step, 1)
    expect(told).toEqual([])
    add(8191, 1)
    expect(told).toEqual([{ from: 2, losses: upTo(8192), rates: upTo(8192).map(() => 1) }])
    vi.advanceTimersByTime(99)
    add(7, 1)
    expect(told).toHaveLength(1)
    vi.advanceTimersByTime(1)
    add(8, 1)
    expect(told.at(-1)).toEqual({ from: 8194, losses: [7, 8], rates: [1, 1] })
  })

  it('do not change when later ones come', () => {
    const { told, add, flush } = reports()
    add(1, 1)
    flush()
    add(2, 2)
    flush()
    expect(told[0]).toEqual({ from: 1, losses: [1], rates: [1] })
  })

  it('remember the last fifty losses that were numbers', () => {
    const { add, recent } = reports()
    for (const loss of [...upTo(60), NaN, Infinity]) add(loss, 1)
    expect(recent()).toEqual(upTo(60).slice(10))
  })
})
