/** A program while it is being put together: values, weights and operations so far. Knows no layer. */
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { nestedOf, resolveTyped } from '#engine/catalogue/settings.ts'
import type { Values } from '#engine/catalogue/settings.ts'
import type { Codes, PlanFacts } from './facts.ts'
import { inputId } from './shapes.ts'
import type { Initializer, Operation, Parameter, ParameterId, Regularizer, ValueId } from './operations.ts'

export interface Draft {
  values: { shape: number[] }[]
  parameters: Parameter[]
  operations: Operation[]
  /** The value the next layer reads. */
  last: ValueId
  /** What each layer made, by its id, and `input`. */
  results: Map<string, ValueId>
  codes: Codes
}

export function newDraft({ inputs, codes = [] }: Pick<PlanFacts, 'inputs' | 'codes'>): Draft {
  return { values: [{ shape: [inputs] }], parameters: [], operations: [], last: 0, results: new Map([[inputId, 0]]), codes }
}

/** Adds an operation on the last value, whose result becomes the last. */
export function append(draft: Draft, shape: readonly number[], operation: (input: ValueId, output: ValueId) => Operation): void {
  const output = draft.values.push({ shape: [...shape] }) - 1
  draft.operations.push(operation(draft.last, output))
  draft.last = output
}

/** `regularizer` null: moving statistics, which are not trained. */
export function addParameter(draft: Draft, layerId: string, name: string, shape: number[], settings: Values, initializer: string, regularizer: string | null): ParameterId {
  const parameter: Parameter = {
    name: `${layerId}/${name}`,
    layerId,
    shape,
    initializer: initializerOf(settings, initializer),
    regularizer: regularizer === null ? null : regularizerOf(settings, regularizer),
    trainable: regularizer !== null,
  }
  return draft.parameters.push(parameter) - 1
}

/** Of the last value. */
export function lastShape({ values, last }: Draft): readonly number[] {
  return values[last]?.shape ?? []
}

export function countOf({ operations }: Draft, kind: Operation['kind']): number {
  return operations.filter((operation) => operation.kind === kind).length
}

/** Those settings that are numbers, and switches as 1 and 0. */
export function numbersOf(values: Values): Record<string, number> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (typeof value === 'number' || typeof value === 'boolean' ? [[name, Number(value)] as const] : [])))
}

function wordsOf(values: Values): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' && name !== 'type' ? [[name, value] as const] : [])))
}

function initializerOf(settings: Values, name: string): Initializer {
  const nested = nestedOf(settings, name) ?? { type: 'zeros' }
  const found = resolveTyped(catalogue.initializers, nested)
  if (found === null) throw new Error(`a plan with an unknown initializer ${nested.type}`)
  return { type: nested.type, settings: { ...numbersOf(found.resolved.values), ...wordsOf(found.resolved.values) } }
}

function regularizerOf(settings: Values, name: string): Regularizer | null {
  const nested = nestedOf(settings, name)
  const l1 = nested?.['l1'] ?? 0
  const l2 = nested?.['l2'] ?? 0
  return typeof l1 !== 'number' || typeof l2 !== 'number' || (l1 === 0 && l2 === 0) ? null : { l1, l2 }
}
