import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import { StudioError } from '#contract/errors.ts'
import type { RunVerification, VerifyEvent } from '#contract/run.ts'
import { runOf } from '#test/answers/answers.ts'
import { useVerification } from './verification.ts'

const verify = vi.fn()
const project = reactive({ current: { id: 'p' } })
const runs = reactive({ selectedId: 'run-1', selected: runOf({ id: 'run-1', epochs: { done: 3, planned: 3 } }) })
vi.mock('./connection.ts', () => ({ useConnection: () => ({ client: { run: { verify } } }) }))
vi.mock('./project.ts', () => ({ useProject: () => project }))
vi.mock('./runs.ts', () => ({ useRuns: () => runs }))

const equal: RunVerification = { equal: true, epochs: 3, weights: { before: 'a', now: 'a' }, difference: null, madeBy: null }
const progress = (epoch: number): VerifyEvent => ({ kind: 'progress', epoch, epochs: 3 })

function gate() {
  let open: () => void = () => {}
  const promise = new Promise<void>((resolve) => (open = resolve))
  return { promise, open: () => open() }
}

/** Says one event each time it is asked to go on. */
function stepByStep(events: VerifyEvent[], failure?: unknown) {
  const gates = [...events, null].map(gate)
  verify.mockImplementation((_, { signal }: { signal: AbortSignal }) =>
    (async function* () {
      const left = new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
      for (const [at, event] of events.entries()) {
        await Promise.race([gates[at]?.promise, left])
        yield event
      }
      await Promise.race([gates.at(-1)?.promise, left])
      if (failure !== undefined) throw failure
    })(),
  )
  return async (at: number) => {
    gates[at]?.open()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

beforeEach(() => {
  setActivePinia(createPinia())
  verify.mockReset()
  runs.selectedId = 'run-1'
  project.current = { id: 'p' }
})

describe('verifying the shown run', () => {
  it('tells how far it is, then the result, of that run alone', async () => {
    const verification = useVerification()
    const goOn = stepByStep([progress(2), { kind: 'done', verification: equal }])
    const over = verification.verify()
    expect(verification.work).toEqual({ epoch: 0, epochs: 3 })
    await goOn(0)
    expect(verification.work?.epoch).toBe(2)
    runs.selectedId = 'run-2'
    expect(verification.work).toBeNull()
    runs.selectedId = 'run-1'
    await goOn(1)
    await goOn(2)
    await over
    expect([verification.work, verification.result, verification.failure]).toEqual([null, equal, null])
    runs.selectedId = 'run-2'
    expect(verification.result).toBeNull()
    project.current = { id: 'q' }
    await nextTick()
    runs.selectedId = 'run-1'
    expect(verification.result).toBeNull()
  })

  it('can be left without a word', async () => {
    const verification = useVerification()
    const goOn = stepByStep([progress(1)])
    const over = verification.verify()
    await goOn(0)
    verification.cancel()
    await over
    expect([verification.work, verification.result, verification.failure]).toEqual([null, null, null])
  })

  it('says why it could not be done, until it is tried again', async () => {
    const verification = useVerification()
    const goOn = stepByStep([], new StudioError('run.otherData'))
    const over = verification.verify()
    await goOn(0)
    await over
    expect(verification.failure?.code).toBe('run.otherData')
    stepByStep([])
    void verification.verify()
    expect(verification.failure).toBeNull()
    verification.cancel()
  })
})
