import { expect, it } from 'vitest'
import { clockText } from './story-words.ts'

const t = (_key: string, words: Record<string, string | number> = {}): string => `${words['seconds']} s`

it('tells the events of a short run apart by tenths of a second, those of a long one by the clock', () => {
  expect([clockText(0.34, 3.3, t), clockText(3.3, 3.3, t)]).toEqual(['0.3 s', '3.3 s'])
  expect([clockText(0.34, 4000, t), clockText(760, 4000, t), clockText(3725, 4000, t)]).toEqual(['00:00', '12:40', '1:02:05'])
})
