import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatFixed, formatLearningRate, formatLoss, formatNumber, formatProbability, formatRange, formatShare, formatSpelled } from './numbers.ts'

describe('numbers', () => {
  it('groups counts by three in both languages', () => {
    expect([0, 999, 1000, 1234567, -1234].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567', '\u22121,234'])
  })

  it('writes three significant digits, and powers of ten for the very small and large', () => {
    expect([0, 1.2345, 12.345, 0.5, 0.012345, 1234.5, 0.000032, -0.000032, 12345678, 0.0001].map((value) => formatNumber(value))).toEqual([
      '0', '1.23', '12.3', '0.5', '0.0123', '1,235', '3.2 × 10⁻⁵', '\u22123.2 × 10⁻⁵', '12,345,678', '0.0001',
    ])
    expect([999_999_999, 1.5e9, -18_870_000].map((value) => formatNumber(value))).toEqual(['999,999,999', '1.5 × 10⁹', '\u221218,870,000'])
    expect([NaN, Infinity, -Infinity].map((value) => formatNumber(value))).toEqual(['—', '∞', '\u2212∞'])
  })

  it('groups a number that is spelled out, with all its digits, and nothing else', () => {
    expect(['9916.5', '31000', '-1234.56789', '0.5', '1e+21', '2024-03-05', ''].map(formatSpelled)).toEqual(['9,916.5', '31,000', '\u22121,234.56789', '0.5', '1e+21', '2024-03-05', ''])
  })

  it('keeps live losses at four decimals and learning rates plain', () => {
    expect([0.69314, 0, 12.5, 0.00001, 2.5e7].map(formatLoss)).toEqual(['0.6931', '0.0000', '12.5000', '1 × 10⁻⁵', '2.5 × 10⁷'])
    expect([0.001, 0.00001, 1, 0.0003].map(formatLearningRate)).toEqual(['0.001', '0.00001', '1', '0.0003'])
  })

  it('writes no minus before a rounded zero', () => {
    expect(formatFixed(-0.001, 2)).toBe('0.00')
    expect(formatFixed(-0.01, 2)).toBe('\u22120.01')
  })

  it('writes ranges by language and place', () => {
    expect(formatRange('91', '99', 'en')).toBe('91 to 99')
    expect(formatRange('91', '99', 'en', 'table')).toBe('91–99')
    expect(formatRange('91', '99', 'zh-CN')).toBe('91～99')
  })

  it('never says that an answer is certain', () => {
    expect([0, 0.004, 0.5, 0.986, 0.996, 1].map((value) => formatProbability(value, 'en'))).toEqual(['under 1 %', 'under 1 %', '50 %', '99 %', 'over 99 %', 'over 99 %'])
    expect([0, 0.5, 1].map((value) => formatProbability(value, 'zh-CN'))).toEqual(['不到 1%', '50%', '超过 99%'])
  })

  it('writes shares as 0 or 100 only where exact', () => {
    expect([0, 0.001, 0.62, 0.999, 1].map((value) => formatShare(value, 'en'))).toEqual(['0 %', '1 %', '62 %', '99 %', '100 %'])
    expect(formatShare(0.9999, 'zh-CN', 1)).toBe('99.9%')
  })

  it('writes times in the two largest units', () => {
    const times = [0.4, 4, 59.6, 80, 3599.7, 7500, 7200]
    expect(times.map((seconds) => formatDuration(seconds, 'en'))).toEqual(['under 1 s', '4 s', '1 min', '1 min 20 s', '1 h', '2 h 5 min', '2 h'])
    expect(times.map((seconds) => formatDuration(seconds, 'zh-CN'))).toEqual(['不到 1 秒', '4 秒', '1 分', '1 分 20 秒', '1 小时', '2 小时 5 分', '2 小时'])
  })

  it('writes decimal sizes', () => {
    expect([0, 999, 1000, 1500, 160e6, 999.6e6, 2.5e9].map(formatBytes)).toEqual(['0 B', '999 B', '1 kB', '1.5 kB', '160 MB', '1 GB', '2.5 GB'])
  })
})
