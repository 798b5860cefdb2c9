import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Plan } from '#contract/plan.ts'
import { buildProgram } from '#engine/network/program.ts'
import type { CourseState } from '#engine/training/course-state.ts'
import type { NamedTensor } from '#engine/training/engine.ts'
import { decodeCheckpoint, encodeCheckpoint, originOf } from './checkpoint.ts'
import { readNewestCheckpoint, removeCheckpointsAfter, writeCheckpoint } from './checkpoint-files.ts'

const plan = Plan.parse({ version: 1, dataset: { sha256: 'd'.repeat(64) }, network: { layers: [{ id: 'layer-1', type: 'dense', units: 2 }, { id: 'layer-2', type: 'batchNormalization' }] } })
const program = buildProgram(plan, { inputs: 3, task: 'binary', classes: 2, trainingRows: 20, validationRows: 0 })
const origin = originOf(plan, program, 'Candor 1.0.0 with compiled')

function weights(start: number): NamedTensor[] {
  return program.parameters.map(({ name, shape, trainable }) => ({ name, shape, trainable, values: Float32Array.from({ length: shape.reduce((product, size) => product * size, 1) }, (_, at) => start + at / 7) }))
}

function stateAt(step: number): CourseState {
  return {
    step,
    epoch: 2,
    rowsDone: 8,
    lossSum: 0.1 + 0.2,
    seconds: 1 / 3,
    recentLosses: [Math.fround(0.7), 1e-300],
    best: { epoch: 1, loss: 5e-324, weights: weights(3) },
    schedule: { best: Infinity, waited: -0 },
    weights: weights(step),
    // A weight that was lost is a number like any other here.
    earlierWeights: weights(NaN),
    optimizer: { slots: { mean: Float32Array.of(1, -0, 3.4e38) }, numbers: { power1: 0.9 ** 5 } },
  }
}

const errorOf = (work: () => unknown): StudioError | null => {
  try {
    work()
    return null
  } catch (error) {
    if (error instanceof StudioError) return error
    throw error
  }
}

describe('a checkpoint', () => {
  const file = encodeCheckpoint(stateAt(12), origin)

  it('gives back every bit of the state', () => {
    const back = decodeCheckpoint(file, origin, program)
    expect(back).toEqual(stateAt(12))
    expect(Object.is(back.schedule['waited'], -0)).toBe(true)
    expect(Object.is(back.optimizer.slots['mean']?.[1], -0)).toBe(true)
  })

  it('is the same file for the same state', () => {
    expect(encodeCheckpoint(stateAt(12), origin)).toEqual(file)
  })

  it.each([
    ['another dataset', { dataset: 'e'.repeat(64) }, 'checkpoint.otherData'],
    ['another plan', { plan: 'e'.repeat(64) }, 'checkpoint.otherPlan'],
    ['another program', { program: 'e'.repeat(64) }, 'checkpoint.otherPlan'],
    ['another version', { madeBy: 'Candor 2.0.0 with compiled' }, 'checkpoint.otherVersion'],
  ])('of %s is refused', (_, other, code) => {
    expect(errorOf(() => decodeCheckpoint(file, { ...origin, ...other }, program))?.code).toBe(code)
  })

  it('of a network with other weights is refused, whatever it says of itself', () => {
    const wider = buildProgram({ ...plan, network: { ...plan.network, layers: [{ id: 'layer-1', type: 'dense', units: 3 }] } }, { inputs: 3, task: 'binary', classes: 2, trainingRows: 20, validationRows: 0 })
    expect(errorOf(() => decodeCheckpoint(file, origin, wider))?.code).toBe('checkpoint.damaged')
  })

  it('is refused wherever a bit of it is changed, it is cut off or something is added (seeded fuzz)', () => {
    const flip = fc.record({ kind: fc.constant('flip' as const), at: fc.nat(file.length - 1), bit: fc.nat(7) })
    const cut = fc.record({ kind: fc.constant('cut' as const), length: fc.nat(file.length - 1) })
    const grow = fc.record({ kind: fc.constant('grow' as const), bytes: fc.uint8Array({ minLength: 1, maxLength: 20 }) })
    fc.assert(
      fc.property(fc.oneof(flip, cut, grow), (damage) => {
        expect(errorOf(() => decodeCheckpoint(damaged(file, damage), origin, program))?.code).toBe('checkpoint.damaged')
      }),
      { seed: 7, numRuns: 3000 },
    )
  })
})

type Damage = { kind: 'flip'; at: number; bit: number } | { kind: 'cut'; length: number } | { kind: 'grow'; bytes: Uint8Array }

function damaged(file: Uint8Array, damage: Damage): Uint8Array {
  switch (damage.kind) {
    case 'flip': {
      const copy = file.slice()
      copy[damage.at] = (copy[damage.at] ?? 0) ^ (1 << damage.bit)
      return copy
    }
    case 'cut':
      return file.slice(0, damage.length)
    case 'grow':
      return Uint8Array.from([...file, ...damage.bytes])
    default:
      return damage satisfies never
  }
}

describe('checkpoints in a folder', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'candor-checkpoints-'))
  })
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })
  const known = { step: 1000, epoch: 10 }
  const keep = async (...steps: number[]) => {
    for (const step of steps) await writeCheckpoint(folder, step, encodeCheckpoint(stateAt(step), origin))
  }
  const names = async () => (await readdir(folder)).sort()
  const newest = () => readNewestCheckpoint(folder, known, origin, program)
  const spoil = async (step: number) => {
    const file = path.join(folder, `checkpoint-${step}.safetensors`)
    await writeFile(file, (await readFile(file)).subarray(0, -1))
  }

  it('are the last two, by steps and not by names', async () => {
    await keep(9, 80, 700)
    expect(await names()).toEqual(['checkpoint-700.safetensors', 'checkpoint-80.safetensors'])
    expect(await newest()).toEqual({ state: stateAt(700), damaged: 0 })
  })

  it('fall back to the one before where the newest is damaged, and say so', async () => {
    await keep(80, 700)
    await spoil(700)
    expect(await newest()).toEqual({ state: stateAt(80), damaged: 1 })
  })

  it('are refused where all of them are damaged, and are none where there is none', async () => {
    expect(await newest()).toBeNull()
    await keep(80, 700)
    await spoil(700)
    await spoil(80)
    await expect(newest()).rejects.toMatchObject({ code: 'checkpoint.damaged' })
  })

  it('are passed over where they lie beyond what is known of the run', async () => {
    await keep(80, 700)
    expect(await readNewestCheckpoint(folder, { step: 699, epoch: 10 }, origin, program)).toMatchObject({ state: { step: 80 }, damaged: 1 })
    await expect(readNewestCheckpoint(folder, { step: 1000, epoch: 1 }, origin, program)).rejects.toMatchObject({ code: 'checkpoint.damaged' })
  })

  it('beyond a place are removed when the run goes back to it', async () => {
    await keep(80, 700)
    await removeCheckpointsAfter(folder, 80)
    expect(await names()).toEqual(['checkpoint-80.safetensors'])
  })
})
