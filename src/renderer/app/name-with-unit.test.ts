import { expect, it } from 'vitest'
import { nameWithUnit, withUnit } from './name-with-unit.ts'

it('puts the unit behind the name, in the brackets of the language', () => {
  expect(nameWithUnit('area', '㎡', 'en')).toBe('area (㎡)')
  expect(nameWithUnit('面积', '㎡', 'zh-CN')).toBe('面积（㎡）')
})

it('says no unit twice, and none where there is none', () => {
  expect(nameWithUnit('length_km', 'km', 'en')).toBe('length_km')
  expect(nameWithUnit('age', undefined, 'en')).toBe('age')
})

it('puts the unit behind a value', () => {
  expect([withUnit('71.7', '㎡'), withUnit('45', '°'), withUnit('5', undefined)]).toEqual(['71.7 ㎡', '45°', '5'])
})
