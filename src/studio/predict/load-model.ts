/** A trained run as something that predicts: its plan, fitted recipe and weights read back, distrustfully. */
import { readFile } from 'node:fs/promises'
import { StudioError } from '#contract/errors.ts'
import { Plan } from '#contract/plan.ts'
import type { FittedRecipe } from '#engine/recipe/fitted-recipe.ts'
import { FittedRecipeError, parseFitted } from '#engine/recipe/parse-fitted.ts'
import { readWeightsFile } from '../run/kept-weights.ts'
import type { StoredTensor } from '../run/safetensors.ts'

export interface StoredModel {
  plan: Plan
  fitted: FittedRecipe
  tensors: StoredTensor[]
}

/** Throws `run.noModel` where a file is missing, `project.damaged` where one is not whole. */
export async function readModel(files: { plan: string; recipe: string; weights: string }): Promise<StoredModel> {
  const [plan, fitted, weights] = await Promise.all([readPart(files.plan), readFitted(files.recipe), readPart(files.weights)])
  const parsed = Plan.safeParse(toJson(plan, files.plan))
  if (!parsed.success) throw new StudioError('project.damaged', { file: files.plan })
  return { plan: parsed.data, fitted, tensors: readWeightsFile(weights) }
}

export async function readFitted(file: string): Promise<FittedRecipe> {
  const content = toJson(await readPart(file), file)
  try {
    return parseFitted(content)
  } catch (error) {
    if (error instanceof FittedRecipeError) throw new StudioError('project.damaged', { file, setting: error.place })
    throw error
  }
}

async function readPart(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw new StudioError('run.noModel')
    throw error
  }
}

function toJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    throw new StudioError('project.damaged', { file })
  }
}
