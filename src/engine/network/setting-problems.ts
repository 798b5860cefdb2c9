/** Problems of single settings as problems of a plan: with their place, and plainer words where there are some. */
import type { PlanProblem } from '#contract/network.ts'
import type { ProblemKey } from '#contract/wording/problems.ts'
import type { SettingProblem } from '#engine/catalogue/settings.ts'

/** A problem of a plan whose text exists. */
export type KnownProblem = PlanProblem & { problem: ProblemKey }

type Place = Pick<PlanProblem, 'place' | 'layerId' | 'layer'>

/** `path`: where the fix is set, where that is not the setting's own name. */
export function placed(problem: SettingProblem, place: Place, path = problem.setting): KnownProblem {
  const { setting, value, expected, fix } = problem
  return {
    problem: problem.problem,
    severity: problem.problem === 'setting.unknown' ? 'warning' : 'error',
    ...place,
    setting,
    value,
    ...(expected === undefined ? {} : { expected }),
    ...(fix === undefined ? {} : { fix: { kind: 'set', setting: path, value: fix } }),
  }
}
