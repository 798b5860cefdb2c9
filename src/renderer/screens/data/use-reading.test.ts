import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { reactive } from 'vue'
import type { DatasetView } from '#contract/dataset.ts'
import { useProject } from '#renderer/stores/project.ts'
import { datasetOf } from '#test/answers/answers.ts'
import { useReading } from './use-reading.ts'

const dataset = reactive<{ view: DatasetView }>({ view: datasetOf([]) })
vi.mock('#renderer/stores/connection.ts', () => ({ useConnection: () => ({ client: {} }) }))
vi.mock('#renderer/stores/dataset.ts', () => ({ useDataset: () => dataset }))
const chosen = () => useProject().plan.dataset.reading

beforeEach(() => {
  setActivePinia(createPinia())
  dataset.view = datasetOf([], { reading: { ...datasetOf([]).reading, missingMarkers: ['', 'NA'] } })
})

describe('a choice about reading', () => {
  it('is an edit of the plan beside the others, and leaves no trace when it is taken back', () => {
    const { choose } = useReading()
    choose('header', { headerRows: 0 })
    choose('delimiter', { delimiter: ';' })
    expect(chosen()).toEqual({ headerRows: 0, delimiter: ';' })
    choose('header', { headerRows: undefined })
    expect([chosen(), useProject().undoLabel]).toEqual([{ delimiter: ';' }, { key: 'data.undo.header' }])
    expect('headerRows' in chosen()).toBe(false)
  })

  it('gives a column another type, one for each, and its own again', () => {
    const { setType } = useReading()
    setType('a', 'category')
    setType('b', 'text')
    setType('a', 'date')
    expect(chosen()).toEqual({ types: [{ column: 'b', type: 'text' }, { column: 'a', type: 'date' }] })
    setType('a', null)
    setType('b', null)
    expect(chosen()).toEqual({})
  })

  it('adds to what counts as missing now, or takes from it', () => {
    const { treatMissing, setMissing, countsAsMissing } = useReading()
    expect([countsAsMissing('NA'), countsAsMissing('?')]).toEqual([true, false])
    treatMissing('?')
    expect(chosen()).toEqual({ missingMarkers: ['', 'NA', '?'] })
    setMissing('NA', false)
    expect(chosen()).toEqual({ missingMarkers: [''] })
    treatMissing('NA')
    expect(chosen()).toEqual({ missingMarkers: ['', 'NA'] })
  })
})
