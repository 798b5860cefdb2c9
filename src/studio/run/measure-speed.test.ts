/** The first estimate beside what training then takes, on whatever computer this is. */
import { expect, test } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { measure } from '#engine/metrics/measure.ts'
import { checkPlan } from '#engine/network/check.ts'
import { buildProgram } from '#engine/network/program.ts'
import { train } from '#engine/training/train.ts'
import { measureSpeed } from './measure-speed.ts'
import { Speeds } from './speeds.ts'

/** Where other programs want the processor too, one of the two may be slowed down: a wrong estimate is wrong each time. */
const attempts = 6

test('the first estimate is true within a factor of two', async () => {
  const ratios: number[] = []
  for (let attempt = 0; attempt < attempts; attempt++) {
    const speeds = Speeds.load('/nowhere', () => measureSpeed(createCompiledEngine()))
    // What it measured can't be written there; it is known all the same.
    const complaints = console.error
    console.error = () => {}
    await speeds.ready().finally(() => (console.error = complaints))
    const { estimate, seconds } = await estimated(speeds)
    ratios.push(estimate / seconds)
    if (estimate / seconds < 2 && seconds / estimate < 2) return
  }
  expect(ratios).toEqual('one of them between 0.5 and 2')
}, 120_000)

/** A network of another size than those that were measured, three times; the fastest, as for the estimate. */
async function estimated(speeds: Speeds): Promise<{ estimate: number; seconds: number }> {
  const [count, inputs] = [2000, 12]
  const facts = { inputs, task: 'binary' as const, classes: 2, trainingRows: count, validationRows: 0 }
  const layers = [64, 32].map((units, at) => ({ id: `layer-${at + 1}`, type: 'dense', units, activation: 'relu' }))
  const plan = Plan.parse({ version: 1, network: { layers }, training: { batchSize: 32, epochs: 10 } })
  const rows = { count, inputs: Float32Array.from({ length: count * inputs }, (_, at) => Math.sin(at)), targets: Float32Array.from({ length: count }, (_, row) => row % 2), weights: null }
  let seconds = Infinity
  for (let pass = 0; pass < 3; pass++) {
    const outcome = await train({
      program: buildProgram(plan, facts),
      plan,
      rows,
      validation: null,
      engine: createCompiledEngine(),
      measure: (outputs, own) => measure('binary', outputs, own),
      control: { wish: () => 'run', epochDone: () => {}, wait: () => Promise.resolve() },
      watch: { steps: () => {}, epoch: () => {} },
      pause: () => Promise.resolve(),
    })
    seconds = Math.min(seconds, outcome.seconds)
  }
  return { estimate: speeds.estimate(plan, checkPlan(plan, facts), count) ?? NaN, seconds }
}
