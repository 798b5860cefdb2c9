/** What has changed in the plan since a run. A run's plan has everything resolved that the open plan leaves to the program. */
import type { Plan } from '#contract/plan.ts'

export const planParts = ['dataset', 'recipe', 'network', 'training'] as const
export type PlanPart = (typeof planParts)[number]

/** The parts in which `now` asks for something else than `ran` did; empty: the run is up to date. */
export function changedParts(now: Plan, ran: Plan): PlanPart[] {
  return planParts.filter((part) => !asksTheSame(now[part], ran[part]))
}

/** 'auto', and null in place of a word, leave the choice to the program, whatever it was then. */
export function asksTheSame(now: unknown, ran: unknown): boolean {
  if (now === 'auto' || now === undefined) return true
  // In place of a nested setting, a penalty say, null asks for none.
  if (now === null) return typeof ran !== 'object' || ran === null
  if (typeof now !== 'object') return now === ran
  if (typeof ran !== 'object' || ran === null) return false
  if (Array.isArray(now)) return Array.isArray(ran) && now.length === ran.length && now.every((item, at) => asksTheSame(item, ran[at]))
  const [nowFields, ranFields] = [new Map(Object.entries(now)), new Map(Object.entries(ran))]
  // A setting that only the run names stood at something else than its default then.
  if ([...ranFields.keys()].some((name) => !nowFields.has(name) && (ranFields.get(name) ?? null) !== null)) return false
  return [...nowFields].every(([name, value]) => asksTheSame(value, ranFields.get(name)))
}
