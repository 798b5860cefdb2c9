/** Takes a thread over what is slow the first time: V8 compiles the compiler of networks while it compiles small ones. */
import { Plan } from '#contract/plan.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { buildProgram } from '#engine/network/program.ts'

const times = 3

export async function warmUp(): Promise<void> {
  const layers = [64, 32].map((units, at) => ({ id: `layer-${at + 1}`, type: 'dense', units, activation: 'relu' }))
  const plan = Plan.parse({ version: 1, network: { layers } })
  const rows = { count: 32, inputs: new Float32Array(32 * 30), targets: new Float32Array(32), weights: null }
  const program = buildProgram(plan, { inputs: 30, task: 'binary', classes: 2, trainingRows: rows.count, validationRows: 0 })
  for (let round = 0; round < times; round++) {
    const model = await createCompiledEngine().load(program, plan.training, rows)
    for (let step = 1; step <= 20; step++) model.step(Int32Array.from({ length: 32 }, (_, row) => row), step, 0.001)
    model.evaluate(rows)
    model.dispose()
  }
}
