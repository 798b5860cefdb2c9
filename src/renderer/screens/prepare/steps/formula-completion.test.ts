import { describe, expect, it } from 'vitest'
import { completionAt } from './formula-completion.ts'

const columns = ['income', 'people in house', '收入', 'not', 'a]b']
const functions = [{ name: 'log', form: 'log(x)' }, { name: 'min', form: 'min(a, b)' }]
/** | is the caret. What each suggestion would make of the text. */
function completed(marked: string, asked = false): string[] {
  const caret = marked.indexOf('|')
  const text = marked.replace('|', '')
  const { from, to, suggestions } = completionAt(text, caret, columns, functions, asked)
  return suggestions.map((one) => `${text.slice(0, from)}${one.text.slice(0, one.caret)}|${one.text.slice(one.caret)}${text.slice(to)}`)
}

describe('completion of a formula', () => {
  it('writes columns plainly or in brackets, and functions with the caret in theirs', () => {
    expect(completed('2 * in|')).toEqual(['2 * income|', '2 * [people in house]|'])
    expect(completed('mi|')).toEqual(['min(|)'])
    expect(completed('收|')).toEqual(['收入|'])
  })

  it('takes the place of the whole word or brackets that the caret stands in', () => {
    expect(completed('inc|ame + 1')).toEqual(['income| + 1'])
    expect(completed('[peo|ple] + 1')).toEqual(['[people in house]| + 1'])
    expect(completed('[peo| + 1')).toEqual(['[people in house]| + 1'])
  })

  it('takes the words of a longer name for one', () => {
    expect(completed('2 * people i|')).toEqual(['2 * [people in house]|'])
    expect(completed('People in |')).toEqual(['[people in house]|'])
    expect(completed('people + i|')).toEqual(['people + income|', 'people + [people in house]|'])
  })

  it('puts names in brackets that would read as something else', () => {
    expect(completed('no|')).toEqual(['[not]|'])
    expect(completed('[a|')).toEqual(['[a]]b]|'])
  })

  it('keeps still where nothing or a text is written, unless it is asked', () => {
    expect(completed('2 + |')).toEqual([])
    expect(completed('2 + |', true).length).toBe(7)
    expect(completed('city = "in|"', true)).toEqual([])
    expect(completed('city = “in|”', true)).toEqual([])
    expect(completed('city = “it\'s "in|', true)).toEqual([])
    expect(completed('city = “x” and in|')).toEqual(['city = “x” and income|', 'city = “x” and [people in house]|'])
    expect(completed('income|')).toEqual([])
  })
})
