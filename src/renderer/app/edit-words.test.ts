import { expect, it } from 'vitest'
import { editWords } from './edit-words.ts'

const t = (key: string, params: Record<string, unknown>): string => `${key} ${Object.values(params).join(' ')}`

it('names an edit in the language of now, names from the catalogue included', () => {
  const label = { key: 'network.undo.add', params: { layer: { en: 'Dense', 'zh-CN': '全连接层' }, count: 2 } }
  expect([editWords(label, t, 'en'), editWords(label, t, 'zh-CN')]).toEqual(['network.undo.add Dense 2', 'network.undo.add 全连接层 2'])
  expect(editWords('as it is', t, 'en')).toBe('as it is')
})
