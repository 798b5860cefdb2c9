/** What is selected: a column or the list of findings on Data and Prepare, a card on Network. Outlives a change of stage. */
import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useDataset } from './dataset.ts'

export const useSelection = defineStore('selection', () => {
  const column = ref<string | null>(null)
  /** The data row (from 1) that the table is to show. */
  const row = ref<number | null>(null)
  /** The inspector of Data shows what to look at. */
  const findings = ref(false)
  /** A layer's id, one of the two fixed cards of Network ('input', 'output'), or nothing. */
  const card = ref<string | null>(null)

  watch(column, (name) => {
    if (name !== null) findings.value = false
  })
  const dataset = useDataset()
  watch(
    () => dataset.view,
    (view) => {
      if (column.value !== null && view?.columns.every(({ name }) => name !== column.value) !== false) column.value = null
      row.value = null
      if (view === null) findings.value = false
    },
  )
  return { column, row, findings, card }
})
