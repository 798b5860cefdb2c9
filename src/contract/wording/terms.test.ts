import { describe, expect, it } from 'vitest'
import { languages } from '../language.ts'
import { seeAlso, type TermName, termNamed, termTopics, termsOf } from './terms.ts'

const names = termTopics.flatMap(termsOf)
const chineseOf = (name: TermName): string[] => [termNamed(name).name['zh-CN'], termNamed(name).words['zh-CN']]
const wrongIn = (wrong: RegExp): string[] => names.flatMap(chineseOf).filter((text) => wrong.test(text))
const sentences = { en: /[.](?=\s|$)/g, 'zh-CN': /。/g }

describe('the words of the field', () => {
  it('are all there, each in one topic only', () => {
    expect(names.length).toBeGreaterThanOrEqual(50)
    expect(new Set(names).size).toBe(names.length)
  })

  it.each(languages)('are explained in exactly two sentences in %s', (language) => {
    expect(names.filter((name) => termNamed(name).words[language].match(sentences[language])?.length !== 2)).toEqual([])
    expect(names.filter((name) => !/[.。]$/.test(termNamed(name).words[language]))).toEqual([])
  })

  it('point only at words that exist, and never at themselves', () => {
    expect(names.filter((name) => seeAlso(name).length !== termNamed(name).see.length || termNamed(name).see.includes(name))).toEqual([])
    expect(names.filter((name) => new Set(termNamed(name).see).size !== termNamed(name).see.length || termNamed(name).see.length === 0)).toEqual([])
  })

  it.each(languages)('have names of their own in %s', (language) => {
    expect(new Set(names.map((name) => termNamed(name).name[language])).size).toBe(names.length)
  })

  it('have formulas with the same number of lines in both languages', () => {
    expect(names.filter((name) => termNamed(name).formula?.en.split('\n').length !== termNamed(name).formula?.['zh-CN'].split('\n').length)).toEqual([])
  })

  it('in English contain no Han character', () => {
    expect(names.filter((name) => /\p{Script=Han}/u.test(JSON.stringify([termNamed(name).name.en, termNamed(name).words.en, termNamed(name).formula?.en])))).toEqual([])
  })

  it('in Chinese have full-width punctuation, and a space between Han characters and Latin letters or digits', () => {
    expect(wrongIn(/\p{Script=Han}\s?[,:;?!()]|[,:;?!()]\s?\p{Script=Han}/u)).toEqual([])
    expect(wrongIn(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u)).toEqual([])
    expect(wrongIn(/\s[，。：；？！、）”]|[（“]\s|\.\.\.|您|！/u)).toEqual([])
  })
})
