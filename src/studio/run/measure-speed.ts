/** How fast this computer trains before it has trained anything: two small networks on made-up rows, timed. */
import { Plan } from '#contract/plan.ts'
import { measure } from '#engine/metrics/measure.ts'
import { checkPlan } from '#engine/network/check.ts'
import type { PlanFacts } from '#engine/network/facts.ts'
import { buildProgram } from '#engine/network/program.ts'
import { fillWords, streams } from '#engine/random/philox.ts'
import type { Engine, Rows } from '#engine/training/engine.ts'
import { train } from '#engine/training/train.ts'

export interface MeasuredSpeed {
  engine: string
  seconds: number
  steps: number
  /** Of one step, forward. */
  multiplyAdds: number
}

/** Far enough apart to tell the fixed part of a step from the part that grows with the network. */
const sizes = [
  { inputs: 30, units: [64, 32], batchSize: 32 },
  { inputs: 200, units: [256, 128], batchSize: 128 },
]
const stepsPerEpoch = 12
const epochsPerPass = 3
/** Milliseconds for each network: enough for passes between the moments in which the computer does something else. */
const patience = 150
const fewestPasses = 3

/** About half a second. The first pass of each network only warms up; of the others the fastest counts, because whatever else the computer does only slows them down. */
export async function measureSpeed(engine: Engine): Promise<MeasuredSpeed[]> {
  const speeds: MeasuredSpeed[] = []
  for (const { inputs, units, batchSize } of sizes) {
    const rows = someRows(stepsPerEpoch * batchSize, inputs)
    const facts: PlanFacts = { inputs, task: 'binary', classes: 2, trainingRows: rows.count, validationRows: 0 }
    const layers = units.map((count, at) => ({ id: `layer-${at + 1}`, type: 'dense', units: count, activation: 'relu' }))
    const pass = async (epochs: number): Promise<MeasuredSpeed> => {
      const plan = Plan.parse({ version: 1, network: { layers }, training: { batchSize, epochs } })
      const outcome = await train({
        program: buildProgram(plan, facts),
        plan,
        rows,
        validation: null,
        engine,
        measure: (outputs, own) => measure('binary', outputs, own),
        control: { wish: () => 'run', epochDone: () => {}, wait: () => Promise.resolve() },
        watch: { steps: () => {}, epoch: () => {} },
        pause: () => Promise.resolve(),
      })
      return { engine: engine.name, seconds: outcome.seconds, steps: outcome.step, multiplyAdds: checkPlan(plan, facts).multiplyAdds * batchSize }
    }
    await pass(1)
    let fastest = await pass(epochsPerPass)
    const end = performance.now() + patience
    for (let passes = 1; passes < fewestPasses || performance.now() < end; passes++) {
      const next = await pass(epochsPerPass)
      if (next.seconds < fastest.seconds) fastest = next
    }
    speeds.push(fastest)
  }
  return speeds
}

function someRows(count: number, inputs: number): Rows {
  const words = new Uint32Array(count * inputs)
  fillWords(words, { seed: 1, stream: streams.noise, index: 0, step: 0 })
  return {
    count,
    inputs: Float32Array.from(words, (word) => word / 2 ** 31 - 1),
    targets: Float32Array.from({ length: count }, (_, row) => row % 2),
    weights: null,
  }
}
