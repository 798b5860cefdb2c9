/** A problem of the plan's check, in words and with the words of its fix: what a card shows. */
import type { PlanProblem } from '#contract/network.ts'

export interface LayerNote {
  severity: PlanProblem['severity']
  text: string
  /** Words of the button; null where there is no fix. */
  fixText: string | null
  problem: PlanProblem
}
