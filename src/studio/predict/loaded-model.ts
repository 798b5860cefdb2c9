/** A run's network, computed by an engine, with the recipe that makes rows for it. */
import { StudioError } from '#contract/errors.ts'
import type { Plan } from '#contract/plan.ts'
import { buildProgram } from '#engine/network/program.ts'
import type { Program } from '#engine/network/program.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import { createEngine } from '../engines/create-engine.ts'
import { factsOfFitted } from '../recipe/plan-facts.ts'
import { readModel } from './load-model.ts'
import type { ModelFiles } from './predict-messages.ts'

export interface LoadedModel {
  fitted: FittedRecipe
  /** Outputs after the output activation, for `count` rows of `fitted.inputs`. */
  predict(inputs: Float32Array, count: number): Float32Array
  dispose(): void
}

/** Throws what `readModel` throws, and `project.damaged` where the plan's network can't be built or the weights are not its own. */
export async function loadModel({ wasm, ...files }: ModelFiles): Promise<LoadedModel> {
  const { plan, fitted, tensors } = await readModel(files)
  const program = programOf(plan, fitted, files.plan)
  // Weights are the same numbers in every engine: nobody needs what they were trained with to ask for an answer.
  const { engine: trainedWith, arithmetic } = plan.training
  const engine = await createEngine({ engine: trainedWith === 'tensorflow' ? 'compiled' : trainedWith, arithmetic }, { wasm, tensorflow: null })
  const model = await engine.load(program, plan.training, { count: 0, inputs: new Float32Array(0), targets: new Float32Array(0), weights: null })
  const trainable = new Map(program.parameters.map((parameter) => [parameter.name, parameter.trainable]))
  try {
    model.setWeights(tensors.map((tensor) => ({ ...tensor, trainable: trainable.get(tensor.name) ?? false })))
  } catch {
    model.dispose()
    throw new StudioError('project.damaged', { file: files.weights })
  }
  return { fitted, predict: (inputs, count) => model.predict(inputs, count), dispose: () => model.dispose() }
}

function programOf(plan: Plan, fitted: FittedRecipe, file: string): Program {
  try {
    return buildProgram(plan, factsOfFitted(fitted))
  } catch {
    throw new StudioError('project.damaged', { file })
  }
}
