/** What can be done about something a careful look found: one change of the plan each, so that undo takes it back. */
import { computed, type ComputedRef } from 'vue'
import type { LookFinding } from '#contract/look.ts'
import { useTarget } from '#renderer/app/use-target.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useReading } from './use-reading.ts'

export interface LookStep {
  /** A key below `data.look.step`. */
  key: 'leaveOut' | 'leaveOutRows' | 'testOnLatest' | 'robust' | 'treatMissing'
  act(): void
}

/** null: there is nothing to do, or it was done. */
export function useLookStep(finding: () => LookFinding): ComputedRef<LookStep | null> {
  const project = useProject()
  const dataset = useDataset()
  const { setUse } = useTarget()
  const { treatMissing, countsAsMissing } = useReading()

  return computed(() => {
    const { code, columns, value = '' } = finding()
    const { recipe } = project.plan
    const column = columns.at(-1) ?? ''
    const choice = recipe.columns.find((own) => own.column === column)
    switch (code) {
      case 'look.duplicateRows':
        return recipe.duplicateRows === 'leaveOut' ? null : { key: 'leaveOutRows', act: () => change('duplicateRows', {}, (before) => ({ ...before, duplicateRows: 'leaveOut' })) }
      case 'look.nearDuplicateRows':
      case 'look.missingTogether':
        return null
      case 'look.numberedRows':
      case 'look.sameColumn':
      case 'look.relatedColumns':
        return choice?.use === false || column === recipe.target || columns.some((name) => isLeftOut(name)) ? null : { key: 'leaveOut', act: () => setUse(column, false) }
      case 'look.timeOrder':
        return recipe.split.mode === 'ordered' ? null : { key: 'testOnLatest', act: () => change('mode', {}, (before) => ({ ...before, split: { ...before.split, mode: 'ordered', orderBy: column } })) }
      case 'look.farValues':
        return (choice?.scaling ?? recipe.scaling) === 'robust' || choice?.use === false || column === recipe.target
          ? null
          : { key: 'robust', act: () => change('columnScaling', { column }, (before) => ({ ...before, columns: [...before.columns.filter((own) => own.column !== column), { ...choice, column, scaling: 'robust' }] })) }
      case 'look.standIn': {
        // As the file writes it: 999.0 is not the marker 999.
        const written = dataset.view?.columns.find(({ name }) => name === column)?.top.find((top) => Number(top.value) === Number(value))?.value ?? value
        return countsAsMissing(written) ? null : { key: 'treatMissing', act: () => treatMissing(written) }
      }
      default:
        return code satisfies never
    }
  })

  function isLeftOut(name: string): boolean {
    return project.plan.recipe.columns.some(({ column, use }) => column === name && use === false)
  }

  function change(label: string, params: Record<string, string>, edit: (recipe: typeof project.plan.recipe) => typeof project.plan.recipe): void {
    project.edit({ key: `prepare.undo.${label}`, params }, (plan) => ({ ...plan, recipe: edit(plan.recipe) }))
  }
}
