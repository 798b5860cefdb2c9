import { describe, expect, it } from 'vitest'
import { i18n } from '#renderer/locales/index.ts'
import { isDoubt, isStartRow, notesByField } from './field-notes.ts'
import { noteWords } from './note-words.ts'

const radius = { column: 'mean radius', type: 'number' as const, start: '17.99', range: { min: 6.981, max: 28.11, histogram: { min: 6.981, max: 28.11, counts: [1] } }, categories: null }
const city = { column: 'city', type: 'category' as const, start: null, range: null, categories: ['Beijing', 'Chengdu'] }

describe('notes about a row', () => {
  const outside = { column: 'mean radius', note: 'outside' as const, value: '99' }
  const unseen = { column: 'city', note: 'unseen' as const, value: 'Lhasa' }

  it('stand under the field of their column', () => {
    const notes = notesByField([outside, unseen], [radius, city], new Map([['mean radius', '99'], ['city', 'Lhasa']]))
    expect([...notes]).toEqual([['mean radius', outside], ['city', unseen]])
  })

  it.each([
    [outside, '98', true],
    [outside, '17.99', false],
    [outside, '', false],
    [unseen, 'Lhas', true],
    [unseen, 'Chengdu', false],
    [unseen, null, false],
    [{ column: 'mean radius', note: 'notANumber' as const, value: 'tall' }, 'taller', true],
    [{ column: 'mean radius', note: 'notANumber' as const, value: 'tall' }, '18', false],
    [{ column: 'mean radius', note: 'missing' as const, value: null }, ' ', true],
    [{ column: 'mean radius', note: 'missing' as const, value: null }, '18', false],
  ])('go as soon as they are untrue: %j while %j stands there', (note, value, stays) => {
    expect(notesByField([note], [radius, city], new Map([[note.column, value]])).has(note.column)).toBe(stays)
  })

  it('are a reason to doubt the answer unless a gap was filled as in training', () => {
    expect((['outside', 'unseen', 'notANumber', 'notADate', 'missing'] as const).map((note) => isDoubt({ column: 'a', note, value: null }))).toEqual([true, true, true, true, false])
  })

  it('say what was learned, in both languages', () => {
    const { t, locale } = i18n.global
    expect(noteWords({ column: 'mean radius', note: 'outside', value: '99' }, radius, 'en', t)).toBe('Outside what it has learned: 6.981 to 28.11')
    expect(noteWords({ column: 'city', note: 'unseen', value: 'Lhasa' }, city, 'en', t)).toBe('“Lhasa” was not among the 2 values it learned. It is treated as “other”.')
    locale.value = 'zh-CN'
    expect(noteWords({ column: 'mean radius', note: 'outside', value: '99' }, radius, 'zh-CN', t)).toBe('超出学过的范围\uff1a6.981～28.11')
    locale.value = 'en'
  })
})

describe('a form', () => {
  it('still is the row it started from until a value differs; an emptied gap is a gap', () => {
    const fields = [radius, city]
    expect(isStartRow(new Map([['mean radius', '17.99'], ['city', null]]), fields)).toBe(true)
    expect(isStartRow(new Map([['mean radius', '17.99'], ['city', '']]), fields)).toBe(true)
    expect(isStartRow(new Map([['mean radius', '18'], ['city', null]]), fields)).toBe(false)
    expect(isStartRow(new Map([['mean radius', null], ['city', null]]), fields)).toBe(false)
  })
})
