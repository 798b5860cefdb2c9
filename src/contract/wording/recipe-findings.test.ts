import { describe, expect, it } from 'vitest'
import { languages } from '../language.ts'
import { describeRecipeFinding, isRecipeFinding, leftOutRowTexts, leftOutTexts, recipeFindingCodes } from './recipe-findings.ts'

const asciiBesideHan = /\p{Script=Han}[,:;?!()]|[,:;?!()]\p{Script=Han}/u

describe('describeRecipeFinding', () => {
  it('writes one sentence with its column, value and count', () => {
    const finding = { code: 'recipe.rareClass', severity: 'attention', column: 'churn', value: 'yes', count: 7 } as const
    expect(describeRecipeFinding(finding, 'en')).toBe('Only 7 rows have “yes” in “churn”: too few to learn from or to judge by.')
    expect(describeRecipeFinding(finding, 'zh-CN')).toBe('“churn”列为“yes”的只有 7 行，太少了，既难学会，也难评判。')
    expect(describeRecipeFinding({ ...finding, count: 1 }, 'en')).toBe('Only 1 row has “yes” in “churn”: too few to learn from or to judge by.')
  })

  it.each(recipeFindingCodes)('has a finished sentence in both languages for %s', (code) => {
    for (const language of languages) {
      const text = describeRecipeFinding({ code, severity: 'note', column: 'C', value: '12', count: 3 }, language) ?? ''
      expect(text).toMatch({ en: /[.?]$/, 'zh-CN': /[。？]$/ }[language])
      expect(text).not.toContain('undefined')
      if (language === 'zh-CN') expect(text).not.toMatch(asciiBesideHan)
    }
  })

  it('leaves the findings of others alone', () => {
    expect(isRecipeFinding('recipe.stratify')).toBe(true)
    expect(isRecipeFinding('toString')).toBe(false)
    expect(describeRecipeFinding({ code: 'rows.ragged', severity: 'note' }, 'en')).toBeNull()
  })
})

describe('leftOutTexts', () => {
  it('has every reason in Chinese without ASCII punctuation', () => {
    for (const text of [...Object.values(leftOutTexts), ...Object.values(leftOutRowTexts)]) {
      expect(text.en).not.toBe('')
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u)
      expect(text['zh-CN']).not.toMatch(asciiBesideHan)
    }
  })
})
