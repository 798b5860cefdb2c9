import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { Thread } from './thread.ts'

/** Speaks the protocol by hand: a worker of the tests can't load TypeScript. */
const source = `
const { parentPort, threadId } = require('node:worker_threads')
parentPort.on('message', ({ id, question }) => {
  if (question === 'hang') for (;;) {}
  if (question === 'die') process.exit(3)
  if (question === 'throw') throw new TypeError('in the worker')
  if (question === 'refuse') return parentPort.postMessage({ id, kind: 'failure', failure: { code: 'recipe.noTarget', details: { column: 'a' } } })
  if (question === 'bug') return parentPort.postMessage({ id, kind: 'failure', failure: { stack: 'TypeError: x' } })
  parentPort.postMessage({ id, kind: 'progress', progress: 1 })
  parentPort.postMessage({ id, kind: 'answer', answer: question + ' by ' + threadId })
})`

const threads: Thread<string, string, number>[] = []
afterEach(async () => {
  await Promise.all(threads.splice(0).map((thread) => thread.close()))
})

function start(): Thread<string, string, number> {
  const thread = new Thread<string, string, number>(() => new Worker(source, { eval: true }))
  threads.push(thread)
  return thread
}

describe('a thread that answers', () => {
  it('answers several questions, with progress, in the same worker', async () => {
    const thread = start()
    const progress: number[] = []
    const answers = await Promise.all([thread.ask('a', undefined, (own) => progress.push(own)), thread.ask('b')])
    expect(answers.map((answer) => answer.slice(0, 1))).toEqual(['a', 'b'])
    expect(new Set(answers.map((answer) => answer.slice(1))).size).toBe(1)
    expect(progress).toEqual([1])
  })

  it('passes on an expected failure with its place, and a bug with its stack', async () => {
    const thread = start()
    await expect(thread.ask('refuse')).rejects.toEqual(new StudioError('recipe.noTarget', { column: 'a' }))
    await expect(thread.ask('bug')).rejects.toThrow('in a worker thread: TypeError: x')
  })

  it.each(['die', 'throw'])('rejects when its worker is gone (%s), and starts another for the next question', async (question) => {
    const thread = start()
    await expect(thread.ask(question)).rejects.toThrow()
    expect(await thread.ask('again')).toMatch(/^again by/)
  })

  it('stops a computation that nobody waits for any more, and still answers those behind it', async () => {
    const thread = start()
    const leaving = new AbortController()
    const hanging = thread.ask('hang', leaving.signal)
    const behind = thread.ask('behind')
    setTimeout(() => leaving.abort(), 50)
    await expect(hanging).rejects.toMatchObject({ name: 'AbortError' })
    expect(await behind).toMatch(/^behind by/)
  })
})
