import { describe, expect, it } from 'vitest'
import { judgeGoals, median, timesLonger, timesOf } from './summary.ts'
import type { Measurement } from './summary.ts'

const measurements: Measurement[] = [
  measured(1, 'ours', [0.5, 0.25]),
  measured(1, 'keras', [4, 8]),
  measured(1, 'torch', [2]),
  measured(1, 'torch, 1 thread', [1]),
  // A busy moment: all of the round is slower, the ratios within it are not.
  measured(2, 'ours', [1, 1.5]),
  measured(2, 'keras', [16, 18]),
  measured(2, 'torch', [3]),
  measured(2, 'torch, 1 thread', [6]),
]

describe('times', () => {
  it('are the least and the middle of all epochs of all rounds', () => {
    expect(timesOf(measurements, 'small', 'ours')).toEqual({ minimum: 0.25, median: 0.75 })
  })

  it('are null where nothing was measured', () => {
    expect(timesOf(measurements, 'small', 'jax')).toBeNull()
    expect(timesOf(measurements, 'large', 'ours')).toBeNull()
  })
})

describe('ratios', () => {
  it('are of least times, over all rounds and within each', () => {
    expect(timesLonger(measurements, 'small', ['keras'], 'ours')).toEqual({ overall: 16, rounds: [16, 16] })
  })

  it('take the faster of two ways to run a library, in each round anew', () => {
    expect(timesLonger(measurements, 'small', ['torch', 'torch, 1 thread'], 'ours')).toEqual({ overall: 4, rounds: [4, 3] })
  })

  it('leave out rounds in which one of the two was not measured', () => {
    expect(timesLonger([...measurements, measured(3, 'ours', [1])], 'small', ['keras'], 'ours')?.rounds).toEqual([16, 16])
    expect(timesLonger(measurements, 'small', ['jax'], 'ours')).toBeNull()
  })
})

describe('goals', () => {
  const engines = { keras: ['keras'], pytorch: ['torch', 'torch, 1 thread'], 'scikit-learn': [] }

  it('are met from the very ratio on, and left out where nothing was measured', () => {
    const judged = judgeGoals(
      [
        { workload: 'small', peer: 'keras', times: 16 },
        { workload: 'small', peer: 'pytorch', times: 4.1 },
        { workload: 'small', peer: 'scikit-learn', times: 1 },
      ],
      measurements,
      engines,
      'ours',
    )
    expect(judged.map(({ peer, reached, isMet }) => ({ peer, reached, isMet }))).toEqual([
      { peer: 'keras', reached: 16, isMet: true },
      { peer: 'pytorch', reached: 4, isMet: false },
    ])
  })
})

describe('the median', () => {
  it('is the middle one, or the mean of the middle two, by size and not by order', () => {
    expect(median([10, 9, 100])).toBe(10)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })
})

function measured(round: number, engine: string, steps: number[]): Measurement {
  return { round, workload: 'small', engine, steps, start: null }
}
