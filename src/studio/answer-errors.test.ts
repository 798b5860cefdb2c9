import { ORPCError } from '@orpc/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { studioContract } from '#contract/studio.ts'
import { answerErrors } from './answer-errors.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

async function answer(thrown: unknown, input: unknown = {}): Promise<unknown> {
  const failing = answerErrors({ path: ['run', 'start'], input, next: () => Promise.reject(thrown) })
  return await failing.then(
    () => 'no error',
    (error: unknown) => (error instanceof ORPCError ? { wire: error.code, data: error.data } : error),
  )
}

/** What the contract's own schema says about `input`. */
async function refusal(input: unknown): Promise<unknown> {
  const result = await studioContract.run.start['~orpc'].inputSchema?.['~standard'].validate(input)
  return new ORPCError('BAD_REQUEST', { data: { issues: result?.issues } })
}

describe('what a client is told about a failure', () => {
  it('is the code and the place of an expected one', async () => {
    expect(await answer(new StudioError('recipe.oneClass', { column: 'churn' }))).toEqual({ wire: 'STUDIO', data: { code: 'recipe.oneClass', details: { column: 'churn' } } })
  })

  it('is "internal" for a bug, whose stack goes to the log only', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const bug = new TypeError('x is not a function')
    expect(await answer(bug)).toEqual({ wire: 'STUDIO', data: { code: 'internal', details: {} } })
    expect(log).toHaveBeenCalledWith('run.start:', bug)
  })

  it('is a full disk for a write that had no space', async () => {
    expect(await answer(Object.assign(new Error(), { code: 'ENOSPC' }))).toMatchObject({ data: { code: 'disk.full' } })
  })

  it('names layer and setting of a plan that is not valid', async () => {
    const input = { projectId: 'a', plan: { version: 1, network: { layers: [{ id: 'a', type: 'dense' }, { id: 'b', type: '' }] } } }
    expect(await answer(await refusal(input), input)).toEqual({
      wire: 'STUDIO',
      data: { code: 'plan.invalid', details: { layer: 2, layerId: 'b', setting: 'type', expected: '>= 1', value: '' } },
    })
  })

  it('names the setting elsewhere in the plan', async () => {
    const input = { projectId: 'a', plan: { version: 1, training: { epochs: 0 } } }
    expect(await answer(await refusal(input), input)).toMatchObject({ data: { code: 'plan.invalid', details: { setting: 'training.epochs', expected: '>= 1', value: '0' } } })
  })

  it('says that a plan is newer, whatever else is wrong with it', async () => {
    const input = { projectId: 'a', plan: { version: 2, training: { epochs: 'many' } } }
    expect(await answer(await refusal(input), input)).toEqual({ wire: 'STUDIO', data: { code: 'plan.newer', details: { value: '2', expected: '1' } } })
  })

  it('names the field of any other request', async () => {
    const input = { plan: { version: 1 } }
    expect(await answer(await refusal(input), input)).toMatchObject({ data: { code: 'request.invalid', details: { setting: 'projectId', expected: 'string' } } })
  })

  it('covers the events of a stream', async () => {
    const output = await answerErrors({
      path: ['dataset', 'open'],
      input: {},
      next: async () =>
        (async function* () {
          yield 1
          throw new StudioError('file.empty')
        })(),
    })
    const events: unknown[] = []
    const reading = (async () => {
      for await (const event of output as AsyncIterable<unknown>) events.push(event)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'STUDIO', data: { code: 'file.empty' } })
    expect(events).toEqual([1])
  })
})
