import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Typed } from '#contract/training.ts'
import { schedules } from '#engine/catalogue/schedules.ts'
import fixture from '#test/fixtures/keras/schedules.json' with { type: 'json' }
import { createSchedule } from './schedule.ts'
import type { Course, Schedule } from './schedule.ts'

const numbers = z.array(z.number())
const cases = z
  .array(z.object({ name: z.string(), schedule: Typed, learningRate: z.number(), stepsPerEpoch: z.number(), epochs: z.number(), losses: numbers, rates: numbers }))
  .parse(fixture.cases)

/** Rates of all steps; epoch i ends with the loss i. */
function runOf(schedule: Schedule, { stepsPerEpoch, epochs }: Course, losses: readonly number[] = [], fromEpoch = 0): number[] {
  const rates: number[] = []
  for (let step = fromEpoch * stepsPerEpoch + 1; step <= epochs * stepsPerEpoch; step++) {
    rates.push(schedule.rateAt(step))
    if (step % stepsPerEpoch === 0) schedule.epochDone(losses[step / stepsPerEpoch - 1] ?? 0)
  }
  return rates
}

const course: Course = { learningRate: 0.5, stepsPerEpoch: 10, epochs: 4 }
const rates = (schedule: Typed, own: Partial<Course> = {}): number[] => runOf(createSchedule(schedule, { ...course, ...own }), { ...course, ...own })

describe('schedules', () => {
  it.each(cases)('have the learning rates of Keras 3: $name', ({ schedule, learningRate, stepsPerEpoch, epochs, losses, rates: expected }) => {
    const own = runOf(createSchedule(schedule, { learningRate, stepsPerEpoch, epochs }), { learningRate, stepsPerEpoch, epochs }, losses)
    expect(own.length).toBe(expected.length)
    for (const [at, rate] of expected.entries()) expect(Math.abs((own[at] ?? NaN) - rate), `step ${at + 1}`).toBeLessThanOrEqual(1e-6 * learningRate)
  })

  it('of Keras are all among the cases', () => {
    const own = ['constant', 'oneCycle']
    expect([...new Set(cases.map(({ schedule }) => schedule.type)), ...own].toSorted()).toEqual(schedules.map(({ type }) => type).toSorted())
  })

  it('stay where they are: constant', () => {
    expect(new Set(rates({ type: 'constant' }))).toEqual(new Set([0.5]))
  })

  it('rise to the learning rate and fall to the end: one cycle', () => {
    const own = rates({ type: 'oneCycle', warmupShare: 0.5, startFactor: 0.1, endFactor: 0.01 })
    expect([own[0], own[10], own[20]].map((rate) => Number(rate?.toFixed(9)))).toEqual([0.05, 0.275, 0.5])
    expect(own.indexOf(Math.max(...own))).toBe(20)
    expect(own[30]).toBeCloseTo(0.5 * (1.01 / 2), 9)
    expect(own[39]).toBeCloseTo(0.5 * (0.01 + (0.99 / 2) * (1 + Math.cos(0.95 * Math.PI))), 9)
    // Without a rise.
    expect(rates({ type: 'oneCycle', warmupShare: 0 })[0]).toBe(0.5)
  })

  it('take parts of an epoch', () => {
    const own = rates({ type: 'step', everyEpochs: 0.5, factor: 0.5 })
    expect([own[4], own[5], own[9], own[10]]).toEqual([0.5, 0.25, 0.25, 0.125])
    expect(rates({ type: 'cosineDecay', warmupEpochs: 0.5 })[5]).toBe(0.5)
  })

  it.each([...schedules.map(({ type }) => ({ type })), { type: 'reduceOnPlateau', patience: 2, cooldown: 1, factor: 0.5 }])('go on from a stored state as if they had never stopped: $type $patience', (typed) => {
    const losses = [5, 4, 4, 4, 4, 4, 4, 3, 3, 3, 3, 3]
    const own = { ...course, epochs: 12 }
    for (const cut of [1, 3, 6, 9]) {
      const schedule = createSchedule(typed, own)
      const before = runOf(schedule, { ...own, epochs: cut }, losses)
      const resumed = createSchedule(typed, own)
      resumed.setState(schedule.state())
      expect([...before, ...runOf(resumed, own, losses, cut)]).toEqual(runOf(createSchedule(typed, own), own, losses))
    }
  })

  it('are those that there are, and take no state of another', () => {
    expect(() => createSchedule({ type: 'newton' }, course)).toThrow('newton')
    expect(() => createSchedule({ type: 'reduceOnPlateau' }, course).setState({})).toThrow('learning rate')
  })
})
