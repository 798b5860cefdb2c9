import { describe, expect, test } from 'vitest'
import { isKnownUnit, readMeasured } from './units-of-measure.ts'

describe('a number with a unit behind it', () => {
  test.each([
    ['71.7㎡', '71.7', '㎡'],
    ['120 km', '120', 'km'],
    ['3 kg', '3', 'kg'],
    ['15岁', '15', '岁'],
    ['5.2 元/㎡', '5.2', '元/㎡'],
    ['5.2万元/㎡', '5.2万', '元/㎡'],
    ['300万公里', '300万', '公里'],
    ['3千克', '3', '千克'],
    ['-5°C', '-5', '°C'],
    ['1,234.5 km/h', '1,234.5', 'km/h'],
    ['9 L/100 km', '9', 'L/100 km'],
    ['1e5 Pa', '1e5', 'Pa'],
    ['１２㎡', '１２', '㎡'],
    ['7 pcs', '7', 'pcs'],
    ['5 fl oz', '5', 'fl oz'],
  ])('%s', (cell, number, unit) => {
    expect(readMeasured(cell)).toMatchObject({ number, unit })
  })

  test.each(['4WD', '5G', '12B', '3f2a', '2nd', '3号', '12栋', '3室2厅', '5小时20分', '2023Q1', '8:30 am', '10.0.0.1', '0x1f', '1-2', '71.7', '12 %', 'km', '', '550e8400-e29b', `1${' long'.repeat(20)}`])('%s is none', (cell) => {
    expect(readMeasured(cell)).toBeNull()
  })
})

test('spellings of a unit are one unit, and others are others', () => {
  const key = (cell: string): string | undefined => readMeasured(cell)?.key
  expect(new Set(['1 m²', '2㎡', '3m2', '4 平方米', '5 sqm'].map(key))).toEqual(new Set(['m²']))
  expect(key('1 room')).toBe(key('2 rooms'))
  expect(key('1 m')).not.toBe(key('1 km'))
  expect(key('1 mW')).not.toBe(key('1 MW'))
  expect([isKnownUnit('m²'), isKnownUnit('room')]).toEqual([true, false])
})
