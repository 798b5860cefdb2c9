import { expect, it } from 'vitest'
import { createCheckpointPace } from './checkpoint-pace.ts'

function paced(milliseconds?: number) {
  const clock = { now: 1000 }
  return { clock, pace: createCheckpointPace(milliseconds, () => clock.now) }
}

it('a checkpoint is due 30 s after the start and 30 s after the one before', () => {
  const { clock, pace } = paced()
  const due: number[] = []
  for (; clock.now < 101_000; clock.now += 100) {
    if (!pace.isDue()) continue
    due.push((clock.now - 1000) / 1000)
    pace.take(() => (clock.now += 10))
  }
  expect(due.map(Math.round)).toEqual([30, 60, 90])
})

it('checkpoints that take long come so seldom that they cost no more than half a percent of the time', () => {
  const { clock, pace } = paced()
  let spent = 0
  while (clock.now < 10_000_000) {
    clock.now += 7
    if (!pace.isDue()) continue
    pace.take(() => (clock.now += 900))
    spent += 900
  }
  // What the first one costs is not known before.
  expect((spent - 900) / clock.now).toBeLessThanOrEqual(0.005)
  expect(spent / clock.now).toBeGreaterThan(0.0045)
})

it('one that was taken for another reason puts the next one off', () => {
  const { clock, pace } = paced()
  clock.now += 29_000
  pace.take(() => {})
  clock.now += 29_000
  expect(pace.isDue()).toBe(false)
  clock.now += 1000
  expect(pace.isDue()).toBe(true)
})
