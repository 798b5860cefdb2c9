import { describe, expect, it } from 'vitest'
import { createParallelChoice } from './parallel-choice.ts'

/** Runs steps that take so long alone and together; how many of the last hundred ran together. */
function togetherAfter(steps: number, alone: number, together: number, choice = createParallelChoice()): number {
  let count = 0
  for (let step = 0; step < steps; step++) {
    const isParallel = choice.isParallel()
    if (step >= steps - 100 && isParallel) count++
    choice.took(isParallel ? together : alone)
  }
  return count
}

describe('the choice between one thread and all', () => {
  it('is for what is faster, where it is clearly faster', () => {
    expect(togetherAfter(300, 1, 0.6)).toBe(100)
    expect(togetherAfter(300, 1, 0.97)).toBe(0)
    expect(togetherAfter(300, 1, 3)).toBe(0)
  })

  it('is looked at again, because others may need the machine meanwhile', () => {
    const choice = createParallelChoice()
    expect(togetherAfter(500, 1, 0.6, choice)).toBe(100)
    expect(togetherAfter(2200, 1, 5, choice)).toBe(0)
  })
})
