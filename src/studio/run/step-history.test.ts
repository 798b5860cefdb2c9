import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createStepFile, envelope, readStepFile, StepHistory } from './step-history.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'candor-steps-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('the history of steps', () => {
  it('comes back from the disk bit for bit, 8 bytes a step', async () => {
    const file = path.join(folder, 'steps.bin')
    const steps = await createStepFile(file)
    await steps.append(Float32Array.from([0.7, NaN]), Float32Array.from([0.1, 0.01]))
    await steps.append(Float32Array.from([Infinity]), Float32Array.from([0.001]))
    await steps.close()
    expect((await stat(file)).size).toBe(16 + 3 * 8)
    const read = (await readStepFile(file)).from(1, 100)
    expect(read).toEqual({ from: 1, stride: 1, loss: Float32Array.from([0.7, NaN, Infinity]), learningRate: Float32Array.from([0.1, 0.01, 0.001]) })
  })

  it('leaves out a record that a crash cut off', async () => {
    const file = path.join(folder, 'steps.bin')
    const steps = await createStepFile(file)
    await steps.append(Float32Array.from([1, 2]), Float32Array.from([1, 1]))
    await steps.close()
    await appendFile(file, new Uint8Array([1, 2, 3]))
    expect((await readStepFile(file)).count).toBe(2)
  })

  it('reads nothing from a file that is missing or not its own', async () => {
    expect((await readStepFile(path.join(folder, 'none'))).count).toBe(0)
    await writeFile(path.join(folder, 'other'), 'x'.repeat(100))
    expect((await readStepFile(path.join(folder, 'other'))).count).toBe(0)
  })

  it('gives the steps from any of them on, none beyond the last', () => {
    const history = new StepHistory()
    history.append(Float32Array.from({ length: 10_000 }, (_, index) => index), new Float32Array(10_000))
    expect(history.from(9_999, 100)).toMatchObject({ from: 9_999, stride: 1, loss: Float32Array.from([9_998, 9_999]) })
    expect(history.from(10_001, 100).loss.length).toBe(0)
  })

  it('shows a spike of one step in a million in its envelope', () => {
    const history = new StepHistory()
    const loss = new Float32Array(1_000_000).fill(0.5)
    loss[654_321] = 42
    history.append(loss, new Float32Array(1_000_000))
    const chunk = history.from(1, 20_000)
    expect(chunk.loss.length).toBeLessThanOrEqual(20_000)
    const pair = Math.floor(654_321 / chunk.stride)
    expect([chunk.loss[pair * 2], chunk.loss[pair * 2 + 1]]).toEqual([0.5, 42])
    expect(chunk.loss.filter((value) => value === 42).length).toBe(1)
  })

  it('passes over what is no number, and shows a part without any as such', () => {
    expect(envelope(Float32Array.from([NaN, 3, 1, NaN, NaN]), 3)).toEqual(Float32Array.from([1, 3, NaN, NaN]))
  })
})
