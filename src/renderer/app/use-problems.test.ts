import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp } from 'vue'
import { createI18n } from 'vue-i18n'
import type { PlanProblem } from '#contract/network.ts'
import { messages } from '#renderer/locales/index.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { planOf, projectOf } from '#test/answers/answers.ts'
import { notesByField, useProblems } from './use-problems.ts'

const studio = vi.hoisted(() => ({ project: { open: vi.fn(), savePlan: vi.fn() } }))
const preview: { check: { problems: PlanProblem[] } | null } = { check: null }
const words = (en: string) => ({ en, 'zh-CN': en })
const catalogue = { layers: [{ type: 'dense', label: words('Dense') }], optimizers: [{ type: 'adam', label: words('Adam') }] }
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: studio }) }))
vi.mock('#renderer/stores/preview.ts', () => ({ usePreview: () => preview }))
vi.mock('#renderer/stores/catalogue.ts', () => ({ useCatalogue: () => ({ catalogue }) }))

let app: App | undefined
/** The problems of a plan as a screen sees them. */
function problemsOf(...problems: PlanProblem[]) {
  preview.check = { problems }
  let seen: ReturnType<typeof useProblems> | undefined
  app = createApp({ setup: () => ((seen = useProblems()), () => null) })
  app.use(createI18n({ legacy: false, locale: 'en', messages })).mount(document.createElement('div'))
  if (seen === undefined) throw new Error('no setup')
  return seen
}
const problem = (part: Partial<PlanProblem>): PlanProblem => ({ problem: 'setting.range', severity: 'error', place: 'layer', layerId: 'layer-1', setting: 'units', value: '0', expected: '1 to 4,096', ...part })
const set = (setting: string, value: number | string | boolean | null | { type: string }): Partial<PlanProblem> => ({ fix: { kind: 'set', setting, value } })

beforeEach(async () => {
  setActivePinia(createPinia())
  studio.project.savePlan.mockResolvedValue({})
  studio.project.open.mockResolvedValue(projectOf({ plan: planOf({ network: { layers: [{ id: 'layer-1', type: 'dense', units: 0 }] } }) }))
  useSettings().languageChoice = 'en'
  await useProject().open('p')
})
afterEach(() => app?.unmount())

describe('what the check says', () => {
  it('is told with what stops a run first', () => {
    const { notes } = problemsOf(problem({ severity: 'warning' }), problem({}), problem({ severity: 'warning', setting: 'rate' }))
    expect(notes.value.map(({ severity, problem: { setting } }) => [severity, setting])).toEqual([['error', 'units'], ['warning', 'units'], ['warning', 'rate']])
  })

  it('names the fix by its setting and value, as the catalogue calls them', () => {
    const fixes = [set('units', 64), set('optimizer', { type: 'adam' }), set('kernelRegularizer', null), set('useBias', true), set('activation', 'auto'), { fix: { kind: 'removeLayer' } } as const, {}]
    expect(problemsOf(...fixes.map(problem)).notes.value.map(({ fixText }) => fixText)).toEqual(['Set units to 64', 'Set optimizer to Adam', 'Set penalty on weights to none', 'Set bias to on', 'Set activation to automatic', 'Remove this layer', null])
  })

  it('names a fix of several settings, of another layer, and of a layer that is missing', () => {
    const fixes: Partial<PlanProblem>[] = [
      { fix: { kind: 'setAll', settings: { height: 8, width: 8, channels: 1 } } },
      set('from', 'layer-1'),
      set('from', 'input'),
      { fix: { kind: 'insertLayer', at: 1, type: 'dense', settings: {} } },
      { fix: { kind: 'insertLayer', at: 0, type: 'dense', settings: {} } },
    ]
    expect(problemsOf(...fixes.map(problem)).notes.value.map(({ fixText }) => fixText)).toEqual(['Set height to 8, width to 8, channels to 1', 'Set earlier layer to Layer 1, Dense', 'Set earlier layer to Input', 'Add Dense before it', 'Add Dense at the start'])
  })

  it('is mended as one edit that says what was wrong', () => {
    const project = useProject()
    const { notes, fix } = problemsOf(problem(set('units', 64)))
    const [note] = notes.value
    if (note !== undefined) fix(note)
    expect([project.plan.network.layers[0]?.['units'], project.undoLabel]).toEqual([64, { key: 'network.undo.fix', params: { what: words('Dense') } }])
  })
})

it('gives each field its first note, under the name it has within its part', () => {
  const { notes } = problemsOf(problem({ place: 'training', setting: 'optimizer.learningRate', value: 'first' }), problem({ place: 'training', setting: 'optimizer.learningRate', value: 'second' }), problem({ place: 'training', setting: 'epochs' }), { problem: 'setting.range', severity: 'error', place: 'recipe' })
  expect(Object.entries(notesByField(notes.value)).map(([name, note]) => [name, note.problem.value]).sort()).toEqual([['epochs', '0'], ['learningRate', 'first']])
})
