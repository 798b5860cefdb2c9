/** Which engine a run gets, with engines in place of the real ones whose steps and starts take as long as they are told to. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Device } from '#contract/device.ts'
import { Plan } from '#contract/plan.ts'
import type { Training } from '#contract/training.ts'
import { createCompiledEngine } from '#engine/compiled/engine.ts'
import { buildProgram } from '#engine/network/program.ts'
import type { Engine, Rows } from '#engine/training/engine.ts'
import { seededRows } from '#test/training/small-job.ts'
import { chooseEngine } from './choose-engine.ts'
import type { ChosenEngine } from './choose-engine.ts'

/** Milliseconds. `fails`: where it is loaded. */
interface Pace {
  start: number
  load: number
  step: number
  fails?: boolean
  /** What it says that it computes on. */
  device?: Device
}

interface Setting {
  compiled?: Partial<Pace>
  graph?: Partial<Pace>
  xla?: Partial<Pace>
  asked?: Training['engine']
  training?: object
  layers?: object[]
  steps?: number
  installed?: boolean
}

const rows = seededRows('multiclass', 64, 1)

// What an engine takes passes on this clock alone, so that nothing else that the computer does is measured.
let clock = 0
beforeEach(() => {
  clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => clock)
})
afterEach(() => void vi.restoreAllMocks())

function busyFor(milliseconds: number): void {
  clock += milliseconds
}

/** `seen`: the rows that it was given. */
function standIn(name: string, { start = 0, load = 0, step = 1, fails = false, device = 'cpu' }: Partial<Pace>, seen: Rows[]): Engine {
  const real = createCompiledEngine()
  return {
    name,
    backend: 'none',
    async start() {
      busyFor(start)
      return device
    },
    async load(program, training, given) {
      seen.push(given)
      if (fails) throw new Error(`${name} does not start`)
      busyFor(load)
      const model = await real.load(program, training, given)
      return {
        ...model,
        step(batch, number, rate) {
          busyFor(step)
          return model.step(batch, number, rate)
        },
      }
    },
  }
}

interface Chosen extends ChosenEngine {
  seen: Rows[]
  /** Whether TensorFlow's process was ended. */
  isEnded: boolean
}

async function chosenOf({ compiled = {}, graph = {}, xla = {}, asked = 'auto', training = {}, layers = [{ id: 'layer-1', type: 'dense', units: 4 }], steps = 10_000, installed = true }: Setting): Promise<Chosen> {
  const plan = Plan.parse({ version: 1, network: { layers }, training: { batchSize: 16, ...training } })
  const program = buildProgram(plan, { inputs: 3, task: 'multiclass', classes: 3, trainingRows: rows.count, validationRows: 0 })
  const seen: Rows[] = []
  let isEnded = false
  const found = await chooseEngine(asked, plan.training, program, rows, steps, { wasm: '', tensorflow: installed ? { program: '', addon: '', starter: 'self', device: 'cpu', cuda: null } : null }, {
    create: async ({ engine }) => standIn(engine, compiled, seen),
    tensorflow: async () => ({
      engine: (jitCompile) => (jitCompile ? standIn('tensorflow with XLA', xla, seen) : standIn('tensorflow', graph, seen)),
      async end() {
        isEnded = true
      },
    }),
  })
  return { ...found, seen, isEnded }
}

