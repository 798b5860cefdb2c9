import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Plan } from '#contract/plan.ts'
import { fitSpeed, Speeds } from './speeds.ts'

let home = ''
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'candor-speed-'))
})
afterEach(async () => {
  await rm(home, { recursive: true, force: true })
})

const plan = Plan.parse({ version: 1, training: { batchSize: 32, epochs: 10 } })
const check = { multiplyAdds: 1000, engine: { name: 'tfjs', reason: '' } }

describe('measured speed', () => {
  it('finds the fixed and the growing part of a step', () => {
    const measured = [0, 1e4, 1e6].map((multiplyAdds) => ({ engine: 'tfjs', multiplyAdds, secondsPerStep: 0.002 + 1e-9 * multiplyAdds }))
    const { fixed, perMultiplyAdd } = fitSpeed(measured) ?? { fixed: 0, perMultiplyAdd: 0 }
    expect(fixed).toBeCloseTo(0.002, 6)
    expect(perMultiplyAdd * 1e9).toBeCloseTo(1, 3)
  })

  it('never expects a larger network to be faster', () => {
    const measured = [{ engine: 'tfjs', multiplyAdds: 1e3, secondsPerStep: 0.01 }, { engine: 'tfjs', multiplyAdds: 1e6, secondsPerStep: 0.002 }]
    expect(fitSpeed(measured)?.perMultiplyAdd).toBe(0)
    expect(fitSpeed(measured)?.fixed).toBeGreaterThan(0)
  })

  it('estimates nothing before anything was measured with this engine', async () => {
    const speeds = Speeds.load(home)
    expect(speeds.estimate(plan, check, 320)).toBeNull()
    await speeds.add({ engine: 'other', seconds: 1, steps: 100, multiplyAdds: 32000 })
    expect(speeds.estimate(plan, check, 320)).toBeNull()
  })

  it('repeats what it measured for the same plan, after a restart too', async () => {
    await Speeds.load(home).add({ engine: 'tfjs', seconds: 2, steps: 100, multiplyAdds: 32 * 1000 })
    expect(Speeds.load(home).estimate(plan, check, 320)).toBeCloseTo(2, 6)
  })

  it('measures first where no run has told anything yet, once, and not where one has', async () => {
    let asked = 0
    const measure = () => {
      asked += 1
      return Promise.resolve([{ engine: 'tfjs', seconds: 1, steps: 50, multiplyAdds: 32 * 1000 }])
    }
    const speeds = Speeds.load(home, measure)
    expect(speeds.estimate(plan, check, 320)).toBeNull()
    await Promise.all([speeds.ready(), speeds.ready()])
    expect(speeds.estimate(plan, check, 320)).toBeCloseTo(2, 6)
    await Speeds.load(home, measure).ready()
    expect(asked).toBe(1)
  })

  it('goes by what networks of the same size lately took, whatever one slow run says', async () => {
    const speeds = Speeds.load(home)
    for (const secondsPerStep of [0.05, 0.001, 0.04, 0.0012]) await speeds.add({ engine: 'tfjs', seconds: 100 * secondsPerStep, steps: 100, multiplyAdds: 32 * 1000 })
    await speeds.add({ engine: 'tfjs', seconds: 90, steps: 100, multiplyAdds: 32 * 1e6 })
    expect(speeds.estimate(plan, check, 320)).toBeCloseTo(100 * 0.0012, 6)
  })

  it('does without a damaged file', async () => {
    await writeFile(path.join(home, 'speed.json'), '{"version":1,"measurements":[{"engine"')
    expect(Speeds.load(home).empty).toBe(true)
  })
})
