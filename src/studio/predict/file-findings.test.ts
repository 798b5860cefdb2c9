import { describe, expect, it } from 'vitest'
import { findingsOfFile } from './file-findings.ts'

const used = new Set(['age', 'city'])

describe('what is said about a file of new rows', () => {
  it('leaves out what concerns no answer: other columns, and what only matters to learning', () => {
    const reading = [
      { code: 'almostNumbers', severity: 'attention' as const, column: 'id', count: 1, value: 'x' },
      { code: 'constantColumn', severity: 'note' as const, column: 'age', value: '4' },
      { code: 'rowsShort', severity: 'attention' as const, count: 2, line: 7 },
    ]
    expect(findingsOfFile(reading, [{ column: 'id', note: 'missing', count: 3, row: 1, value: null }], used)).toEqual([reading[2]])
  })

  it('names a cell that is no number once, and does not count it among the gaps', () => {
    const reading = [{ code: 'notNumbers', severity: 'attention' as const, column: 'age', count: 2, line: 6, value: 'abc' }]
    const gaps = (count: number) => [{ column: 'age', note: 'missing' as const, count, row: 5, value: null }]
    const told = { code: 'predict.notANumber', severity: 'attention', column: 'age', count: 2, line: 6, value: 'abc' }
    expect(findingsOfFile(reading, gaps(2), used)).toEqual([told])
    expect(findingsOfFile(reading, gaps(5), used)).toEqual([told, { code: 'predict.missing', severity: 'note', column: 'age', count: 3, row: 5 }])
  })

  it('puts first what concerns the answers', () => {
    const reading = [{ code: 'encodingGuessed', severity: 'attention' as const, value: 'gb18030' }]
    const notes = [{ column: 'city', note: 'unseen' as const, count: 6, row: 4, value: 'Lhasa' }]
    expect(findingsOfFile(reading, notes, used).map(({ code }) => code)).toEqual(['predict.unseen', 'encodingGuessed'])
  })

  it('does not doubt an encoding in which a name beyond ASCII was found', () => {
    const reading = [{ code: 'encodingGuessed', severity: 'attention' as const, value: 'gb18030' }]
    expect(findingsOfFile(reading, [], new Set(['age', '楼层']))).toEqual([])
  })
})
