import { describe, expect, it } from 'vitest'
import { measureText } from './measure-text.ts'

describe('measureText', () => {
  it('writes shares with the digits that their rows support', () => {
    expect(measureText('accuracy', 0.9649, 114, 'en')).toBe('96 %')
    expect(measureText('accuracy', 0.9649, 20000, 'en')).toBe('96.5 %')
    expect(measureText('recall', 0.9649, 114, 'zh-CN')).toBe('96%')
  })

  it('says 100 only where all are right', () => {
    expect(measureText('accuracy', 1, 30, 'en')).toBe('100 %')
    expect(measureText('accuracy', 0.999, 1000, 'en')).toBe('99.9 %')
    expect(measureText('accuracy', 0.9999, 114, 'en')).toBe('99 %')
    expect(measureText('accuracy', 1, 2000, 'en')).toBe('100 %')
    expect([0.9999, 1].map((value) => measureText('auc', value, 114, 'en'))).toEqual(['0.999', '1.000'])
  })

  it('writes what has a unit or no bound as numbers', () => {
    expect(measureText('mae', 2.1345, 80, 'en')).toBe('2.13')
    expect(measureText('r2', 0.86123, 80, 'en')).toBe('0.861')
    expect(measureText('loss', 0.123456, 80, 'en')).toBe('0.1235')
  })
})
