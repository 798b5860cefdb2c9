/** One installation, one build at a time, and never one that waits for a dead process for good. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { oneAtATime } from './lock.mjs'
import { inRoot } from './root.mjs'

const name = `test-${process.pid}`
const lock = inRoot('.cache', 'locks', name)

async function leaveLockOf(pid: number): Promise<void> {
  await mkdir(dirname(lock), { recursive: true })
  await writeFile(lock, String(pid))
}

describe('one at a time', () => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  afterEach(() => rm(lock, { force: true }))

  it('lets the second wait for the first, however long that takes', async () => {
    const order: string[] = []
    const first = oneAtATime(name, async () => {
      order.push('first begins')
      await new Promise((resolve) => setTimeout(resolve, 2500))
      order.push('first ends')
    })
    await expect.poll(() => order.length).toBe(1)
    // Its signs of life come every second, so a silence of two never happens.
    const second = oneAtATime(name, async () => void order.push('second'), 2000)
    await Promise.all([first, second])
    expect(order).toEqual(['first begins', 'first ends', 'second'])
  })

  it('does not wait for a process that was killed', async () => {
    // No process has a number this high: Linux stops at 4194304.
    await leaveLockOf(99_999_999)
    expect(await oneAtATime(name, async () => 'done')).toBe('done')
  })

  it('does not wait for good for a killed one whose number another process has now, nor for a lock without a number', async () => {
    for (const pid of [process.pid, 0]) {
      await leaveLockOf(pid)
      expect(await oneAtATime(name, async () => 'done', 300)).toBe('done')
    }
  })

  it('is the next one’s turn also where the work failed', async () => {
    await expect(oneAtATime(name, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await oneAtATime(name, async () => 'done')).toBe('done')
  })
})
