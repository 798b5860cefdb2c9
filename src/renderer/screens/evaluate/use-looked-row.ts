/** The cells of the row that is looked at, as the file has them. */
import { type Ref, computed } from 'vue'
import type { Plan } from '#contract/plan.ts'
import { changedParts } from '#renderer/plan/plan-difference.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'

export interface LookedRow {
  /** From 1. */
  row: number
  /** Empty until they arrive; null: the table is another one than the run had, so its rows are others. */
  cells: { column: string; value: string | null }[] | null
}

export function useLookedRow(row: Ref<number | null>, ran: Ref<Plan | null>) {
  const dataset = useDataset()
  const project = useProject()

  return computed<LookedRow | null>(() => {
    const wanted = row.value
    if (wanted === null || ran.value === null) return null
    const { view } = dataset
    if (view === null || changedParts(project.plan, ran.value).includes('dataset')) return { row: wanted, cells: null }
    // Read, so that an arriving page draws again.
    const cells = dataset.version >= 0 ? dataset.row(wanted - 1) : undefined
    return { row: wanted, cells: cells === undefined ? [] : view.columns.map(({ name }, at) => ({ column: name, value: cells[at] ?? null })) }
  })
}
