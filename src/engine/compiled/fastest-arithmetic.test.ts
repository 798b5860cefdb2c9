import { describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { buildProgram } from '../network/program.ts'
import { createCompiledEngine } from './engine.ts'
import { canFuse, fastestUnroll } from './fastest-arithmetic.ts'

describe('the arithmetic of this machine', () => {
  it('is measured in short moments, and is one that the kernels know', async () => {
    let breaths = 0
    const unroll = await fastestUnroll(async () => {
      breaths++
    })
    expect([1, 8]).toContain(unroll)
    expect(breaths).toBe(14)
  })

  it('can fuse from Node 22 on, and then trains to nearly the same numbers', async () => {
    expect(canFuse()).toBe(Number(process.versions.node.split('.')[0]) >= 22)
    const plan = Plan.parse({ version: 1, network: { layers: [{ id: 'layer-1', type: 'dense', units: 9, activation: 'tanh' }] } })
    const program = buildProgram(plan, { inputs: 5, task: 'regression', classes: 0, trainingRows: 16, validationRows: 0 })
    const rows = { count: 16, inputs: Float32Array.from({ length: 80 }, (_, at) => ((at * 37) % 17) / 8 - 1), targets: Float32Array.from({ length: 16 }, (_, at) => at / 8 - 1), weights: null }
    const outputs = await Promise.all(
      [false, canFuse()].map(async (fused) => {
        const model = await createCompiledEngine({ unroll: 1, fused }).load(program, plan.training, rows)
        for (let step = 1; step <= 5; step++) model.step(Int32Array.from({ length: 16 }, (_, at) => at), step, 0.01)
        return model.predict(rows.inputs, 16)
      }),
    )
    const [exact, fast] = outputs
    for (const [at, value] of (exact ?? []).entries()) expect(fast?.[at]).toBeCloseTo(value, 5)
  })
})
