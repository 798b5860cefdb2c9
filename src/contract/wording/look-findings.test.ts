import { describe, expect, it } from 'vitest'
import { type LookFinding, lookFindingCodes } from '../look.ts'
import { describeLookFinding } from './look-findings.ts'

const finding = (change: Partial<LookFinding>): LookFinding => ({ code: 'look.duplicateRows', severity: 'note', columns: ['first', 'second'], count: 3, of: 300, value: '-999', rows: [], ...change })

describe('words for what a careful look found', () => {
  it.each(lookFindingCodes)('has a sentence in both languages for %s, without a hole', (code) => {
    for (const language of ['en', 'zh-CN'] as const) {
      for (const count of [1, 1234]) {
        const sentence = describeLookFinding(finding({ code, count }), language)
        expect(sentence).not.toMatch(/undefined|NaN|“”|\{|\}/)
        expect(sentence).toMatch(language === 'en' ? /\.$/ : /。$/)
      }
    }
  })

  it('names the column to act on, counts in the right number, and writes a minus as one', () => {
    expect(describeLookFinding(finding({ code: 'look.standIn' }), 'en')).toBe('−999 stands 3 times in “second”, far from all other values: it probably means that there is no answer.')
    expect(describeLookFinding(finding({ count: 1 }), 'en')).toMatch(/^1 row is equal to an earlier one in every column \(0\.3\s%\)\./)
    expect(describeLookFinding(finding({ code: 'look.missingTogether', columns: ['a', 'b', 'c'] }), 'zh-CN')).toContain('“a”列、“b”列和“c”列总在同样的 3 行里一起缺失')
  })
})
