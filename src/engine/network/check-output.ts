/** Whether output activation and task go together. */
import type { Plan } from '#contract/plan.ts'
import type { ActivationName } from '#engine/catalogue/activations.ts'
import { outputSettings } from '#engine/catalogue/layers.ts'
import { resolveSettings } from '#engine/catalogue/settings.ts'
import type { PlanFacts } from './facts.ts'
import { automaticActivation, lossName, outputActivation } from './output.ts'
import type { KnownProblem } from './setting-problems.ts'
import { placed } from './setting-problems.ts'

export function checkOutput(plan: Plan, { task }: PlanFacts): KnownProblem[] {
  const { kernelInitializer, activation: asked } = plan.network.output
  const problems = resolveSettings(outputSettings, { kernelInitializer }).problems.map((problem) => placed(problem, { place: 'output', layerId: 'output' }))
  const activation = outputActivation(plan, task)
  const wrong = activation === null ? ({ problem: 'output.unknownActivation', severity: 'error' } as const) : mismatch(activation, task, lossName(plan, task) === 'poisson')
  if (wrong === null) return problems
  return [...problems, { ...wrong, place: 'output', layerId: 'output', setting: 'activation', value: asked, fix: { kind: 'set', setting: 'activation', value: automaticActivation(plan, task) } }]
}

function mismatch(activation: ActivationName, task: PlanFacts['task'], ofCounts: boolean): Pick<KnownProblem, 'problem' | 'severity'> | null {
  switch (task) {
    case 'binary':
      if (activation === 'softmax') return { problem: 'output.oneShare', severity: 'error' }
      return activation === 'sigmoid' ? null : { problem: 'output.needsSigmoid', severity: 'error' }
    case 'multiclass':
      return activation === 'softmax' ? null : { problem: 'output.needsSoftmax', severity: 'error' }
    case 'regression':
      if (activation === 'softmax') return { problem: 'output.constant', severity: 'error' }
      // Of its logarithm the loss is made.
      if (ofCounts) return activation === 'softplus' ? null : { problem: 'output.needsPositive', severity: 'error' }
      return unbounded.has(activation) ? null : { problem: 'output.bounded', severity: 'warning' }
    default:
      return task satisfies never
  }
}

/** Reach every number. */
const unbounded: ReadonlySet<ActivationName> = new Set<ActivationName>(['linear', 'leakyRelu'])
