/**
 * The past and future of a plan: what each change was called, and the plans around it; and of what else can be undone, a
 * deleted run say. No reactivity.
 */
import type { Text } from '#contract/language.ts'
import type { Plan } from '#contract/plan.ts'

/** A key of the locale files with its parameters (a name from the catalogue in both languages, so that it follows a switch), or words as they are. */
export type EditLabel = string | { key: string; params?: Record<string, string | number | Text> }

/** A change of something beside the plan, both ways. */
export interface Deed {
  undo(): Promise<void>
  redo(): Promise<void>
}

interface Step {
  label: EditLabel
  before: Plan
  after: Plan
  at: number
  /** The plan is then the same before and after. */
  deed?: Deed
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
  const goesOn = last !== undefined && last.deed === undefined && last.after === before && at - last.at < sameEdit && JSON.stringify(last.label) === JSON.stringify(label)
  const step = { label, before: goesOn ? last.before : before, after, at }
  return { done: [...(goesOn ? history.done.slice(0, -1) : history.done), step].slice(-mostSteps), undone: [] }
}

/** `plan`: as it is meanwhile. */
export function withDeed(history: PlanHistory, label: EditLabel, plan: Plan, deed: Deed, at: number): PlanHistory {
  return { done: [...history.done, { label, before: plan, after: plan, at, deed }].slice(-mostSteps), undone: [] }
}

/** A change that is no step of its own goes with the last one that changed the plan, and with every deed since. */
export function withAmendment(history: PlanHistory, before: Plan, after: Plan): PlanHistory {
  const first = history.done.findLastIndex(({ deed }) => deed === undefined)
  if ((history.done[first] ?? history.done.at(-1))?.after !== before) return history
  return { ...history, done: history.done.map((step, at) => (at < first ? step : step.deed === undefined ? { ...step, after } : { ...step, before: after, after })) }
}

export function withUndo(history: PlanHistory): { history: PlanHistory; step: Step } | null {
  const step = history.done.at(-1)
  return step === undefined ? null : { step, history: { done: history.done.slice(0, -1), undone: [...history.undone, step] } }
}

export function withRedo(history: PlanHistory): { history: PlanHistory; step: Step } | null {
  const step = history.undone.at(-1)
  return step === undefined ? null : { step, history: { done: [...history.done, step], undone: history.undone.slice(0, -1) } }
}
