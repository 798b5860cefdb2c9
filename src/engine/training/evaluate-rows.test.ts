import { beforeAll, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { buildProgram } from '#engine/network/program.ts'
import { tfjsEngine } from '#test/parity/tfjs.ts'
import { upTo } from '#test/tables/columns.ts'
import { leavesNoTensors } from '#test/training/leaves-no-tensors.ts'
import { seededRows } from '#test/training/small-job.ts'
import type { Engine, Rows } from './engine.ts'
import { evaluateRows, sampleOf } from './evaluate-rows.ts'

let engine: Engine
beforeAll(async () => {
  engine = await tfjsEngine()
})
leavesNoTensors()

const plan = Plan.parse({ version: 1 })
const program = buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: 10, validationRows: 0 })

describe('evaluating rows', () => {
  it('measures all of them at once, though it goes through them in parts that let messages through', async () => {
    const rows = seededRows('binary', 2600, 3)
    const model = await engine.load(program, plan.training, rows)
    let [breaths, measured] = [0, 0]
    const measure = (outputs: Float32Array, own: Rows) => {
      measured++
      return { rows: own.count, outputs: outputs.length }
    }
    const { loss, measures, outputs } = await evaluateRows(model, program, rows, measure, () => {
      breaths++
      return undefined
    })
    const whole = model.evaluate(rows)
    model.dispose()
    expect([breaths, measured, measures]).toEqual([3, 1, { rows: 2600, outputs: 2600 }])
    expect(outputs).toEqual(whole.outputs)
    expect(loss).toBeCloseTo(whole.loss, 12)
  })

  it('measures nothing where the loss is no number', async () => {
    const rows = seededRows('binary', 5, 3, NaN)
    const model = await engine.load(program, plan.training, rows)
    const { loss, measures } = await evaluateRows(model, program, rows, () => ({ accuracy: 1 }), () => undefined)
    model.dispose()
    expect(loss).toBeNaN()
    expect(measures).toEqual({})
  })
})

describe('the rows that metrics are taken from', () => {
  it('are all, up to 20,000', () => {
    const rows = seededRows('binary', 100, 1)
    expect(sampleOf(rows, program)).toBe(rows)
  })

  it('are 20,000 of more, evenly spread, each with its own answer', () => {
    const count = 50_000
    const rows: Rows = { count, inputs: Float32Array.from({ length: 3 * count }, (_, at) => Math.floor(at / 3)), targets: Float32Array.from(upTo(count)), weights: null }
    const sample = sampleOf(rows, program)
    expect([sample.count, sample.targets[0], sample.targets[1], sample.targets[19_999]]).toEqual([20_000, 0, 2, 49_997])
    expect(new Set(sample.targets).size).toBe(20_000)
    expect(sample.targets.every((row, at) => sample.inputs[3 * at] === row && sample.inputs[3 * at + 2] === row)).toBe(true)
  })
})
