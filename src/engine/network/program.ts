/** From a plan's list of layers to the program that engines run, layer by layer. Knows no engine. */
import type { Layer } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { catalogue } from '#engine/catalogue/catalogue.ts'
import { layers as layerEntries, outputSettings } from '#engine/catalogue/layers.ts'
import { resolveSettings, resolveTyped } from '#engine/catalogue/settings.ts'
import { newDraft, numbersOf } from './draft.ts'
import type { Draft } from './draft.ts'
import type { PlanFacts } from './facts.ts'
import { outputsOf } from './facts.ts'
import { lowerActivation, lowerDense, lowerers } from './lower-layers.ts'
import { isFused, lossName, outputActivation } from './output.ts'
import type { Program, ProgramLoss } from './operations.ts'

export type { Program } from './operations.ts'

export const outputLayerId = 'output'

/** The program of a plan that `checkPlan` finds no error in. Throws a plain Error for any other. */
export function buildProgram(plan: Plan, facts: PlanFacts): Program {
  const draft = newDraft(facts)
  for (const layer of plan.network.layers) lowerLayer(draft, layer)
  const activation = outputActivation(plan, facts.task)
  const loss = lossName(plan, facts.task)
  if (activation === null || loss === null) throw new Error('a plan with an unknown output activation or loss')
  const { values } = resolveSettings(outputSettings, { kernelInitializer: plan.network.output.kernelInitializer })
  lowerDense(draft, outputLayerId, { ...values, units: outputsOf(facts), useBias: true, biasInitializer: { type: 'zeros' }, kernelRegularizer: null, biasRegularizer: null })
  const logits = draft.last
  lowerActivation(draft, outputLayerId, activation)
  const fused = isFused(activation, loss)
  return {
    inputs: facts.inputs,
    outputs: outputsOf(facts),
    values: draft.values,
    parameters: draft.parameters,
    operations: draft.operations,
    output: draft.last,
    loss: { name: loss, settings: lossSettings(plan, loss), from: fused ? 'logits' : 'outputs', value: fused ? logits : draft.last } satisfies ProgramLoss,
  }
}

/** A layer that is switched off passes on what came to it, under its own id too. */
function lowerLayer(draft: Draft, layer: Layer): void {
  if (layer.enabled !== false) {
    const entry = layerEntries.find(({ type }) => type === layer.type)
    if (entry === undefined) throw new Error(`a plan with an unknown layer ${layer.type}`)
    const { values } = resolveSettings(entry.settings, layer, ['id', 'type', 'enabled'])
    lowerers[entry.type](draft, layer.id, values)
  }
  draft.results.set(layer.id, draft.last)
}

function lossSettings({ training }: Plan, name: string): Readonly<Record<string, number>> {
  const found = resolveTyped(catalogue.losses, training.loss === 'auto' ? { type: name } : training.loss)
  return found === null ? {} : numbersOf(found.resolved.values)
}
