import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest'
import { type App, createApp, h, nextTick, reactive } from 'vue'
import { createI18n } from 'vue-i18n'
import type { RunSummary } from '#contract/run.ts'
import { messages } from '#renderer/locales/index.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { projectOf, runOf } from '#test/answers/answers.ts'
import RunList from './RunList.vue'

const runs = reactive<{ list: RunSummary[]; selectedId: string | null } & Record<'rename' | 'remove' | 'restore', Mock>>({ list: [], selectedId: null, rename: vi.fn(), remove: vi.fn(), restore: vi.fn() })
vi.mock('#renderer/stores/runs.ts', () => ({ useRuns: () => runs }))
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: { project: { open: () => Promise.resolve(projectOf()), savePlan: () => Promise.resolve({}) } } }) }))
// Their own things: what they do is seen in a browser.
vi.mock('@nuxt/ui/components/DropdownMenu.vue', () => ({ default: () => null }))
vi.mock('@nuxt/ui/components/Icon.vue', () => ({ default: () => null }))

let app: App | undefined
function listOf(...list: Partial<RunSummary>[]) {
  Object.assign(runs, { list: list.map((part, at) => runOf({ id: `run-${list.length - at}`, number: list.length - at, ...part })), selectedId: `run-${list.length}` })
  app = createApp({ render: () => h(RunList, { narrow: false }) })
  app.use(createI18n({ legacy: false, locale: 'en', messages })).mount(document.body.appendChild(document.createElement('div')))
  const buttons = () => [...document.querySelectorAll<HTMLButtonElement>('button.run')]
  return { buttons, said: () => buttons().map((button) => [button.querySelector('.number')?.textContent, ...(button.querySelector('.name') === null ? [] : [button.querySelector('.name')?.textContent]), button.querySelector('.figure')?.textContent]) }
}

beforeEach(() => setActivePinia(createPinia()))
afterEach(() => {
  app?.unmount()
  document.body.innerHTML = ''
})

describe('the last runs', () => {
  it('are five, each with its number or name and its one figure', () => {
    const { said } = listOf({ state: { kind: 'training' }, figure: null }, { name: 'small', figure: { kind: 'meanAbsoluteError', value: 2.345 } }, {}, { figure: null }, { figure: null, state: { kind: 'finished', reason: 'diverged' } }, {}, {})
    const { live, noFigure } = messages.en.app.runs
    expect(said()).toEqual([['7', live], ['6', 'small', expect.stringContaining('2.35')], ['5', expect.stringContaining('96')], ['4', noFigure], ['3', messages.en.app.fact.stopped]])
  })

  it('are none before the first', () => {
    listOf()
    expect(document.querySelector('section')).toBeNull()
  })

  it('show what is clicked, where results are shown without leaving them', async () => {
    const { buttons } = listOf({}, {}, {})
    const stage = useStage()
    stage.show('predict')
    buttons()[1]?.click()
    await nextTick()
    expect([runs.selectedId, stage.stage, buttons().map((button) => button.getAttribute('aria-current'))]).toEqual(['run-2', 'predict', [null, 'true', null]])
    stage.show('network')
    buttons()[2]?.click()
    expect([runs.selectedId, stage.stage]).toEqual(['run-1', 'train'])
  })

  it('lead to all of them', () => {
    listOf({}, {})
    document.querySelector<HTMLButtonElement>('button.all')?.click()
    expect([useStage().stage, useStage().trainView]).toEqual(['train', 'runs'])
  })
})

/** Keys as the person presses them. */
const press = (target: Element | null | undefined, key: string) => target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
const settled = () => new Promise((resolve) => setTimeout(resolve))

describe('a run in the rail', () => {
  beforeEach(async () => {
    runs.rename.mockReset().mockResolvedValue(true)
    runs.restore.mockReset().mockResolvedValue(true)
    runs.remove.mockReset().mockImplementation((id: string) => {
      runs.list = runs.list.filter((run) => run.id !== id)
      return Promise.resolve(true)
    })
    await useProject().open('p')
  })

  it('is renamed in its place with F2 and Enter, which undo takes back', async () => {
    const { buttons } = listOf({}, { name: 'old' })
    press(buttons()[1], 'F2')
    await nextTick()
    const field = document.querySelector<HTMLInputElement>('input')
    expect(field?.value).toBe('old')
    if (field !== null) field.value = '  new '
    field?.dispatchEvent(new Event('input'))
    press(field, 'Enter')
    await settled()
    expect([runs.rename.mock.calls, document.querySelector('input'), document.activeElement === buttons()[1]]).toEqual([[['run-1', 'new']], null, true])
    const project = useProject()
    expect(project.undoLabel).toEqual({ key: 'app.runs.undo.rename', params: { number: '1' } })
    project.undo()
    project.redo()
    await settled()
    expect(runs.rename.mock.calls.slice(1)).toEqual([['run-1', 'old'], ['run-1', 'new']])
  })

  it('keeps its name after Escape, and after a name that is the same', async () => {
    const { buttons } = listOf({ name: 'kept' })
    for (const key of ['Escape', 'Enter']) {
      buttons()[0]?.dispatchEvent(new MouseEvent('dblclick'))
      await nextTick()
      const field = document.querySelector<HTMLInputElement>('input')
      if (field !== null && key === 'Escape') {
        field.value = 'other'
        field.dispatchEvent(new Event('input'))
      }
      press(field, key)
      await settled()
    }
    expect([runs.rename.mock.calls, useProject().undoLabel]).toEqual([[], null])
  })

  it('is deleted with Delete, unless it lives, and undo brings it back', async () => {
    const { buttons } = listOf({ state: { kind: 'training' } }, {}, {})
    press(buttons()[0], 'Delete')
    press(buttons()[1], 'Delete')
    await settled()
    expect([runs.remove.mock.calls, document.activeElement === buttons()[1], useProject().undoLabel]).toEqual([[['run-2']], true, { key: 'app.runs.undo.delete', params: { number: '2' } }])
    useProject().undo()
    await settled()
    expect([runs.restore.mock.calls, useProject().lastStep?.kind]).toEqual([[['run-2']], 'undid'])
  })

  it('that could not be deleted leaves nothing to undo', async () => {
    const { buttons } = listOf({})
    runs.remove.mockResolvedValue(false)
    press(buttons()[0], 'Delete')
    await settled()
    expect(useProject().undoLabel).toBeNull()
  })
})
