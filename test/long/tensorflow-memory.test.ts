/** A wide table learned from in TensorFlow: neither the studio nor TensorFlow's process may hold its numbers a second time. Where TensorFlow is installed. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, expect, it, vi } from 'vitest'
import { studioEnvironment } from '#contract/channel.ts'
import type { EngineName } from '#contract/training.ts'
import { cleanUp, followed, projectWith, startStudio, withTarget } from '#test/journeys/studio-driver.ts'
import { installedEngines, whyNoTensorflow } from '#test/parity/tensorflow.ts'

const rows = 500_000
const rowsAtOnce = 5000
const columns = 100
const megabyte = 2 ** 20
/** Of float32, in all parts; eight of ten rows are trained on. */
const bytesOfNumbers = rows * columns * 4
const bytesOfTraining = 0.8 * bytesOfNumbers
/** TensorFlow's library and its threads, as the trial of an installation takes them. */
const bytesOfTensorflow = 384 * megabyte
/** Pieces on their way that are done with: what the collectors of two threads let lie before they look. */
const bytesOfMessages = 192 * megabyte
afterAll(async () => {
  vi.unstubAllEnvs()
  await cleanUp()
})

it.skipIf(whyNoTensorflow !== null || process.platform !== 'linux')(`sends its rows without a second copy${whyNoTensorflow === null ? '' : ` (${whyNoTensorflow})`}`, async () => {
  vi.stubEnv(studioEnvironment.engines, installedEngines)
  const [tensorflow, compiled] = [await peaksOf('tensorflow'), await peaksOf('compiled')]
  console.log(`above the table, in MB: ${Math.round(compiled.studio / megabyte)} with the compiled engine, ${Math.round(tensorflow.studio / megabyte)} with TensorFlow, whose process takes ${Math.round(tensorflow.process / megabyte)}; the numbers are ${Math.round(bytesOfNumbers / megabyte)}`)
  expect(tensorflow.studio).toBeGreaterThan(bytesOfNumbers)
  // Messages that copied all rows took more than twice `bytesOfNumbers`.
  expect(tensorflow.studio).toBeLessThan(compiled.studio + bytesOfNumbers / 4 + bytesOfMessages)
  expect(tensorflow.process).toBeGreaterThan(bytesOfTraining)
  expect(tensorflow.process).toBeLessThan(1.5 * bytesOfTraining + bytesOfTensorflow)
})

/** Of a run in a studio of its own, in bytes: the most above what it took with the table read, and the most of the process that it started. */
async function peaksOf(engine: EngineName): Promise<{ studio: number; process: number }> {
  const studio = await startStudio()
  const file = path.join(studio.home, 'wide.csv')
  const handle = await open(file, 'w')
  await handle.writeFile(`${Array.from({ length: columns }, (_, column) => `c${column}`).join(',')},answer\n`)
  for (let from = 0; from < rows; from += rowsAtOnce) await handle.writeFile(Array.from({ length: rowsAtOnce }, (_, at) => line(from + at)).join(''))
  await handle.close()
  const { project } = await projectWith(studio.client, { kind: 'path', path: file })
  writeFileSync(`/proc/${studio.pid}/clear_refs`, '5')
  const before = memoryOf(studio.pid, 'VmRSS')
  let peak = 0
  const timer = setInterval(() => void (peak = Math.max(peak, ...childrenOf(studio.pid).map((pid) => memoryOf(pid, 'VmHWM')))), 100)
  try {
    const { id } = await studio.client.run.start({ projectId: project.id, plan: withTarget(project.plan, 'answer', { engine, epochs: 1, batchSize: 1024 }) })
    const { summary } = await followed(studio.client, project.id, id)
    expect(summary.state).toMatchObject({ kind: 'finished', reason: 'completed' })
    return { studio: memoryOf(studio.pid, 'VmHWM') - before, process: peak }
  } finally {
    clearInterval(timer)
    await studio.stop()
  }
}

/** The answer is what the first ten columns say. */
function line(row: number): string {
  const values = Array.from({ length: columns }, (_, at) => share(row * columns + at))
  const answer = values.slice(0, 10).reduce((sum, value, at) => sum + (at % 2 === 0 ? value : -value), 0)
  return `${[...values, answer].map((value) => value.toFixed(3)).join(',')}\n`
}

/** 0 to 1, scattered, the same in every run. */
function share(index: number): number {
  const mixed = Math.imul(index ^ (index >>> 15), 0x2c1b3c6d)
  return ((Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39) >>> 0) % 1_000_003) / 1_000_003
}

/** Bytes; 0 of a process that is gone. */
function memoryOf(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  try {
    return Number(new RegExp(String.raw`^${line}:\s+(\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/u.test(name)).map(Number).filter((one) => {
    try {
      return readFileSync(`/proc/${one}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[1] === String(pid)
    } catch {
      return false
    }
  })
}
