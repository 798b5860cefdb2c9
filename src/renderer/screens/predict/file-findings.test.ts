import { describe, expect, it } from 'vitest'
import { findingLines } from './file-findings.ts'

const outside = (column: string, count: number) => ({ code: 'predict.outside', severity: 'attention' as const, column, count, value: '99' })

describe('the lines about a predicted file', () => {
  it('say the same of many columns once, with all their cells', () => {
    expect(findingLines([outside('age', 2), outside('income', 5), outside('height', 1)])).toEqual([
      {
        kind: 'many',
        what: 'outside',
        severity: 'attention',
        count: 8,
        columns: [
          { column: 'income', count: 5 },
          { column: 'age', count: 2 },
          { column: 'height', count: 1 },
        ],
      },
    ])
  })

  it('leave alone what is said of one column, and what is said of the file', () => {
    const guessed = { code: 'encodingGuessed', severity: 'attention' as const, value: 'gb18030' }
    const assumed = (column: string) => ({ code: 'dateOrderAssumed', severity: 'attention' as const, column })
    const lines = findingLines([outside('age', 2), guessed, assumed('from'), assumed('to')])
    expect(lines.map((line) => line.kind)).toEqual(['single', 'single', 'single', 'single'])
  })
})
