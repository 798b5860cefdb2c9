import { describe, expect, it } from 'vitest'
import { epochOf } from '#test/answers/answers.ts'
import { createRunCourse } from './run-course.ts'

const steps = (from: number, loss: readonly number[], stride = 1) => ({ kind: 'steps', from, stride, loss: Float32Array.from(loss), learningRate: Float32Array.from(loss, () => 0.5), rate: 1 }) as const

function courseOf(...parts: ReturnType<typeof steps>[]) {
  const run = createRunCourse()
  for (const part of parts) run.takeSteps(part)
  const { step, loss, learningRate } = run.course()
  return { step: [...step], loss: [...loss], learningRate: [...learningRate] }
}

describe('the course of a run', () => {
  it('grows by what arrives, far beyond the room it began with', () => {
    const { step, loss, learningRate } = courseOf(steps(1, [4, 3]), steps(3, Array.from({ length: 5000 }, () => 2)), steps(5003, [1]))
    expect([step.length, step[2], step.at(-1), loss[0], loss[2], loss.at(-1), learningRate.at(-1)]).toEqual([5003, 3, 5003, 4, 2, 1, 0.5])
  })

  it('takes an envelope as two values for each stretch of steps, and single steps behind it', () => {
    expect(courseOf(steps(1, [1, 9, 2, 8], 50), steps(101, [5])).step).toEqual([1, 1, 51, 51, 101])
  })

  it('replaces what is sent again', () => {
    const { step, loss } = courseOf(steps(1, [9, 9, 9]), steps(2, [7, 6, 5]))
    expect([step, loss]).toEqual([[1, 2, 3, 4], [9, 7, 6, 5]])
  })

  it('keeps a step without a number as it is', () => {
    expect(courseOf(steps(1, [1, Number.NaN, Number.POSITIVE_INFINITY])).loss).toEqual([1, Number.NaN, Number.POSITIVE_INFINITY])
  })

  it('puts epochs behind those that are there, in the place of those sent before', () => {
    const run = createRunCourse()
    run.takeEpochs([epochOf(1), epochOf(2)])
    run.takeEpochs([epochOf(2, { seconds: 99 }), epochOf(3)])
    run.takeEpochs([])
    expect(run.course().epochs.map(({ epoch, seconds }) => [epoch, seconds])).toEqual([[1, 1], [2, 99], [3, 3]])
  })

  it('has the layers as they were looked at last', () => {
    const run = createRunCourse()
    expect(run.course().looks).toEqual([])
    run.takeLooks([{ id: 'layer-1', outputs: null, weights: null, silentShare: 0.5 }, { id: 'output', outputs: null, weights: null, silentShare: null }])
    run.takeLooks([{ id: 'output', outputs: null, weights: null, silentShare: null }])
    expect(run.course().looks.map(({ id }) => id)).toEqual(['output'])
  })

  it('leaves what was read of it before as it was', () => {
    const run = createRunCourse()
    run.takeSteps(steps(1, [1]))
    const before = run.course()
    run.takeSteps(steps(2, [2]))
    expect([[...before.step], run.course().step.length]).toEqual([[1], 2])
  })
})
