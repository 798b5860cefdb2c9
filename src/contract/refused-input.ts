/** What a schema says of an input it refuses, as an expected failure: where, what is there, what was expected. */
import { StudioError } from './errors.ts'
import type { ErrorDetails } from './errors.ts'
import { planVersion } from './plan.ts'

/** Of zod's issues, what is read of one. */
export interface Issue {
  path?: readonly unknown[]
  expected?: unknown
  minimum?: unknown
  maximum?: unknown
  values?: unknown
  /** Of each branch of a union. */
  errors?: unknown
}

/** Of a request; a part of its `plan` is said as a part of the plan. */
export function refusedInput(issue: Issue, input: unknown): StudioError {
  const [first, ...rest] = issue.path ?? []
  if (first === 'plan') return refusedPlan({ ...issue, path: rest }, at(input, ['plan']))
  return new StudioError('request.invalid', { ...detailsOf(issue, input), setting: nameOf(issue.path ?? []) })
}

/** Of a whole plan. A newer one is said to be newer, whatever else is wrong with it. */
export function refusedPlan(issue: Issue, plan: unknown): StudioError {
  const version = at(plan, ['version'])
  if (typeof version === 'number' && version > planVersion) {
    return new StudioError('plan.newer', { value: String(version), expected: String(planVersion) })
  }
  return new StudioError('plan.invalid', { ...detailsOf(issue, plan), ...placeInPlan(issue.path ?? [], plan) })
}

function detailsOf(issue: Issue, input: unknown): ErrorDetails {
  const value = at(input, issue.path ?? [])
  const expected = expectedBy(issue)
  return {
    ...(expected === null ? {} : { expected }),
    ...(value === undefined || (typeof value === 'object' && value !== null) ? {} : { value: String(value) }),
  }
}

/** `network.layers.2.units` is layer 3, setting `units`; elsewhere the path. */
export function placeInPlan(steps: readonly unknown[], plan: unknown): ErrorDetails {
  if (steps[0] === 'network' && steps[1] === 'layers' && typeof steps[2] === 'number') {
    const layerId = at(plan, [...steps.slice(0, 3), 'id'])
    return { layer: steps[2] + 1, setting: nameOf(steps.slice(3)), ...(typeof layerId === 'string' ? { layerId } : {}) }
  }
  return { setting: nameOf(steps) }
}

function nameOf(steps: readonly unknown[]): string {
  return steps.map(String).join('.')
}

/** In signs rather than words, so that it reads the same in every language. */
function expectedBy(issue: Issue): string | null {
  if (issue.expected === 'object' || issue.expected === 'record') return '{ … }'
  if (issue.expected === 'array') return '[ … ]'
  if (typeof issue.expected === 'string') return issue.expected
  if (issue.minimum !== undefined) return `>= ${String(issue.minimum)}`
  if (issue.maximum !== undefined) return `<= ${String(issue.maximum)}`
  if (Array.isArray(issue.values)) return issue.values.map(String).join(', ')
  if (!Array.isArray(issue.errors)) return null
  const branches = issue.errors.flatMap((branch: unknown) => (Array.isArray(branch) && isIssue(branch[0]) ? [expectedBy(branch[0])] : []))
  return branches.length > 0 && branches.every((branch) => branch !== null) ? [...new Set(branches)].join(', ') : null
}

export function isIssue(value: unknown): value is Issue {
  return typeof value === 'object' && value !== null
}

function at(value: unknown, steps: readonly unknown[]): unknown {
  let current = value
  for (const step of steps) {
    if (typeof current !== 'object' || current === null) return undefined
    current = Reflect.get(current, String(step))
  }
  return current
}
