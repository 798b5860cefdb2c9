/** Tables in a terminal, where a Han character is two cells wide. */
import { expect, it } from 'vitest'
import { tableOf } from './terminal.ts'

it('lines up columns, numbers to the right', () => {
  expect(tableOf([['column', 'missing'], ['age', 3], ['a longer name', 120]])).toBe('column         missing\nage                  3\na longer name      120')
})

it('lines up Han characters by the cells they take', () => {
  expect(tableOf([['列', '行数'], ['年龄', 3]])).toBe('列    行数\n年龄     3')
})
