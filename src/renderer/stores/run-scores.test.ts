import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import { StudioError } from '#contract/errors.ts'
import type { RunScores } from '#contract/scores.ts'
import { useRunScores } from './run-scores.ts'

const scores = vi.fn()
const keep = vi.fn()
const lookAtTest = vi.fn()
const project = reactive({ current: { id: 'p' } })
const runs = reactive({ selectedId: 'run-1', loadDetail: vi.fn() })
const file = reactive<{ answered: { chosen: string; reading: object } | null; predict: ReturnType<typeof vi.fn> }>({ answered: null, predict: vi.fn() })
vi.mock('./connection.ts', () => ({ useConnection: () => ({ client: { run: { scores, lookAtTest, useCutOff: keep } } }) }))
vi.mock('./project.ts', () => ({ useProject: () => project }))
vi.mock('./runs.ts', () => ({ useRuns: () => runs }))
vi.mock('./file-prediction.ts', () => ({ useFilePrediction: () => file }))

const some: RunScores = { kind: 'numbers', validation: null, test: null, residuals: null }

beforeEach(() => {
  setActivePinia(createPinia())
  for (const mock of [scores, keep, lookAtTest, runs.loadDetail, file.predict]) mock.mockReset()
  runs.selectedId = 'run-1'
  project.current = { id: 'p' }
  file.answered = null
})

describe('what a run said of each row', () => {
  it('is fetched once, and not shown for another run', async () => {
    scores.mockResolvedValue(some)
    const store = useRunScores()
    expect(store.scores).toBeUndefined()
    await Promise.all([store.load(), store.load()])
    await store.load()
    expect(scores).toHaveBeenCalledTimes(1)
    expect(store.scores).toEqual(some)
    runs.selectedId = 'run-2'
    await nextTick()
    expect(store.scores).toBeUndefined()
  })

  it('may not be there, or not be whole: then it can be asked for again', async () => {
    const store = useRunScores()
    scores.mockRejectedValueOnce(new StudioError('project.damaged', { file: 'scores' }))
    await store.load()
    expect(store.failure).toMatchObject({ code: 'project.damaged' })
    scores.mockResolvedValueOnce(null)
    await store.load()
    expect([store.failure, store.scores]).toEqual([null, null])
  })

  it('is looked at on test rows only where that is counted, which is shown', async () => {
    const store = useRunScores()
    await store.lookAtTest()
    expect([lookAtTest.mock.calls, runs.loadDetail.mock.calls]).toEqual([[[{ projectId: 'p', runId: 'run-1' }]], [['run-1']]])
    lookAtTest.mockRejectedValueOnce(new StudioError('run.unfinished'))
    await store.lookAtTest()
    expect(store.failure).toMatchObject({ code: 'run.unfinished' })
  })

  it('is forgotten with its project', async () => {
    scores.mockResolvedValue(some)
    const store = useRunScores()
    await store.load()
    project.current = { id: 'q' }
    await nextTick()
    expect(store.scores).toBeUndefined()
  })
})

describe('the cut-off of predictions', () => {
  it('is kept by the studio, and a file that was predicted is predicted anew', async () => {
    file.answered = { chosen: 'a.csv', reading: {} }
    const store = useRunScores()
    await store.useCutOff({ value: 0.4, chosenOn: 'validation' })
    expect(keep).toHaveBeenCalledWith({ projectId: 'p', runId: 'run-1', cutOff: { value: 0.4, chosenOn: 'validation' } })
    expect(runs.loadDetail).toHaveBeenCalledWith('run-1')
    expect(file.predict).toHaveBeenCalledWith('a.csv', {})
  })

  it('says why it could not be kept', async () => {
    keep.mockRejectedValueOnce(new StudioError('disk.full'))
    const store = useRunScores()
    await store.useCutOff(null)
    expect(store.failure).toMatchObject({ code: 'disk.full' })
    expect(store.keeping).toBe(false)
  })
})
