import { expect, it } from 'vitest'
import { tabSeparated } from './chart-table.ts'

it('copies numbers with all their digits and keeps cells in their columns', () => {
  const table = { columns: ['Epoch', 'Loss'], rows: [[1, 0.123456789], [2, null], ['a\tb', Number.NaN]] }
  expect(tabSeparated(table)).toBe('Epoch\tLoss\n1\t0.123456789\n2\t\na b\tNaN')
})
