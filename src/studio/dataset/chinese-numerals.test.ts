import { expect, test } from 'vitest'
import { mayBeNumeral, readNumeral } from './chinese-numerals.ts'

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

test.each([
  ['两万', 20_000],
  ['一百二十', 120],
  ['三千五百', 3500],
  ['十二', 12],
  ['一十二', 12],
  ['二十', 20],
  ['一百零五', 105],
  ['一百〇五', 105],
  ['三千零五', 3005],
  ['三千零五十', 3050],
  ['一万零五百', 10_500],
  ['两万三千', 23_000],
  ['二十万零六', 200_006],
  ['一亿零二十万', 100_200_000],
  ['三亿五千万', 350_000_000],
  ['一千二百三十四万五千六百七十八', 12_345_678],
])('%s is %d', (text, value) => {
  expect([readNumeral(text), mayBeNumeral(bytesOf(text), 0, bytesOf(text).length)]).toEqual([value, true])
})

test.each(['一', '十', '三千五', '两万五', '万一', '千万', '百万', '一百五', '二三', '零五', '一百零', '十十', '一万万', '五百千', '一百二十零', '三万人', ''])('%s is no number', (text) => {
  expect(readNumeral(text)).toBeNull()
})