describe('the engine of a run that leaves it open', () => {
  it('is the one whose steps take least, with what each took', async () => {
    const { engine, training, choice, isEnded } = await chosenOf({ compiled: { step: 8 }, graph: { step: 4 }, xla: { step: 1 } })
    expect(engine.name).toBe('tensorflow with XLA')
    expect(training).toMatchObject({ engine: 'tensorflow', jitCompile: true })
    expect(choice).toMatchObject({ chosen: 2, reason: 'faster', steps: 10_000, batchSize: 16, trials: [{ engine: 'compiled' }, { engine: 'tensorflow', jitCompile: false }, { engine: 'tensorflow', jitCompile: true }] })
    expect(choice?.trials.map(({ milliseconds, seconds }) => ({ milliseconds, seconds }))).toEqual([{ milliseconds: 8, seconds: 80.008 }, { milliseconds: 4, seconds: 40.004 }, { milliseconds: 1, seconds: 10.001 }])
    // It goes on in the process that was started for the trial.
    expect(isEnded).toBe(false)
  })

  it('is the compiled one where that is faster, and TensorFlow’s process ends', async () => {
    const { engine, training, choice, isEnded } = await chosenOf({ compiled: { step: 2 }, graph: { step: 8 }, xla: { step: 6 } })
    expect(engine.name).toBe('compiled')
    expect(training.engine).toBe('compiled')
    expect(choice).toMatchObject({ chosen: 0, reason: 'faster' })
    expect(isEnded).toBe(true)
  })

  it('is the compiled one at once where the training is short', async () => {
    const { choice, seen } = await chosenOf({ compiled: { step: 2 }, steps: 20 })
    expect(choice).toMatchObject({ chosen: 0, reason: 'short', trials: [{ engine: 'compiled' }, { engine: 'tensorflow', milliseconds: null, skipped: 'short' }] })
    expect(seen).toHaveLength(1)
  })

  it('is not TensorFlow where that can not be loaded, and the run does not fail', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { engine, choice, isEnded } = await chosenOf({ compiled: { step: 4 }, graph: { fails: true } })
    expect(engine.name).toBe('compiled')
    expect(choice).toMatchObject({ chosen: 0, reason: 'alone', trials: [{ engine: 'compiled', skipped: null }, { engine: 'tensorflow', skipped: 'failed', seconds: null }] })
    expect(isEnded).toBe(true)
    expect(said).toHaveBeenCalledOnce()
    said.mockRestore()
  })

  it('is TensorFlow without XLA where XLA fails, or where layers take too long to compile', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const failed = await chosenOf({ compiled: { step: 8 }, graph: { step: 2 }, xla: { fails: true } })
    said.mockRestore()
    expect(failed.engine.name).toBe('tensorflow')
    expect(failed.training).toMatchObject({ engine: 'tensorflow', jitCompile: false })
    expect(failed.choice?.trials[2]).toMatchObject({ jitCompile: true, skipped: 'failed' })
    const layers = [{ id: 'layer-1', type: 'reshape', height: 0, width: 3, channels: 1 }, { id: 'layer-2', type: 'conv1d', filters: 2, kernelSize: 2 }, { id: 'layer-3', type: 'flatten' }]
    const convolution = await chosenOf({ compiled: { step: 8 }, graph: { step: 2 }, layers })
    expect(convolution.choice).toMatchObject({ chosen: 1, trials: [{}, {}, { jitCompile: true, skipped: 'layers' }] })
  })

  it('counts the time to load, which the run will need again, but not the start of a process that runs by then', async () => {
    const { choice } = await chosenOf({ compiled: { step: 4 }, graph: { start: 1500, load: 200, step: 2 }, xla: { load: 300, step: 2 }, steps: 8000 })
    expect(choice?.trials.map(({ startSeconds }) => startSeconds)).toEqual([0.004, 0.202, 0.302])
  })

  it('is said to compute on what its process says, whatever was found when it was installed', async () => {
    const { choice } = await chosenOf({ compiled: { step: 8 }, graph: { step: 4, device: 'gpu' }, xla: { fails: true, device: 'gpu' } })
    expect(choice?.trials.map(({ device }) => device)).toEqual(['cpu', 'gpu', 'gpu'])
  })

  it('is timed on rows with the weights that the run will give them', async () => {
    const balanced = await chosenOf({ compiled: { step: 4 }, training: { classWeights: 'balanced' } })
    expect(balanced.seen.length).toBeGreaterThan(1)
    for (const { weights, count } of balanced.seen) expect(weights).toHaveLength(count)
    const usual = await chosenOf({ compiled: { step: 4 } })
    for (const { weights } of usual.seen) expect(weights).toBeNull()
  })
})

describe('the engine that a person asked for', () => {
  it('is taken without a trial, as it is where there is no other', async () => {
    expect(await chosenOf({ asked: 'compiled', training: { engine: 'compiled' } })).toMatchObject({ choice: null, seen: [], training: { engine: 'compiled' } })
    expect(await chosenOf({ installed: false })).toMatchObject({ choice: null, seen: [] })
  })

  it('is TensorFlow, with or without XLA by the time it takes', async () => {
    const { training, choice } = await chosenOf({ asked: 'tensorflow', training: { engine: 'tensorflow' }, graph: { step: 6 }, xla: { step: 1 } })
    expect(training).toMatchObject({ engine: 'tensorflow', jitCompile: true })
    expect(choice).toMatchObject({ chosen: 1, reason: 'asked' })
  })

  it('ends the run where it can not be loaded', async () => {
    await expect(chosenOf({ asked: 'tensorflow', training: { engine: 'tensorflow' }, graph: { fails: true } })).rejects.toThrow('tensorflow does not start')
  })
})
