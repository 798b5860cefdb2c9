import { describe, expect, it } from 'vitest'
import { planOf } from '#test/answers/answers.ts'
import { type Deed, type EditLabel, emptyHistory, withAmendment, withDeed, withEdit, withRedo, withUndo } from './plan-history.ts'

const plans = Array.from({ length: 300 }, (_, epochs) => planOf({ training: { epochs: epochs + 1 } }))
const planAt = (at: number) => plans[at] ?? planOf()

/** Edits from plan to plan, each under a label and at a time. */
function edited(...edits: { label: EditLabel; at: number }[]) {
  return edits.reduce((history, { label, at }, index) => withEdit(history, label, planAt(index), planAt(index + 1), at), emptyHistory)
}
const units = (layer: string): EditLabel => ({ key: 'network.undo.units', params: { layer } })

describe('the history of a plan', () => {
  it('goes back and forth through the very plans that were there', () => {
    const undone = withUndo(edited({ label: 'a', at: 0 }, { label: 'b', at: 1 }))
    expect([undone?.step.label, undone?.step.before === planAt(1)]).toEqual(['b', true])
    const first = withRedo(withUndo(undone?.history ?? emptyHistory)?.history ?? emptyHistory)
    const second = withRedo(first?.history ?? emptyHistory)
    expect([first?.step.label, second?.step.label, second?.step.after === planAt(2), second?.history.done.length]).toEqual(['a', 'b', true, 2])
    expect([withUndo(emptyHistory), withRedo(edited({ label: 'a', at: 0 }))]).toEqual([null, null])
  })

  it('makes one step of keystrokes in one field, however long they go on', () => {
    const { done } = edited({ label: 'a', at: 0 }, { label: units('1'), at: 10 }, { label: units('1'), at: 900 }, { label: units('1'), at: 1800 })
    expect(done.map(({ before, after }) => [before.training.epochs, after.training.epochs])).toEqual([[1, 2], [2, 5]])
  })

  it('makes two where a moment lies between, or another field', () => {
    expect(edited({ label: units('1'), at: 0 }, { label: units('1'), at: 1000 }).done.length).toBe(2)
    expect(edited({ label: units('1'), at: 0 }, { label: units('2'), at: 10 }).done.length).toBe(2)
  })

  it('makes two where the plan became another in between', () => {
    const first = edited({ label: 'a', at: 0 })
    expect(withEdit(first, 'a', planAt(5), planAt(6), 10).done.length).toBe(2)
  })

  it('forgets what was undone at the next edit', () => {
    const undone = withUndo(edited({ label: 'a', at: 0 }))?.history ?? emptyHistory
    expect(withRedo(withEdit(undone, 'b', planAt(0), planAt(9), 5000))).toBeNull()
  })

  it('keeps the last two hundred steps', () => {
    const { done } = edited(...plans.slice(0, 250).map((_, at) => ({ label: String(at), at })))
    expect([done.length, done[0]?.label, done.at(-1)?.label]).toEqual([200, '50', '249'])
  })
})

describe('what else can be undone', () => {
  const deed: Deed = { undo: () => Promise.resolve(), redo: () => Promise.resolve() }

  it('stands among the edits, and an edit with its name is a step of its own', () => {
    const history = withEdit(withDeed(edited({ label: 'a', at: 0 }), 'b', planAt(1), deed, 1), 'b', planAt(1), planAt(2), 2)
    expect(history.done.map(({ label, deed: own }) => [label, own === deed])).toEqual([['a', false], ['b', true], ['b', false]])
  })

  it('does not come between an edit and what goes with it', () => {
    const amended = withAmendment(withDeed(edited({ label: 'a', at: 0 }), 'b', planAt(1), deed, 1), planAt(1), planAt(7))
    expect(amended.done.map(({ before, after }) => [before.training.epochs, after.training.epochs])).toEqual([[1, 8], [8, 8]])
    expect(withAmendment(amended, planAt(3), planAt(4))).toBe(amended)
  })
})
