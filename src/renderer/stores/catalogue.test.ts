import { createPinia, setActivePinia } from 'pinia'
import { expect, it, vi } from 'vitest'
import { StudioError } from '#contract/errors.ts'
import { useCatalogue } from './catalogue.ts'

const ask = vi.hoisted(() => vi.fn())
vi.mock('./connection.ts', () => ({ useConnection: () => ({ client: { studio: { catalogue: ask } } }) }))

it('is asked for until it is there, and then no more', async () => {
  setActivePinia(createPinia())
  const store = useCatalogue()
  ask.mockRejectedValueOnce(new StudioError('studio.stopped')).mockResolvedValueOnce({ layers: [] })
  await store.load()
  expect([store.catalogue, store.failure?.code]).toEqual([null, 'studio.stopped'])
  await store.load()
  await store.load()
  expect([store.catalogue, store.failure, ask.mock.calls.length]).toEqual([{ layers: [] }, null, 2])
})
