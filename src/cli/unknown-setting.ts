/**
 * A name in a plan's file that no setting has. Left out silently, as a schema does, it would let a mistyped setting
 * train something else than was asked for.
 */
import type { Catalogue, CatalogueEntry } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'

export interface UnknownSetting {
  path: (string | number)[]
  /** The names there are in its place. */
  known: string[]
}

/** `plan` is what the schema read from `document`. */
export function unknownSetting(document: unknown, plan: Plan, catalogue: Catalogue): UnknownSetting | null {
  const { network, training } = plan
  return (
    leftOut(document, plan) ??
    network.layers.map((layer, index) => unknownIn(layer, catalogue.layers, ['id', 'enabled'], ['network', 'layers', index])).find((found) => found !== null) ??
    unknownIn(training.optimizer, catalogue.optimizers, [], ['training', 'optimizer']) ??
    unknownIn(training.schedule, catalogue.schedules, [], ['training', 'schedule']) ??
    (training.loss === 'auto' ? null : unknownIn(training.loss, catalogue.losses, [], ['training', 'loss']))
  )
}

/** What the schema did not take over. */
function leftOut(document: unknown, read: unknown, path: (string | number)[] = []): UnknownSetting | null {
  if (Array.isArray(document) && Array.isArray(read)) {
    return document.map((item, index) => leftOut(item, read[index], [...path, index])).find((found) => found !== null) ?? null
  }
  if (!isObject(document) || !isObject(read)) return null
  for (const [name, value] of Object.entries(document)) {
    if (!Object.hasOwn(read, name)) return { path: [...path, name], known: Object.keys(read) }
    const deeper = leftOut(value, read[name], [...path, name])
    if (deeper) return deeper
  }
  return null
}

/** Of `{ type, ...settings }`. A type that is not in the catalogue is for the studio to refuse. */
function unknownIn(typed: { type: string }, entries: CatalogueEntry[], besides: string[], path: (string | number)[]): UnknownSetting | null {
  const entry = entries.find(({ type }) => type === typed.type)
  if (!entry) return null
  const known = entry.settings.map(({ name }) => name)
  const name = Object.keys(typed).find((key) => !['type', ...besides, ...known].includes(key))
  return name === undefined ? null : { path: [...path, name], known }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
