import { describe, expect, it } from 'vitest'
import { partOfInput } from './input-part.ts'

describe('what an input is of its column', () => {
  it('is a part of a date, or a mark for what is missing or was never seen', () => {
    expect(partOfInput('成交日期 (weekday)', ['成交日期'])).toEqual({ column: '成交日期', part: 'weekday' })
    expect(partOfInput('装修 (missing)', ['成交日期', '装修'])).toEqual({ column: '装修', part: 'missing' })
  })

  it('is nothing where the file itself has a column of that name, or none of the other', () => {
    expect(partOfInput('age (year)', ['age (year)', 'age'])).toBeNull()
    expect(partOfInput('age (year)', ['height'])).toBeNull()
    expect(partOfInput('装修 = 精装', ['装修'])).toBeNull()
  })
})
