import { describe, expect, it } from 'vitest'
import { classBars } from './class-bars.ts'

const binary = (yes: number, cutOff = 0.5) => ({
  kind: 'class' as const,
  answer: yes >= cutOff ? 'yes' : 'no',
  probabilities: [
    { answer: 'no', probability: 1 - yes },
    { answer: 'yes', probability: yes },
  ],
  cutOff,
})
const several = (shares: number[]) => ({
  kind: 'class' as const,
  answer: String(shares.indexOf(Math.max(...shares))),
  probabilities: shares.map((probability, at) => ({ answer: String(at), probability })),
  cutOff: null,
})

describe('the bars of two answers', () => {
  it('put the one that matters most first, with the cut-off on it alone', () => {
    expect(classBars(binary(0.7, 0.4), 'en').bars).toEqual([
      { answer: 'yes', share: 0.7, text: '70 %', said: true, cutOff: 0.4 },
      { answer: 'no', share: expect.closeTo(0.3), text: '30 %', said: false, cutOff: null },
    ])
  })

  it('mark what was said, which below a low cut-off is not the larger one', () => {
    expect(classBars(binary(0.3, 0.2), 'en').bars.map(({ answer, said }) => [answer, said])).toEqual([
      ['yes', true],
      ['no', false],
    ])
  })

  it('never claim certainty', () => {
    expect(classBars(binary(0.9999), 'en').bars.map(({ text }) => text)).toEqual(['over 99 %', 'under 1 %'])
    expect(classBars(binary(0), 'zh-CN').bars.map(({ text }) => text)).toEqual(['不到 1%', '超过 99%'])
  })
})

describe('the bars of several answers', () => {
  it('keep their order, so that they do not jump while somebody types', () => {
    expect(classBars(several([0.2, 0.7, 0.1]), 'en')).toMatchObject({ bars: [{ answer: '0' }, { answer: '1', said: true }, { answer: '2' }], rest: null })
  })

  it('show the most probable of very many and put the others together', () => {
    const { bars, rest } = classBars(several([0.01, 0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.55]), 'en')
    expect(bars.map(({ answer }) => answer)).toEqual(['9', '8', '7', '6', '5', '4', '3'])
    expect(rest).toEqual({ count: 3, share: expect.closeTo(0.06), text: '6 %' })
  })
})
