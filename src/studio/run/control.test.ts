import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { createControl } from './control.ts'
import { wishes } from './train-messages.ts'
import type { RunWish } from './train-messages.ts'

function controlled(wish: RunWish) {
  const shared = new SharedArrayBuffer(4)
  const word = new Int32Array(shared)
  let done = 0
  const control = createControl(shared, () => done++)
  const say = (next: RunWish) => Atomics.store(word, 0, wishes[next])
  say(wish)
  return { shared, control, say, epochsDone: () => done }
}

/** Another thread that changes the wish a while after `begin`: the one that waits is blocked. */
function afterwards(shared: SharedArrayBuffer, wish: RunWish, milliseconds: number) {
  const begun = new SharedArrayBuffer(4)
  const code = `const { shared, begun, wish } = require('node:worker_threads').workerData
    const [word, flag] = [new Int32Array(shared), new Int32Array(begun)]
    Atomics.wait(flag, 0, 0)
    Atomics.wait(flag, 0, 1, ${milliseconds})
    Atomics.store(word, 0, wish)
    Atomics.notify(word, 0)`
  const worker = new Worker(code, { eval: true, workerData: { shared, begun, wish: wishes[wish] } })
  const begin = () => {
    Atomics.store(new Int32Array(begun), 0, 1)
    Atomics.notify(new Int32Array(begun), 0)
  }
  return { begin, over: new Promise((resolve) => worker.once('exit', resolve)) }
}

describe('what is wished of a training', () => {
  it('is read as it is said, at any time', () => {
    const { control, say } = controlled('run')
    for (const wish of ['pause', 'oneEpoch', 'finish', 'run'] as const) {
      say(wish)
      expect(control.wish()).toBe(wish)
    }
  })

  it('is a pause, told once, when the one epoch is over', () => {
    const { control, epochsDone } = controlled('oneEpoch')
    control.epochDone()
    expect([control.wish(), epochsDone()]).toEqual(['pause', 1])
    control.epochDone()
    expect(epochsDone()).toBe(1)
  })

  it.each(['run', 'finish', 'pause'] as const)('stays "%s" where that was said before the one epoch was over', (wish) => {
    const { control, say, epochsDone } = controlled('oneEpoch')
    say(wish)
    control.epochDone()
    expect([control.wish(), epochsDone()]).toEqual([wish, 0])
  })

  it('is waited for while it is a pause, and no longer', async () => {
    const { shared, control } = controlled('pause')
    const { begin, over } = afterwards(shared, 'finish', 50)
    const asked = performance.now()
    begin()
    await control.wait()
    // Timers may be a little early.
    expect(performance.now() - asked).toBeGreaterThan(45)
    expect(control.wish()).toBe('finish')
    await over
  })

  it('is not waited for where it is no pause', async () => {
    const { control } = controlled('run')
    const asked = performance.now()
    await control.wait()
    expect(performance.now() - asked).toBeLessThan(1000)
  })
})
