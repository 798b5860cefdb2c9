/** The network of a plan, the catalogue its forms are made from, and what a check says about it. */
import { z } from 'zod'
import type { Text } from './language.ts'

/** A setting's value in a plan: a number, word, switch, or a nested `{ type, ...settings }` (initializer, regularizer). */
export type SettingValue = number | string | boolean | null | { [setting: string]: SettingValue }
export const SettingValue: z.ZodType<SettingValue> = z.lazy(() =>
  z.union([z.number(), z.string(), z.boolean(), z.null(), z.record(z.string(), SettingValue)]),
)

/** `{ id, type, ...settings }` with Keras's names. Settings that are absent have the catalogue's default. */
export const Layer = z
  .object({ id: z.string().min(1).max(64), type: z.string().min(1).max(64), enabled: z.boolean().optional() })
  .catchall(SettingValue)
export type Layer = z.infer<typeof Layer>

export const Network = z.object({
  /** From the input to the last hidden layer; the output layer is `output`. */
  layers: z.array(Layer).max(200).default([]),
  output: z
    .object({
      /** 'auto': sigmoid for two classes, softmax for more, linear for numbers. */
      activation: z.string().default('auto'),
      kernelInitializer: SettingValue.optional(),
    })
    .prefault({}),
})
export type Network = z.infer<typeof Network>

/** One setting in a catalogue entry: enough to make its form field, check its value and print its help. */
export interface SettingEntry {
  name: string
  label: Text
  help: Text
  /**
   * 'typed' is a nested `{ type, ... }` chosen from `choices`, whose own settings are in the catalogue list `of`. 'layer' is the id of an
   * earlier layer, or 'input'.
   */
  kind: 'integer' | 'number' | 'switch' | 'choice' | 'typed' | 'layer'
  default: SettingValue
  minimum?: number
  maximum?: number
  /** True where the bound itself is not allowed. */
  minimumExcluded?: boolean
  maximumExcluded?: boolean
  /** Arrow keys: added, or multiplied where `stepFactor` is given (learning rate: 3). */
  step?: number
  stepFactor?: number
  choices?: { value: string; label: Text }[]
  of?: 'initializers' | 'regularizers'
  /** Shown on the card or first in the form; others stand under "More settings". */
  common: boolean
  unit?: Text
}

export interface CatalogueEntry {
  type: string
  label: Text
  help: Text
  /** The one formula or rule behind it, plain text. */
  formula?: string
  /** Tasks it fits; absent: all. */
  tasks?: ('binary' | 'multiclass' | 'regression')[]
  settings: SettingEntry[]
}

/** Everything that forms, validation and the command line are made from. */
export interface Catalogue {
  layers: CatalogueEntry[]
  activations: CatalogueEntry[]
  initializers: CatalogueEntry[]
  regularizers: CatalogueEntry[]
  losses: CatalogueEntry[]
  optimizers: CatalogueEntry[]
  schedules: CatalogueEntry[]
  metrics: CatalogueEntry[]
  engines: CatalogueEntry[]
  /** Settings of the training form that belong to no entry above: batchSize, epochs, seed, early stopping ... */
  training: SettingEntry[]
  templates: { type: string; label: Text; help: Text }[]
}

export const LayerCheck = z.object({
  id: z.string(),
  /** Output shape without the batch axis. */
  shape: z.array(z.number()),
  parameters: z.number(),
  /** Multiplications with addition for one row, forward. */
  multiplyAdds: z.number(),
})
export type LayerCheck = z.infer<typeof LayerCheck>

/** A problem with its place and, where one exists, the one-click fix: what to set, or the layer to drop or to put in. */
export const PlanProblem = z.object({
  /** Key of `problemTexts` in wording/problems.ts. */
  problem: z.string(),
  severity: z.enum(['error', 'warning']),
  place: z.enum(['layer', 'output', 'training', 'recipe']),
  layerId: z.string().optional(),
  /** Position from 1. */
  layer: z.number().optional(),
  setting: z.string().optional(),
  value: z.string().optional(),
  expected: z.string().optional(),
  fix: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('set'), setting: z.string(), value: SettingValue }),
      /** Several settings of the layer at once. */
      z.object({ kind: z.literal('setAll'), settings: z.record(z.string(), SettingValue) }),
      z.object({ kind: z.literal('removeLayer') }),
      /** `at`: its place in the list, from 0. */
      z.object({ kind: z.literal('insertLayer'), at: z.number(), type: z.string(), settings: z.record(z.string(), SettingValue) }),
    ])
    .optional(),
})
export type PlanProblem = z.infer<typeof PlanProblem>

export const PlanCheck = z.object({
  input: z.object({ shape: z.array(z.number()) }),
  layers: z.array(LayerCheck),
  output: LayerCheck.extend({ units: z.number(), activation: z.string(), loss: z.string() }),
  parameters: z.number(),
  multiplyAdds: z.number(),
  problems: z.array(PlanProblem),
  /** Seconds for all epochs on this computer, from a measured rate; null before anything was measured. */
  estimatedSeconds: z.number().nullable(),
  engine: z.object({ name: z.string(), reason: z.string() }),
})
export type PlanCheck = z.infer<typeof PlanCheck>
