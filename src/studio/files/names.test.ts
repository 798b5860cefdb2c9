import { describe, expect, it } from 'vitest'
import { isPlainId, safeFileName } from './names.ts'

describe('names from outside', () => {
  it.each(['../x', '..', '.', '', 'a/b', 'a\\b', 'C:x', 'a\0b', '-x', ' a', 'ä', 'x'.repeat(101)])('never takes %j for an id', (name) => {
    expect(isPlainId(name)).toBe(false)
  })

  it.each(['20261124-1a2b3c4d', '1-abcd', 'A_b'])('takes %j for an id', (name) => {
    expect(isPlainId(name)).toBe(true)
  })

  it.each([
    ['data.csv', 'data.csv'],
    ['收入 2024.csv', '收入 2024.csv'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\ana\\data.csv', 'data.csv'],
    ['a\0b\n.csv', 'a_b_.csv'],
    ['a:b*.csv', 'a_b_.csv'],
    ['..', 'data.csv'],
    ['', 'data.csv'],
    ['CON.csv', '_CON.csv'],
    ['name. . ', 'name'],
  ])('makes %j the file name %j', (name, expected) => {
    expect(safeFileName(name)).toBe(expected)
  })

  it('keeps the extension of a name that is too long', () => {
    const name = safeFileName(`${'长'.repeat(300)}.csv`)
    expect(name.endsWith('.csv')).toBe(true)
    expect(Buffer.byteLength(name)).toBeLessThan(320)
  })
})
