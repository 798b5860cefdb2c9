/** Plans with the catalogue's defaults in them, and what forms call their parts. Without a catalogue they are as they are. */
import type { Text } from '#contract/language.ts'
import type { Plan } from '#contract/plan.ts'
import { filledPlan } from '#renderer/plan/filled-plan.ts'
import { useCatalogue } from '#renderer/stores/catalogue.ts'

export function useFilledPlan() {
  const catalogue = useCatalogue()

  function filled(plan: Plan): Plan {
    return catalogue.catalogue === null ? plan : filledPlan(plan, catalogue.catalogue)
  }

  /** “Adam”, “二元交叉熵”; null for what no form lists. */
  function nameOf(type: string): Text | null {
    const { losses = [], optimizers = [], schedules = [], layers = [], regularizers = [] } = catalogue.catalogue ?? {}
    return [...losses, ...optimizers, ...schedules, ...layers, ...regularizers].find((entry) => entry.type === type)?.label ?? null
  }

  return { filled, nameOf }
}
