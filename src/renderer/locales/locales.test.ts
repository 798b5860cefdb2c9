import { describe, expect, it } from 'vitest'
import { messages } from './index.ts'

type Tree = { readonly [key: string]: string | Tree }

/** Every text with its path. */
function textsOf(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [[`${path}${key}`, value]] : textsOf(value, `${path}${key}.`)))
}

const english = new Map(textsOf(messages.en))
const chinese = new Map(textsOf(messages['zh-CN']))
const found = (texts: Map<string, string>, wrong: (text: string, path: string) => boolean): string[] => [...texts].filter(([path, text]) => wrong(text, path)).map(([path, text]) => `${path}: ${text}`)
const placeholders = (text: string): string => [...new Set(text.match(/\{\w+\}/g))].toSorted().join(' ')
/** Without placeholders, whose values nobody knows here. */
const bare = (text: string): string => text.replaceAll(/\{\w+\}/g, '0')

describe('the words of the window', () => {
  it('exist in both languages, with the same keys', () => {
    expect([...chinese.keys()].toSorted()).toEqual([...english.keys()].toSorted())
    expect(english.size).toBeGreaterThan(400)
  })

  it('take the same parameters in both languages', () => {
    // A plural form may leave out its number, so all forms of a text count together.
    expect([...english].filter(([path, text]) => placeholders(text) !== placeholders(chinese.get(path) ?? '')).map(([path]) => path)).toEqual([])
  })

  it('are never empty', () => {
    expect([...found(english, (text) => text.trim() === ''), ...found(chinese, (text) => text.trim() === '')]).toEqual([])
  })

  it('in English contain no Han character but the names of languages', () => {
    expect(found(english, (text, path) => /\p{Script=Han}/u.test(text) && !path.startsWith('app.status.languages.'))).toEqual([])
  })
})

describe('Chinese', () => {
  it('has no ASCII punctuation beside a Han character', () => {
    expect(found(chinese, (text) => /\p{Script=Han}\s?[,:;?!()]|[,:;?!()]\s?\p{Script=Han}/u.test(bare(text)))).toEqual([])
  })

  it('has a space between Han characters and Latin letters or digits', () => {
    expect(found(chinese, (text) => /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u.test(text))).toEqual([])
  })

  it('has no space before full-width punctuation, and full-width ellipses', () => {
    expect(found(chinese, (text) => /\s[，。：；？！、）”]|[（“]\s|\.\.\./u.test(text))).toEqual([])
  })

  it('speaks calmly: no 您, no exclamation marks, no 请 at the start', () => {
    expect(found(chinese, (text) => /您|！|^请/u.test(text))).toEqual([])
  })
})
