/** What can be done about something a careful look found: one change of the plan each, so that undo takes it back. */
import { computed, type ComputedRef } from 'vue'
import type { LookFinding } from '#contract/look.ts'
import { useRecipe } from '#renderer/app/use-recipe.ts'
import { useTarget } from '#renderer/app/use-target.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useReading } from './use-reading.ts'

export interface LookStep {
  /** A key below `data.look.step`. */
  key: 'leaveOut' | 'leaveOutRows' | 'testOnLatest' | 'robust' | 'treatMissing'
  act(): void
}

/** null: there is nothing to do, or it was done. */
export function useLookStep(finding: () => LookFinding): ComputedRef<LookStep | null> {
  const { recipe, change, changeSplit, changeColumn, choiceOf } = useRecipe()
  const dataset = useDataset()
  const { setUse } = useTarget()
  const { treatMissing, countsAsMissing } = useReading()

  return computed(() => {
    const { code, columns, value = '' } = finding()
    const column = columns.at(-1) ?? ''
    const choice = choiceOf(column)
    switch (code) {
      case 'look.duplicateRows':
        return recipe.value.duplicateRows === 'leaveOut' ? null : { key: 'leaveOutRows', act: () => change('duplicateRows', { duplicateRows: 'leaveOut' }) }
      case 'look.nearDuplicateRows':
      case 'look.missingTogether':
        return null
      case 'look.numberedRows':
      case 'look.manyValues':
      case 'look.sameColumn':
      case 'look.relatedColumns':
        return column === recipe.value.target || columns.some((name) => choiceOf(name)?.use === false) ? null : { key: 'leaveOut', act: () => setUse(column, false) }
      case 'look.timeOrder':
        return recipe.value.split.mode === 'ordered' ? null : { key: 'testOnLatest', act: () => changeSplit('mode', { mode: 'ordered', orderBy: column }) }
      case 'look.farValues':
        return (choice?.scaling ?? recipe.value.scaling) === 'robust' || choice?.use === false || column === recipe.value.target
          ? null
          : { key: 'robust', act: () => changeColumn('columnScaling', column, 'scaling', 'robust') }
      case 'look.standIn': {
        // As the file writes it: 999.0 is not the marker 999.
        const written = dataset.view?.columns.find(({ name }) => name === column)?.top.find((top) => Number(top.value) === Number(value))?.value ?? value
        return countsAsMissing(written) ? null : { key: 'treatMissing', act: () => treatMissing(written) }
      }
      default:
        return code satisfies never
    }
  })
}
