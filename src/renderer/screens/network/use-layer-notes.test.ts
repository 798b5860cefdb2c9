import { expect, it, vi } from 'vitest'
import type { PlanProblem } from '#contract/network.ts'
import { useLayerNotes } from './use-layer-notes.ts'

const noteOf = (problem: Partial<PlanProblem>) => ({ severity: 'error', text: '', fixText: null, problem: { problem: 'setting.range', severity: 'error', place: 'layer', ...problem } })
const notes = { value: [noteOf({ layerId: 'layer-1', setting: 'units' }), noteOf({ layerId: 'layer-2' }), noteOf({ place: 'output', setting: 'activation' }), noteOf({ place: 'recipe', problem: 'inputs.tooMany' }), noteOf({ place: 'training', setting: 'epochs' })] }
vi.mock('#renderer/app/use-problems.ts', async (original) => ({ ...(await original<object>()), useProblems: () => ({ notes, fix: () => {} }) }))

it('puts each problem on the card it belongs to, and those of the preparation apart', () => {
  const { notesOf, fieldNotesOf, elsewhere } = useLayerNotes()
  expect([notesOf('layer-1'), notesOf('layer-2'), notesOf('output')]).toEqual([[notes.value[0]], [notes.value[1]], [notes.value[2]]])
  expect([fieldNotesOf('layer-1'), fieldNotesOf('layer-2'), fieldNotesOf('output')]).toEqual([{ units: notes.value[0] }, {}, { activation: notes.value[2] }])
  expect(elsewhere.value).toEqual([notes.value[3]])
})
