/** Everything that stops a run or may, in words, with the stage where it stands and is mended. */
import { computed } from 'vue'
import { usePreview } from '#renderer/stores/preview.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import type { StageName } from '#renderer/stores/stage.ts'
import { type Failure, sentenceOf } from './errors.ts'
import { useProblems } from './use-problems.ts'

export interface ListedProblem {
  stage: StageName
  severity: 'error' | 'warning'
  text: string
  /** The card on Network it is about, where it is one. */
  card: string | null
}

const stages = { layer: 'network', output: 'network', training: 'train', recipe: 'prepare' } as const satisfies Record<string, StageName>

export function useProblemList() {
  const preview = usePreview()
  const settings = useSettings()
  const { notes } = useProblems()

  return computed<ListedProblem[]>(() => [
    ...failed(preview.recipeFailure, 'prepare'),
    ...failed(preview.checkFailure, 'network'),
    ...notes.value.map(({ severity, text, problem }) => ({ stage: stages[problem.place], severity, text, card: problem.place === 'output' ? 'output' : (problem.layerId ?? null) })),
  ])

  function failed(failure: Failure | null, stage: StageName): ListedProblem[] {
    return failure === null ? [] : [{ stage, severity: 'error', text: sentenceOf(failure, settings.language), card: null }]
  }
}
