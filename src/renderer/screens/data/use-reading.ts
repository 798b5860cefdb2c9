/** Choices about how the file is read. Each is an edit of the plan; the table follows. */
import { computed } from 'vue'
import type { ColumnType, DateOrder, ReadingChoices, SourcePart, SourcePartChoice } from '#contract/dataset.ts'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'

type ReadingLabel = 'encoding' | 'delimiter' | 'header' | 'missing' | 'skippedLines' | 'quote' | 'escape' | 'comment' | 'decimalMark' | 'part' | 'range'

export function useReading() {
  const project = useProject()
  const dataset = useDataset()
  const reading = computed(() => dataset.view?.reading ?? null)
  const choices = computed(() => project.plan.dataset.reading)

  function choose(label: ReadingLabel, change: ReadingChoices): void {
    project.edit({ key: `data.undo.${label}` }, (plan) => ({ ...plan, dataset: { ...plan.dataset, reading: withoutAbsent({ ...plan.dataset.reading, ...change }) } }))
  }

  /** A part inside the one that is chosen anew is another one. */
  function withPart(kind: SourcePart['kind'], name: string): { part: SourcePartChoice } {
    const { part = {} } = project.plan.dataset.reading
    const outer: SourcePartChoice = kind === 'member' || part.member === undefined ? {} : { member: part.member }
    return { part: { ...outer, [kind]: name } }
  }

  /** '': the whole sheet. */
  function withRange(sheet: string, range: string): { part: SourcePartChoice } {
    const { range: _, ...part } = project.plan.dataset.reading.part ?? {}
    return { part: { ...part, sheet, ...(range === '' ? {} : { range }) } }
  }

  const choosePart = (kind: SourcePart['kind'], name: string): void => choose('part', withPart(kind, name))
  const chooseRange = (sheet: string, range: string): void => choose('range', withRange(sheet, range))

  /** null: as detected. */
  function setType(column: string, type: ColumnType | null, dateOrder?: DateOrder): void {
    project.edit({ key: 'data.undo.type', params: { column } }, (plan) => {
      const others = (plan.dataset.reading.types ?? []).filter((choice) => choice.column !== column)
      const types = type === null ? others : [...others, { column, type, ...(dateOrder === undefined ? {} : { dateOrder }) }]
      const { types: _, ...rest } = plan.dataset.reading
      return { ...plan, dataset: { ...plan.dataset, reading: types.length === 0 ? rest : { ...rest, types } } }
    })
  }

  const countsAsMissing = (marker: string): boolean => reading.value?.missingMarkers.includes(marker) ?? false

  function setMissing(marker: string, missing: boolean): void {
    const now = reading.value?.missingMarkers ?? []
    choose('missing', { missingMarkers: missing ? [...new Set([...now, marker])] : now.filter((one) => one !== marker) })
  }

  return { reading, choices, choose, withPart, withRange, choosePart, chooseRange, setType, countsAsMissing, setMissing, treatMissing: (marker: string) => setMissing(marker, true) }
}

/** A choice taken back is absent, not undefined: the plan is JSON. */
function withoutAbsent(choices: ReadingChoices): ReadingChoices {
  return JSON.parse(JSON.stringify(choices))
}
