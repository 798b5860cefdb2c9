/** Output activations and losses that a check lets through for a task, with all settings that matter. */
import type { Task } from '#contract/recipe.ts'
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { activations } from '#engine/catalogue/activations.ts'
import type { ReferenceLoss } from './reference-losses.ts'

export interface Ending {
  task: Task
  output: { units: number; activation: ActivationName }
  loss: ReferenceLoss
}

const numberLosses: ReferenceLoss[] = [{ type: 'meanSquaredError' }, { type: 'meanAbsoluteError' }, { type: 'huber', delta: 0.7 }, { type: 'logCosh' }]
const classLosses: ReferenceLoss[] = [...numberLosses, { type: 'poisson' }, { type: 'hinge' }, { type: 'squaredHinge' }]
const binaryLosses: ReferenceLoss[] = [
  ...classLosses,
  ...[0, 0.2].map((labelSmoothing) => ({ type: 'binaryCrossentropy' as const, labelSmoothing })),
  { type: 'binaryFocalCrossentropy' },
  { type: 'binaryFocalCrossentropy', gamma: 1.5, alpha: 0.4, applyClassBalancing: true, labelSmoothing: 0.2 },
]
const multiclassLosses: ReferenceLoss[] = [
  ...classLosses,
  ...[0, 0.2].map((labelSmoothing) => ({ type: 'categoricalCrossentropy' as const, labelSmoothing })),
  { type: 'categoricalFocalCrossentropy' },
  { type: 'categoricalFocalCrossentropy', gamma: 0.5, alpha: 1, labelSmoothing: 0.2 },
  { type: 'klDivergence' },
]

export const endings: readonly Ending[] = [
  ...binaryLosses.map((loss): Ending => ({ task: 'binary', output: { units: 1, activation: 'sigmoid' }, loss })),
  ...multiclassLosses.map((loss): Ending => ({ task: 'multiclass', output: { units: 3, activation: 'softmax' }, loss })),
  ...numberLosses.flatMap((loss) => activations.filter(({ type }) => type !== 'softmax').map(({ type }): Ending => ({ task: 'regression', output: { units: 1, activation: type }, loss }))),
]
