/** A plan with the catalogue's default in place of every setting that it does not name: so that two plans can be compared. */
import type { Catalogue, CatalogueEntry } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'

export function filledPlan(plan: Plan, { layers, losses, optimizers, schedules }: Pick<Catalogue, 'layers' | 'losses' | 'optimizers' | 'schedules'>): Plan {
  const { network, training } = plan
  return {
    ...plan,
    network: { ...network, layers: network.layers.map((layer) => filled(layer, layers)) },
    training: {
      ...training,
      loss: training.loss === 'auto' ? 'auto' : filled(training.loss, losses),
      optimizer: filled(training.optimizer, optimizers),
      schedule: filled(training.schedule, schedules),
    },
  }
}

function filled<T extends { type: string }>(typed: T, entries: readonly CatalogueEntry[]): T {
  const settings = entries.find(({ type }) => type === typed.type)?.settings ?? []
  return { ...Object.fromEntries(settings.map((setting) => [setting.name, setting.default])), ...typed }
}
