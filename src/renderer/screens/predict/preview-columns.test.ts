import { describe, expect, it } from 'vitest'
import { previewColumns } from './preview-columns.ts'

const found = (columns: string[]) => columns.map((column) => ({ column, found: true }))

describe('the preview of a predicted file', () => {
  it('shows the columns of the file in their order, then the answer', () => {
    const { columns, hidden } = previewColumns({
      matched: [...found(['age', 'city']), { column: 'income', found: false }],
      extra: ['id'],
      preview: { header: ['id', 'age', 'city', 'churn_predicted', 'churn_probability'], cells: [['0001', '42', '成都', 'yes', '0.93'], ['0002', null, '北京', 'no', '1e-7']] },
    })
    expect(columns.map(({ name, right, answer }) => [name, right, answer])).toEqual([
      ['id', false, false],
      ['age', true, false],
      ['city', false, false],
      ['churn_predicted', false, true],
      ['churn_probability', true, true],
    ])
    expect(hidden).toBe(0)
  })

  it('shows the answer of a very wide file too, and counts what it leaves out', () => {
    const names = Array.from({ length: 500 }, (_, at) => `c${at}`)
    const { columns, hidden } = previewColumns({ matched: found(names), extra: [], preview: { header: [...names, 'price_predicted'], cells: [[...names.map(() => '1'), '3.5']] } })
    expect(columns.length).toBe(61)
    expect(columns.at(-1)).toMatchObject({ index: 500, name: 'price_predicted', answer: true })
    expect(hidden).toBe(440)
  })

  it('keeps a column wide enough for its name and narrow enough to see others', () => {
    const { columns } = previewColumns({ matched: found(['a', 'b']), extra: [], preview: { header: ['a', 'b', 'y_predicted'], cells: [['x'.repeat(400), '1', '2']] } })
    expect(columns.map(({ width }) => width)).toEqual([240, 64, 117])
  })
})
