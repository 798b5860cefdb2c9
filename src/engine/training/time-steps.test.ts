import { expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { buildProgram } from '#engine/network/program.ts'
import { seededRows } from '#test/training/small-job.ts'
import { startTimer } from './time-steps.ts'

it('tells larger networks from smaller ones, and leaves the rows as they are', async () => {
  const rows = seededRows('binary', 1027, 1)
  const before = rows.inputs.slice()
  const timerOf = async (units: number) => {
    const plan = Plan.parse({ version: 1, network: { layers: [{ id: 'layer-1', type: 'dense', units }, { id: 'layer-2', type: 'dense', units }] }, training: { batchSize: 64 } })
    return await startTimer(createCompiledEngine(), buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: rows.count, validationRows: 0 }), plan.training, rows, 40)
  }
  const [small, large] = [await timerOf(4), await timerOf(256)]
  const [smallTime, largeTime] = [small.turn(40), large.turn(40)]
  expect(smallTime).toBeGreaterThan(0)
  // 4,000 times as much to compute.
  expect(largeTime).toBeGreaterThan(10 * smallTime)
  expect(large.startSeconds).toBeGreaterThan(largeTime / 1000)
  expect(rows.inputs).toEqual(before)
  small.end()
  large.end()
})

it('does with fewer rows than a batch has', async () => {
  const rows = seededRows('binary', 5, 1)
  const plan = Plan.parse({ version: 1, training: { batchSize: 32 } })
  const timer = await startTimer(createCompiledEngine(), buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: 5, validationRows: 0 }), plan.training, rows, 5)
  expect(timer.turn(0)).toBeGreaterThan(0)
  timer.end()
})
