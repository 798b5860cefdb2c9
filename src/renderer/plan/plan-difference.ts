/** What has changed in the plan since a run. Both are plans as a person asked for them. */
import type { Plan } from '#contract/plan.ts'

export const planParts = ['dataset', 'recipe', 'network', 'training'] as const
export type PlanPart = (typeof planParts)[number]

/** The parts in which `now` asks for something else than `ran` did; empty: the run is up to date. */
export function changedParts(now: Plan, ran: Plan): PlanPart[] {
  return planParts.filter((part) => !asksTheSame(now[part], ran[part]))
}

/** What is left to the program ('auto', null, or nothing said) is the same only where it was left to it then. */
export function asksTheSame(now: unknown, ran: unknown): boolean {
  if (isOpen(now) || isOpen(ran)) return isOpen(now) && isOpen(ran)
  if (typeof now !== 'object' || now === null || typeof ran !== 'object' || ran === null) return now === ran
  if (Array.isArray(now)) return Array.isArray(ran) && now.length === ran.length && now.every((item, at) => asksTheSame(item, ran[at]))
  const [nowFields, ranFields] = [new Map(Object.entries(now)), new Map(Object.entries(ran))]
  return [...new Set([...nowFields.keys(), ...ranFields.keys()])].every((name) => asksTheSame(nowFields.get(name), ranFields.get(name)))
}

function isOpen(value: unknown): boolean {
  return value === undefined || value === null || value === 'auto'
}
