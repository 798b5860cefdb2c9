import { describe, expect, it } from 'vitest'
import { createChunkPace } from './chunk-pace.ts'

/** Steps of each of `calls` calls, where a step takes so many milliseconds. */
function stepsOf(milliseconds: number, calls: number, capacity = 256): number[] {
  const pace = createChunkPace(capacity)
  return Array.from({ length: calls }, () => {
    const steps = pace.most()
    pace.took(steps, steps * milliseconds)
    return steps
  })
}

describe('the steps of one call', () => {
  it('grow from one to what takes well under a tenth of a second', () => {
    expect(stepsOf(2, 5)).toEqual([1, 4, 16, 30, 30])
    expect(stepsOf(0.01, 6)).toEqual([1, 4, 16, 64, 256, 256])
  })

  it('are one by one where a step takes long', () => {
    expect(stepsOf(500, 3)).toEqual([1, 1, 1])
  })

  it('become fewer as soon as steps take longer', () => {
    const pace = createChunkPace(256)
    for (let call = 0; call < 5; call++) pace.took(pace.most(), pace.most())
    expect(pace.most()).toBe(60)
    pace.took(60, 600)
    expect(pace.most()).toBe(6)
  })
})
