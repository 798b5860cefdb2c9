import { describe, expect, it } from 'vitest'
import { EventQueue } from './event-queue.ts'

async function all<T>(events: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const event of events) list.push(event)
  return list
}

const moment = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('events of work under way', () => {
  it('come in order, those pushed at the very end too', async () => {
    const queue = new EventQueue<number>(async (push) => {
      push(1)
      await moment()
      push(2)
      push(3)
    })
    expect(await all(queue.read(undefined))).toEqual([1, 2, 3])
  })

  it('end with the failure of the work, after what came before it', async () => {
    const seen: number[] = []
    const queue = new EventQueue<number>(async (push) => {
      push(1)
      throw new Error('no')
    })
    const reading = (async () => {
      for await (const event of queue.read(undefined)) seen.push(event)
    })()
    await expect(reading).rejects.toThrow('no')
    expect(seen).toEqual([1])
  })

  it('stop the work when their reader leaves', async () => {
    let stopped = false
    const queue = new EventQueue<number>(async (push, signal) => {
      push(1)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      stopped = true
    })
    for await (const event of queue.read(undefined)) if (event === 1) break
    await moment()
    expect(stopped).toBe(true)
  })

  it('stop the work when the signal says so, even while nothing happens', async () => {
    const leaving = new AbortController()
    const queue = new EventQueue<number>(async (_push, signal) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
      signal.throwIfAborted()
    })
    setTimeout(() => leaving.abort(), 10)
    await expect(all(queue.read(leaving.signal))).rejects.toMatchObject({ name: 'AbortError' })
  })
})
