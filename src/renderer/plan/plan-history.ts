/** The past and future of a plan: what each change was called, and the plans around it. Plain data, no reactivity. */
import type { Text } from '#contract/language.ts'
import type { Plan } from '#contract/plan.ts'

/** A key of the locale files with its parameters (a name from the catalogue in both languages, so that it follows a switch), or words as they are. */
export type EditLabel = string | { key: string; params?: Record<string, string | number | Text> }

interface Step {
  label: EditLabel
  before: Plan
  after: Plan
  at: number
}

export interface PlanHistory {
  done: readonly Step[]
  undone: readonly Step[]
}

export const emptyHistory: PlanHistory = { done: [], undone: [] }

const mostSteps = 200
/** Keystrokes in one field are one step for the person. Milliseconds. */
const sameEdit = 1000

/** `at`: milliseconds of any clock that only goes forward. */
export function withEdit(history: PlanHistory, label: EditLabel, before: Plan, after: Plan, at: number): PlanHistory {
  const last = history.done.at(-1)
  const goesOn = last !== undefined && last.after === before && at - last.at < sameEdit && JSON.stringify(last.label) === JSON.stringify(label)
  const step = { label, before: goesOn ? last.before : before, after, at }
  return { done: [...(goesOn ? history.done.slice(0, -1) : history.done), step].slice(-mostSteps), undone: [] }
}

export function withUndo(history: PlanHistory): { history: PlanHistory; step: Step } | null {
  const step = history.done.at(-1)
  return step === undefined ? null : { step, history: { done: history.done.slice(0, -1), undone: [...history.undone, step] } }
}

export function withRedo(history: PlanHistory): { history: PlanHistory; step: Step } | null {
  const step = history.undone.at(-1)
  return step === undefined ? null : { step, history: { done: [...history.done, step], undone: history.undone.slice(0, -1) } }
}
