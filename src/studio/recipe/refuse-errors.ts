/** A plan that can't be trained as the failure that says why. */
import { StudioError } from '#contract/errors.ts'
import type { PlanCheck } from '#contract/network.ts'

/** Throws `network.invalid` or `training.invalid` with the place of the first error. */
export function refuseErrors({ problems }: Pick<PlanCheck, 'problems'>): void {
  const error = problems.find(({ severity }) => severity === 'error')
  if (error === undefined) return
  const { problem, place, layer, layerId, setting, value, expected } = error
  throw new StudioError(place === 'training' || place === 'recipe' ? 'training.invalid' : 'network.invalid', {
    problem,
    ...(layer === undefined ? {} : { layer }),
    ...(layerId === undefined ? {} : { layerId }),
    ...(setting === undefined ? {} : { setting }),
    ...(value === undefined ? {} : { value }),
    ...(expected === undefined ? {} : { expected }),
  })
}
