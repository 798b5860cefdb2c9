/** Looks a whole plan over: shapes, cost, and what is wrong, with a fix where there is one. Computes nothing. */
import type { PlanCheck, PlanProblem } from '#contract/network.ts'
import type { Plan } from '#contract/plan.ts'
import { chooseEngine } from './choose-engine.ts'
import { checkInitializers } from './check-initializers.ts'
import { checkLayers } from './check-layers.ts'
import { checkMemory } from './check-memory.ts'
import { checkOutput } from './check-output.ts'
import { checkTraining } from './check-training.ts'
import type { PlanFacts } from './facts.ts'
import { outputsOf } from './facts.ts'
import { lossName, outputActivation, usualActivation, usualLoss } from './output.ts'
import { sizeOf } from './operations.ts'
import { outputLayerId } from './program.ts'
import { denseCheck, shapesOf } from './shapes.ts'

/** Problems of severity 'error' must be gone before `buildProgram`. Errors stand first, otherwise in the order of the network. */
export function checkPlan(plan: Plan, facts: PlanFacts): Omit<PlanCheck, 'estimatedSeconds'> {
  const layers = shapesOf(plan.network.layers, facts)
  const units = outputsOf(facts)
  const output = {
    ...denseCheck(outputLayerId, sizeOf(layers.at(-1)?.shape ?? [facts.inputs]), units),
    units,
    activation: outputActivation(plan, facts.task) ?? usualActivation[facts.task],
    loss: lossName(plan, facts.task) ?? usualLoss[facts.task],
  }
  const parameters = sum([...layers, output].map((layer) => layer.parameters))
  const multiplyAdds = sum([...layers, output].map((layer) => layer.multiplyAdds))
  const problems: PlanProblem[] = [
    ...(facts.inputs === 0 ? [{ problem: 'recipe.noInputs', severity: 'error', place: 'recipe' } as const] : []),
    ...checkLayers(plan, facts),
    ...checkInitializers(plan),
    ...checkOutput(plan, facts),
    ...checkTraining(plan, facts),
    ...checkMemory(plan, facts),
  ]
  return {
    input: { shape: [facts.inputs] },
    layers,
    output,
    parameters,
    multiplyAdds,
    problems: [...problems.filter(({ severity }) => severity === 'error'), ...problems.filter(({ severity }) => severity !== 'error')],
    engine: chooseEngine(plan.training),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
