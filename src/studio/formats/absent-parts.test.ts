import { expect, it } from 'vitest'
import type { SourceView } from '#contract/dataset.ts'
import { absentParts } from './absent-parts.ts'

const source = (...parts: SourceView['parts']): SourceView => ({ format: 'workbook', packing: null, parts, range: null })
const sheet = { kind: 'sheet', choices: ['2023', '2024'], chosen: '2024' } as const

it('a sheet that is there is as it was asked for, and so is any where none was', () => {
  expect(absentParts({ sheet: '2024' }, source({ ...sheet, choices: [...sheet.choices] }))).toEqual([])
  expect(absentParts(undefined, source({ ...sheet, choices: [...sheet.choices] }))).toEqual([])
})

it('another sheet than was asked for is told, in a workbook as in a file that has none', () => {
  const told = [{ code: 'sheetAbsent', severity: 'attention', value: '2025' }]
  expect(absentParts({ sheet: '2025' }, source({ ...sheet, choices: [...sheet.choices] }))).toEqual(told)
  expect(absentParts({ sheet: '2025' }, undefined)).toEqual(told)
})

it('all files of a zip may be one', () => {
  expect(absentParts({ member: '*' }, source({ kind: 'member', choices: ['a.csv'], chosen: 'a.csv' }))).toEqual([])
})
