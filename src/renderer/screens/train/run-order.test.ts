import { describe, expect, it } from 'vitest'
import { runOf } from '#test/answers/answers.ts'
import { inOrder, nextOrder } from './run-order.ts'

const figure = (value: number) => ({ kind: 'rightInHundred' as const, value })
const runs = [runOf({ number: 3, figure: figure(90), seconds: 2 }), runOf({ number: 2, figure: null }), runOf({ number: 1, figure: figure(95), seconds: 2 })]
const numbers = (...order: Parameters<typeof inOrder>) => inOrder(...order).map(({ number }) => number)

describe('the order of all runs', () => {
  it('follows a column either way, with what has no value last', () => {
    expect(numbers(runs, { by: 'result', direction: -1 })).toEqual([1, 3, 2])
    expect(numbers(runs, { by: 'result', direction: 1 })).toEqual([3, 1, 2])
    expect(numbers(runs, { by: 'run', direction: 1 })).toEqual([1, 2, 3])
  })

  it('has the newest first among equal ones', () => {
    expect(numbers(runs, { by: 'time', direction: 1 })).toEqual([3, 1, 2])
    expect(numbers(runs, { by: 'epochs', direction: 1 })).toEqual([3, 2, 1])
  })

  it('begins with the largest and turns round when it is asked for again', () => {
    expect(nextOrder({ by: 'run', direction: 1 }, 'time')).toEqual({ by: 'time', direction: -1 })
    expect(nextOrder({ by: 'time', direction: -1 }, 'time')).toEqual({ by: 'time', direction: 1 })
  })
})
