import { describe, expect, it } from 'vitest'
import { csvCell } from './csv-cell.ts'

describe('a cell of a CSV file', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['+cmd|x', "'+cmd|x"],
    ['-2+3', "'-2+3"],
    ['=HYPERLINK("x")', '"\'=HYPERLINK(""x"")"'],
    ['-3.5', '-3.5'],
    ['+1e-7', '+1e-7'],
    ['-3,5', '"-3,5"'],
    ['.5', '.5'],
    ['plain', 'plain'],
    ['a=b', 'a=b'],
  ])('for spreadsheets makes %j %j', (cell, expected) => {
    expect(csvCell(cell, 'excel')).toBe(expected)
  })

  it('for spreadsheets defuses a leading tab and zero byte too', () => {
    expect(csvCell('\t=1', 'excel')).toBe("'\t=1")
    expect(csvCell('\0=1', 'excel')).toBe("'\0=1")
  })

  it('leaves every cell as it is where exactness is asked for', () => {
    expect(csvCell('=1+1', 'exact')).toBe('=1+1')
    expect(csvCell('-3.5', 'exact')).toBe('-3.5')
  })

  it.each([
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' spaces ', '" spaces "'],
    [null, ''],
    ['', ''],
  ])('quotes %j where it must', (cell, expected) => {
    expect(csvCell(cell, 'exact')).toBe(expected)
  })
})
