/** Output layer and loss that follow the task, and which of them go together. */
import type { Plan } from '#contract/plan.ts'
import type { Task } from '#contract/recipe.ts'
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { activations } from '#engine/catalogue/activations.ts'
import type { LossName } from '#engine/catalogue/losses.ts'
import { losses } from '#engine/catalogue/losses.ts'

export const usualActivation = { binary: 'sigmoid', multiclass: 'softmax', regression: 'linear' } as const satisfies Record<Task, ActivationName>
export const usualLoss = { binary: 'binaryCrossentropy', multiclass: 'categoricalCrossentropy', regression: 'meanSquaredError' } as const satisfies Record<Task, LossName>

/** The output activation; null where the plan names one that does not exist. */
export function outputActivation(plan: Plan, task: Task): ActivationName | null {
  const { activation } = plan.network.output
  return activation === 'auto' ? automaticActivation(plan, task) : activationNamed(activation)
}

/** What 'auto' stands for: it follows the task, and averages of counts are above 0. */
export function automaticActivation(plan: Plan, task: Task): ActivationName {
  return task === 'regression' && lossName(plan, task) === 'poisson' ? 'softplus' : usualActivation[task]
}

/** The loss; null where the plan names one that does not exist. */
export function lossName({ training }: Plan, task: Task): LossName | null {
  const { loss } = training
  return loss === 'auto' ? usualLoss[task] : (losses.find(({ type }) => type === loss.type)?.type ?? null)
}

export function activationNamed(name: string): ActivationName | null {
  return activations.find(({ type }) => type === name)?.type ?? null
}

/** Whether activation and loss are computed as one stable function of the logits. */
export function isFused(activation: ActivationName, loss: LossName): boolean {
  switch (loss) {
    case 'binaryCrossentropy':
    case 'binaryFocalCrossentropy':
      return activation === 'sigmoid'
    case 'categoricalCrossentropy':
    case 'categoricalFocalCrossentropy':
      return activation === 'softmax'
    default:
      return false
  }
}
