/** Watching and restarting a real child process. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelData } from '#contract/channel.ts'
import type { Channel } from './channel.ts'
import { forkStudio } from './fork-studio.ts'
import type { StudioProcess, StudioState } from './studio-process.ts'
import { keepStudio } from './studio-process.ts'

/** Echoes; 'die' crashes; 'close' closes the channel; 'stubborn' ignores the wish to stop. */
const child = `
let stubborn = false
process.on('message', (frame) => {
  if (frame.kind !== 'data') return
  if (frame.data === 'die') process.kill(process.pid, 'SIGKILL')
  if (frame.data === 'stubborn') stubborn = true
  if (frame.data === 'close') return process.send({ kind: 'close', channel: frame.channel })
  process.send('not a frame')
  process.send(frame)
})
process.on('disconnect', () => stubborn || process.exit())
setInterval(() => {}, 1000)
`

const pauses = { first: 20, longest: 80, forgivenAfter: 60_000, stopWithin: 300 }

let folder = ''
const started: StudioProcess[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-studio-'))
  await writeFile(join(folder, 'studio.mjs'), child)
  await writeFile(join(folder, 'broken.mjs'), 'process.exit(3)')
})

afterEach(async () => {
  for (const studio of started.splice(0)) await studio.stop()
})

afterAll(() => rm(folder, { recursive: true, force: true }))

function keep(entry = 'studio.mjs', restart = true): StudioProcess {
  const studio = keepStudio({ start: () => forkStudio({ entry: join(folder, entry), environment: {} }), restart, pauses })
  started.push(studio)
  return studio
}

function channelOf(studio: StudioProcess): Channel {
  const channel = studio.open()
  if (!channel) throw new Error('the studio does not run')
  return channel
}

function answerTo(channel: Channel, message: ChannelData): Promise<ChannelData> {
  return new Promise((resolve) => {
    channel.onData(resolve)
    channel.send(message)
  })
}

describe('a kept studio', () => {
  it('answers at once on a channel opened before it has started', async () => {
    expect(await answerTo(channelOf(keep()), 'hello')).toBe('hello')
  })

  it('carries bytes as bytes', async () => {
    expect(await answerTo(channelOf(keep()), new Uint8Array([0, 255]))).toEqual(new Uint8Array([0, 255]))
  })

  it('is started again after SIGKILL, tells so, and closes the channels of the dead one', async () => {
    const studio = keep()
    const states: StudioState[] = []
    studio.onState((state) => states.push(state))
    const channel = channelOf(studio)
    const closed = new Promise<StudioState>((resolve) => channel.onClose(() => resolve(studio.state())))
    const first = studio.child()?.pid
    channel.send('die')
    expect((await closed).kind).toBe('restarting')
    expect(studio.open()).toBeNull()
    await expect.poll(() => studio.state().kind).toBe('running')
    expect(states).toEqual([{ kind: 'restarting', exit: { code: null, reason: 'SIGKILL' }, inMilliseconds: 20 }, { kind: 'running' }])
    expect(studio.child()?.pid).not.toBe(first)
    expect(await answerTo(channelOf(studio), 'again')).toBe('again')
  })

  it('that can never start is tried with growing pauses up to the longest', async () => {
    const studio = keep('broken.mjs')
    const waits: number[] = []
    studio.onState((state) => {
      if (state.kind === 'restarting') waits.push(state.inMilliseconds)
    })
    await expect.poll(() => waits.length, { timeout: 5000 }).toBeGreaterThanOrEqual(4)
    expect(waits.slice(0, 4)).toEqual([20, 40, 80, 80])
  })

  it('is not started again where one crash is the end', async () => {
    const studio = keep('studio.mjs', false)
    channelOf(studio).send('die')
    await expect.poll(() => studio.state().kind).toBe('stopped')
    expect(studio.child()).toBeNull()
  })

  it('is gone after stop, and killed where it does not want to go', async () => {
    for (const message of ['hello', 'stubborn']) {
      const studio = keep()
      await answerTo(channelOf(studio), message)
      const pid = studio.child()?.pid ?? 0
      await studio.stop()
      expect(studio.state().kind).toBe('stopped')
      expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    }
  })

  it('can close a channel from its side; the others go on', async () => {
    const studio = keep()
    const [one, two] = [channelOf(studio), channelOf(studio)]
    const closed = new Promise<void>((resolve) => one.onClose(resolve))
    one.send('close')
    await closed
    one.send('into nothing')
    expect(await answerTo(two, 'still here')).toBe('still here')
  })
})
