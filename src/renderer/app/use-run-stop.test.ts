import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp } from 'vue'
import { createI18n } from 'vue-i18n'
import type { RunSummary } from '#contract/run.ts'
import { messages } from '#renderer/locales/index.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { planOf, runOf } from '#test/answers/answers.ts'
import { useRunStop } from './use-run-stop.ts'

const train = vi.fn()
const ready = { value: true }
const goOn = vi.fn()
const runs: { selected: RunSummary | null; live: object | null; busy: boolean; detail: { plan: ReturnType<typeof planOf> } | null; goOn: typeof goOn } = { selected: null, live: null, busy: false, detail: null, goOn }
const words = { en: '', 'zh-CN': '' }
const optimizers = [{ type: 'sgd', label: words, help: words, settings: [{ name: 'learningRate', label: words, help: words, kind: 'number', default: 0.01, common: true }] }]
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: {} }) }))
vi.mock('#renderer/stores/runs.ts', () => ({ useRuns: () => runs }))
vi.mock('#renderer/stores/catalogue.ts', () => ({ useCatalogue: () => ({ catalogue: { optimizers } }) }))
vi.mock('#renderer/app/use-training.ts', () => ({ useTraining: () => ({ ready, train }) }))

type State = Extract<RunSummary['state'], { kind: 'finished' }>
let app: App | undefined

function stopOf(state: Partial<State>, done = 3, locale: 'en' | 'zh-CN' = 'en', part: Partial<RunSummary> = {}) {
  runs.selected = runOf({ number: 2, epochs: { done, planned: 10 }, state: { kind: 'finished', reason: 'completed', ...state }, ...part })
  let seen: ReturnType<typeof useRunStop> | undefined
  app?.unmount()
  app = createApp({ setup: () => ((seen = useRunStop()), () => null) })
  app.use(createI18n({ legacy: false, locale, messages })).mount(document.createElement('div'))
  return seen?.value ?? null
}

beforeEach(() => {
  setActivePinia(createPinia())
  train.mockReset()
  goOn.mockReset()
  ready.value = true
  Object.assign(runs, { live: null, detail: { plan: planOf({ training: { optimizer: { type: 'sgd', learningRate: 0.5 } } }) } })
})
afterEach(() => app?.unmount())

describe('a run that did not come to its end', () => {
  it('is only one that did not: one that did says nothing', () => {
    expect((['completed', 'stoppedEarly', 'finishedByPerson'] as const).map((reason) => stopOf({ reason }))).toEqual([null, null, null])
  })

  it('diverged at a step, which is named with the last that was kept, and with the likely cause', () => {
    const stop = stopOf({ reason: 'diverged', step: 1234, cause: 'learningRate' })
    expect([stop?.tone, stop?.text.includes('1,234'), stop?.text.includes('1,233')]).toEqual(['bad', true, true])
    expect(stopOf({ reason: 'diverged', step: 1 })?.text).toContain(messages.en.train.strip.divergedFirst)
  })

  it('can be trained again with a calmer learning rate, as one edit', () => {
    stopOf({ reason: 'diverged', step: 5 })?.step?.take()
    const project = useProject()
    expect([project.plan.training.optimizer['learningRate'], project.undoLabel, train.mock.calls.length]).toEqual([0.01, { key: 'train.undo.again', params: { value: '0.01' } }, 1])
  })

  it('leads to where the cause is', () => {
    stopOf({ reason: 'diverged', step: 5, cause: 'inputsHuge' })?.step?.take()
    expect(useStage().stage).toBe('prepare')
    useStage().show('train')
    stopOf({ reason: 'diverged', step: 5, cause: 'inputsNotNumbers' })?.step?.take()
    expect(useStage().stage).toBe('prepare')
    stopOf({ reason: 'diverged', step: 5, cause: 'startingWeights' })?.step?.take()
    expect(useStage().stage).toBe('network')
  })

  it('was interrupted, and says what is there of it', () => {
    const [some, none] = [stopOf({ reason: 'interrupted' }), stopOf({ reason: 'interrupted' }, 0)]
    expect([some?.tone, some?.text, none?.text]).toEqual(['warn', expect.stringContaining('up to epoch 3'), expect.stringContaining('before its first epoch')])
    some?.step?.take()
    expect(train).toHaveBeenCalledTimes(1)
  })

  it('goes on where it was interrupted, and says where that is', () => {
    const stop = stopOf({ reason: 'interrupted' }, 7, 'en', { id: 'run-2', resumesAt: { step: 1204, epoch: 6 } })
    expect(stop?.text).toContain('up to epoch 7; nothing else was lost. Goes on in epoch 7, after step 1,204.')
    stop?.step?.take()
    expect([goOn.mock.calls, train.mock.calls]).toEqual([[['run-2']], []])
    expect(stopOf({ reason: 'interrupted' }, 0, 'zh-CN', { resumesAt: { step: 0, epoch: 0 } })?.text).toContain('。将从第一步重新开始')
    expect(stopOf({ reason: 'interrupted' }, 10, 'en', { resumesAt: { step: 2000, epoch: 10 } })?.text).toContain('only has to be judged')
  })

  it('goes on after a full disk too', () => {
    stopOf({ reason: 'failed', error: { code: 'disk.full', details: {} } }, 3, 'en', { id: 'run-2', resumesAt: { step: 40, epoch: 2 } })?.step?.take()
    expect(goOn).toHaveBeenCalledTimes(1)
  })

  it('says while it goes on that its newest checkpoint was damaged, and nothing where it was not', () => {
    const going = (damaged: number) => stopOf({}, 3, 'en', { state: { kind: 'training' }, resumed: { step: 40, epoch: 2, damaged } })
    expect([going(1)?.tone, going(1)?.text]).toEqual(['warn', expect.stringContaining('checkpoint was damaged')])
    expect(going(0)).toBeNull()
  })

  it('failed with a reason, told in a sentence and in its details', () => {
    const stop = stopOf({ reason: 'failed', error: { code: 'disk.full', details: { file: 'steps.bin' } } })
    expect([stop?.tone, stop?.details]).toEqual(['bad', 'disk.full\nfile: steps.bin'])
    expect(stopOf({ reason: 'failed', error: { code: 'unheard of', details: { line: 'x' } } })?.details).toBe('internal')
  })

  it('was trained whole but could not be judged', () => {
    expect(stopOf({ reason: 'completed', error: { code: 'memory.exceeded', details: {} } })).toMatchObject({ tone: 'bad', details: 'memory.exceeded' })
  })

  it('offers no second run while one lives or the plan is not ready', () => {
    ready.value = false
    runs.live = {}
    expect(stopOf({ reason: 'interrupted' }, 3, 'en', { resumesAt: { step: 5, epoch: 0 } })?.step).toBeNull()
    expect([stopOf({ reason: 'interrupted' })?.step, stopOf({ reason: 'diverged', step: 5 })?.step]).toEqual([null, null])
  })

  it('is told in Chinese without spaces between its sentences', () => {
    expect(stopOf({ reason: 'diverged', step: 5 }, 3, 'zh-CN')?.text).not.toContain('。 ')
    expect(stopOf({ reason: 'diverged', step: 5 })?.text).toMatch(/\. [A-Z]/)
  })
})
