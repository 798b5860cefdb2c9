import { describe, expect, it } from 'vitest'
import { dateAt, heightsOf, markerOf, stepOf, stepped, valueAt, valueOf } from './field-scale.ts'

const range = (min: number, max: number, counts = [1]) => ({ min, max, histogram: { min, max, counts } })

describe('what stands in a field', () => {
  it.each([
    ['17.99', 'number', 17.99],
    ['\u22123', 'number', -3],
    ['1,234.5', 'number', 1234.5],
    ['', 'number', null],
    [null, 'number', null],
    ['tall', 'number', null],
    ['1970-01-11', 'date', 10],
    ['1970-01-02 12:00:00', 'date', 1.5],
    ['1970-01-02T12:00', 'date', 1.5],
    ['yesterday', 'date', null],
  ] as const)('%j as a %s is %j on the histogram', (text, type, value) => {
    expect(valueOf(text, { type })).toBe(value)
  })
})

describe('the marker', () => {
  it('stands where the value lies between the ends of what was learned', () => {
    expect(markerOf(12.5, range(10, 20))).toEqual({ at: 0.25, side: 'within' })
    expect(markerOf(10, range(10, 20))).toEqual({ at: 0, side: 'within' })
    expect(markerOf(20, range(10, 20))).toEqual({ at: 1, side: 'within' })
  })

  it('stands at the end, and says so, where the value lies outside', () => {
    expect(markerOf(9.99, range(10, 20))).toEqual({ at: 0, side: 'below' })
    expect(markerOf(1e9, range(10, 20))).toEqual({ at: 1, side: 'above' })
  })

  it('stands in the middle where only one value was learned', () => {
    expect(markerOf(5, range(5, 5))).toEqual({ at: 0.5, side: 'within' })
  })
})

describe('bars', () => {
  it('are empty only where no row was, however few rows another has', () => {
    expect(heightsOf(range(0, 1, [0, 1, 1000]))).toEqual([0, 0.06, 1])
  })
})

describe('steps', () => {
  it('are a power of ten that takes some fifty to a few hundred to cross what was learned', () => {
    expect(stepOf(range(6.98, 28.1), '17.99')).toBe(0.1)
    expect(stepOf(range(0.05, 0.16), '0.1184')).toBe(0.001)
    expect(stepOf(range(2700, 6300), '3750.0')).toBe(10)
    expect(stepOf(range(5, 5), '5.5')).toBe(0.1)
  })

  it('stay whole where the row has a whole number', () => {
    expect(stepOf(range(3, 8), '8')).toBe(1)
    expect(stepOf(range(3, 8), null)).toBe(0.1)
  })

  it('move the value without inventing digits', () => {
    expect(stepped('17.99', 1, 0.1)).toBe('18.09')
    expect(stepped('0.3', -1, 0.1)).toBe('0.2')
    expect(stepped('8', -10, 1)).toBe('-2')
    expect(stepped('tall', 1, 1)).toBe('tall')
  })
})

describe('a place on the histogram', () => {
  it('means a value in whole steps that never leaves what was learned', () => {
    expect(valueAt(0.5, range(6.98, 28.1), 0.1)).toBe('17.5')
    expect(valueAt(-3, range(6.98, 28.1), 0.1)).toBe('7')
    expect(valueAt(1, range(3, 8), 1)).toBe('8')
  })

  it('means a day where the column holds dates', () => {
    expect(dateAt(0.5, range(0, 20))).toBe('1970-01-11')
  })
})
