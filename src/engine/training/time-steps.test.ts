import { expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { buildProgram } from '#engine/network/program.ts'
import { seededRows } from '#test/training/small-job.ts'
import { timeSteps } from './time-steps.ts'

it('tells larger networks from smaller ones, and leaves the rows as they are', async () => {
  const rows = seededRows('binary', 1027, 1)
  const before = rows.inputs.slice()
  const timeOf = async (units: number) => {
    const plan = Plan.parse({ version: 1, network: { layers: [{ id: 'layer-1', type: 'dense', units }, { id: 'layer-2', type: 'dense', units }] }, training: { batchSize: 64 } })
    return await timeSteps(createCompiledEngine(), buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: rows.count, validationRows: 0 }), plan.training, rows, 40)
  }
  const [small, large] = [await timeOf(4), await timeOf(256)]
  expect(small.milliseconds).toBeGreaterThan(0)
  // 4,000 times as much to compute.
  expect(large.milliseconds).toBeGreaterThan(10 * small.milliseconds)
  expect(large.startSeconds).toBeGreaterThan(large.milliseconds / 1000)
  expect(rows.inputs).toEqual(before)
})

it('does with fewer rows than a batch has', async () => {
  const rows = seededRows('binary', 5, 1)
  const plan = Plan.parse({ version: 1, training: { batchSize: 32 } })
  expect((await timeSteps(createCompiledEngine(), buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: 5, validationRows: 0 }), plan.training, rows, 5)).milliseconds).toBeGreaterThan(0)
})
