import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Language } from '../language.ts'
import type { ClassificationAnswer, RegressionAnswer, Report } from '../run.ts'
import { wilson } from '../wilson.ts'
import { describeAnswer } from './sentence.ts'
import type { SentenceContext } from './sentence-parts.ts'

function classes(rows: number, right: number, guessRight: number, changes: Partial<ClassificationAnswer> = {}): ClassificationAnswer {
  const difference = (right - guessRight) / rows
  return {
    kind: 'classification',
    rows,
    right,
    accuracy: wilson(right, rows),
    guessing: { answer: '1', right: guessRight },
    linear: null,
    overGuessing: { value: difference, low: difference - 0.05, high: difference + 0.05 },
    overLinear: null,
    positive: null,
    classes: ['0', '1'],
    confusion: [],
    mistakes: [],
    cutOff: null,
    ...changes,
  }
}
function numbers(changes: Partial<RegressionAnswer> = {}): RegressionAnswer {
  return {
    kind: 'regression',
    rows: 80,
    target: 'Miles_per_Gallon',
    meanAbsoluteError: { value: 2.13, low: 1.72, high: 2.58 },
    guessing: { answer: 23.4, meanAbsoluteError: 6.52 },
    linear: { meanAbsoluteError: 2.61 },
    overGuessing: { value: 4.4, low: 3.6, high: 5.1 },
    overLinear: { value: 0.5, low: 0.2, high: 0.8 },
    r2: 0.86,
    points: [],
    ...changes,
  }
}
const better = { value: 0.02, low: 0.001, high: 0.04 }
const equal = { value: 0.01, low: -0.02, high: 0.04 }
const worse = { value: -0.03, low: -0.05, high: -0.01 }

function said(answer: Report['answer'], language: Language, context: SentenceContext = {}): string[] {
  const { headline, range, notes } = describeAnswer(answer, context, language)
  return [headline, range, ...notes.map(({ text }) => text)]
}

describe('describeAnswer', () => {
  it('says right and wrong in counts, with the range, guessing and the linear model', () => {
    const answer = classes(114, 110, 71, { linear: { right: 108 }, overLinear: better })
    expect(said(answer, 'en')).toEqual([
      'It is right on 110 of 114 unseen rows: 96 times in 100.',
      'With other rows like these: 91 to 99. Always guessing “1” is right 62 times; a linear model, 95.',
    ])
    expect(said(answer, 'zh-CN')).toEqual([
      '114 行没见过的数据，答对 110 行：每 100 次约对 96 次。',
      '换一批类似的数据，约为 91～99 次。总猜“1”能对 62 次，线性模型能对 95 次。',
    ])
    expect(describeAnswer(answer, {}, 'en').scale).toMatchObject({ kind: 'rightInHundred', minimum: 0, maximum: 100, guessing: (71 / 114) * 100, linear: (108 / 114) * 100 })
  })

  it('uses the names that the person gave to codes', () => {
    const context = { classNames: [{ value: '1', name: 'benign' }] }
    expect(said(classes(114, 110, 71), 'en', context)[1]).toBe('With other rows like these: 91 to 99. Always guessing “benign” is right 62 times.')
  })

  it('says shares first from 1,000 rows on, with a digit where the range supports it', () => {
    expect(said(classes(1000, 900, 500), 'en')[0]).toBe('It is right 90 times in 100 on 1,000 unseen rows.')
    const answer = classes(20000, 19284, 12000)
    expect(said(answer, 'en')).toEqual([
      'It is right 96.4 times in 100 on 20,000 unseen rows.',
      'With other rows like these: 96.1 to 96.7. Always guessing “1” is right 60.0 times.',
    ])
    expect(said(answer, 'zh-CN')[0]).toBe('20,000 行没见过的数据，每 100 次约对 96.4 次。')
  })

  it('says 100 and 0 only when exact', () => {
    expect(said(classes(30, 30, 15), 'en').slice(0, 2)).toEqual([
      'It is right on 30 of 30 unseen rows: 100 times in 100.',
      'With other rows like these: 88 to 100. Always guessing “1” is right 50 times.',
    ])
    // 199 of 200 is 99.5, which would round to 100.
    expect(said(classes(200, 199, 100), 'en')[0]).toBe('It is right on 199 of 200 unseen rows: 99 times in 100.')
    expect(said(classes(200, 1, 0, { overGuessing: better }), 'en')[0]).toBe('It is right on 1 of 200 unseen rows: 1 time in 100.')
    // 113 of 114: 99.12, Wilson 95.2 to 99.85.
    expect(said(classes(114, 113, 71), 'en')[1]).toBe('With other rows like these: 95 to 99.9. Always guessing “1” is right 62 times.')
    // 999 of 1,000 is 99.9, Wilson 99.43 to 99.98.
    expect(said(classes(1000, 999, 500), 'en')).toEqual([
      'It is right 99.9 times in 100 on 1,000 unseen rows.',
      'With other rows like these: 99.4 to 99.99. Always guessing “1” is right 50.0 times.',
    ])
  })

  it('says what was found where one answer is rare', () => {
    // 200 rows, 40 "yes"; found 31, said 50 times.
    const answer = classes(200, 172, 160, { guessing: { answer: 'no', right: 160 }, overGuessing: better, positive: { answer: 'yes', actual: 40, said: 50, hit: 31 } })
    expect(said(answer, 'en')).toEqual([
      'Of 40 rows that were really “yes” it found 31; it said “yes” 50 times and was right 31 times.',
      'Found, with other rows like these: 62 to 88 in 100. Always guessing “no” finds none.',
    ])
    expect(said(answer, 'zh-CN')).toEqual([
      '真正是“yes”的有 40 行，找到 31 行；它说了 50 次“yes”，说对 31 次。',
      '换一批类似的数据，每 100 行约能找到 62～88 行。总猜“no”一行也找不到。',
    ])
    expect(describeAnswer(answer, {}, 'en').scale).toMatchObject({ kind: 'foundInHundred', value: 77.5, guessing: 0, linear: null })
  })

  it('adds what finding the rare answer costs', () => {
    const rare = { guessing: { answer: 'no', right: 160 }, positive: { answer: 'yes', actual: 40, said: 62, hit: 31 } }
    const undecided = classes(200, 160, 160, { ...rare, overGuessing: equal })
    expect(said(undecided, 'en')[2]).toBe('Over all answers, 200 rows cannot tell it from always guessing “no”: right 80 times in 100 against 80.')
    expect(said(undecided, 'zh-CN')[2]).toBe('就全部答案而言，仅凭这 200 行分不出它和总猜“no”的高下：每 100 次约对 80 次，总猜“no”能对 80 次。')
    const costly = classes(200, 150, 160, { ...rare, overGuessing: worse })
    expect(said(costly, 'en')[2]).toBe('Over all answers it is right less often than always guessing “no”: 75 times in 100 against 80.')
    expect(said(costly, 'zh-CN')[2]).toBe('就全部答案而言，它不如总猜“no”：每 100 次约对 75 次，总猜“no”能对 80 次。')
  })

  it('says so where a rare answer is found no more often than it is mistaken', () => {
    const answer = classes(200, 150, 160, { guessing: { answer: 'no', right: 160 }, overGuessing: worse, positive: { answer: 'yes', actual: 40, said: 20, hit: 5 } })
    expect(said(answer, 'en')).toEqual([
      'No better than always guessing “no”, as far as 200 rows can tell: of 40 rows that were really “yes” it found 5, and it said “yes” 20 times.',
      'Found, with other rows like these: 5 to 27 in 100.',
    ])
    expect(said(answer, 'zh-CN')).toEqual([
      '仅凭这 200 行，看不出它比总猜“no”更好：真正是“yes”的有 40 行，找到 5 行，它说了 20 次“yes”。',
      '换一批类似的数据，每 100 行约能找到 5～27 行。',
    ])
  })

  it('says that nothing was learned where the difference to guessing reaches zero', () => {
    const answer = classes(114, 70, 71, { overGuessing: equal, linear: { right: 80 }, overLinear: worse })
    expect(said(answer, 'en')).toEqual([
      'No better than always guessing “1”, as far as 114 rows can tell: 61 times in 100 (52 to 70) against 62.',
      'A linear model is right 70 times in 100.',
      'A linear model is better: right 70 times in 100. It is also easier to explain.',
    ])
    expect(said(answer, 'zh-CN')).toEqual([
      '仅凭这 114 行，看不出它比总猜“1”更好：每 100 次约对 61 次（52～70），总猜“1”能对 62 次。',
      '线性模型每 100 次约对 70 次。',
      '线性模型更好：每 100 次约对 70 次，也更容易解释。',
    ])
  })

  it('notes where it is not better than a linear model, or the linear model is better', () => {
    const answer = classes(114, 110, 71, { linear: { right: 108 }, overLinear: equal })
    expect(said(answer, 'en')[2]).toBe('No better than a linear model, as far as 114 rows can tell. The simpler one is easier to explain.')
    expect(said(answer, 'zh-CN')[2]).toBe('仅凭这 114 行，看不出它比线性模型更好。简单的那个更容易解释。')
    const behind = classes(114, 100, 71, { linear: { right: 108 }, overLinear: worse })
    expect(said(behind, 'en')[2]).toBe('A linear model is better: right 95 times in 100. It is also easier to explain.')
  })

  it('asks about a column that tells the number nearly exactly', () => {
    const answer = numbers({ giveAway: { column: 'price in cents', error: 0.0042 } })
    expect(said(answer, 'en')[2]).toBe('One column, “price in cents”, tells the number nearly exactly alone: it misses by at most 1 % of what always guessing the average misses. Would you know it before the answer?')
    expect(said(answer, 'zh-CN')[2]).toBe('单凭“price in cents”这一列就几乎能算出答案：误差至多是总猜平均值的 1%。在知道答案之前，你能知道它吗？')
  })

  it('asks about a column that gives the answer alone', () => {
    const answer = classes(114, 114, 71, { giveAway: { column: 'discharge', right: 113 } })
    expect([said(answer, 'en')[0], said(answer, 'en')[2]]).toEqual(['Right on all 114.', 'One column, “discharge”, gives the answer alone on 113 of them. Would you know it before the answer?'])
    expect([said(answer, 'zh-CN')[0], said(answer, 'zh-CN')[2]]).toEqual(['114 行全部答对。', '单凭“discharge”这一列，就能答对其中 113 行。在知道答案之前，你能知道它吗？'])
    const notAll = classes(114, 112, 71, { giveAway: { column: 'discharge', right: 111 } })
    expect(said(notAll, 'en')[2]).toBe('One column, “discharge”, gives the answer alone on 111 of 114 rows. Would you know it before the answer?')
    expect(said(notAll, 'zh-CN')[2]).toBe('单凭“discharge”这一列，就能答对 114 行中的 111 行。在知道答案之前，你能知道它吗？')
    expect(said(classes(114, 114, 71, { giveAway: null }), 'en')).toHaveLength(2)
  })

  it('starts with the number of rows where they are few', () => {
    const answer = classes(18, 16, 9)
    expect(said(answer, 'en')[0]).toBe('Only 18 rows to judge by: a range this wide says little. It is right on 16 of 18 unseen rows: 89 times in 100.')
    expect(said(answer, 'zh-CN')[0]).toBe('只有 18 行可用来评判，范围这么宽，说明不了多少。18 行没见过的数据，答对 16 行：每 100 次约对 89 次。')
    expect(said(classes(30, 28, 15), 'en')[0]).toBe('It is right on 28 of 30 unseen rows: 93 times in 100.')
  })

  it('says by how much numbers miss', () => {
    expect(said(numbers(), 'en')).toEqual([
      'Its predictions of “Miles_per_Gallon” miss by 2.1 on average (1.7 to 2.6).',
      'Always guessing the average misses by 6.5; a linear model, 2.6.',
    ])
    expect(said(numbers(), 'zh-CN')).toEqual([
      '“Miles_per_Gallon”的预测值平均相差 2.1（1.7～2.6）。',
      '总猜平均值，平均相差 6.5；线性模型，平均相差 2.6。',
    ])
    expect(describeAnswer(numbers(), {}, 'en').scale).toEqual({ kind: 'miss', minimum: 0, maximum: 6.52, value: 2.13, low: 1.72, high: 2.58, guessing: 6.52, linear: 2.61 })
    expect(said(numbers({ linear: null, overLinear: null }), 'en')[1]).toBe('Always guessing the average misses by 6.5.')
  })

  it('writes what the numbers are in, where the file says it', () => {
    expect(said(numbers({ target: '成交价', unit: '万元' }), 'zh-CN')[0]).toBe('“成交价”的预测值平均相差 2.1 万元（1.7～2.6）。')
    expect(said(numbers({ unit: 'mpg' }), 'en')[0]).toBe('Its predictions of “Miles_per_Gallon” miss by 2.1 mpg on average (1.7 to 2.6).')
  })

  it('writes misses with the digits that their range supports', () => {
    const miss = (value: number, low: number, high: number): string | undefined => said(numbers({ meanAbsoluteError: { value, low, high } }), 'en')[0]
    expect(miss(1234, 1188, 1271)).toBe('Its predictions of “Miles_per_Gallon” miss by 1,230 on average (1,180 to 1,280).')
    expect(miss(0.01234, 0.0101, 0.0153)).toBe('Its predictions of “Miles_per_Gallon” miss by 0.012 on average (0.010 to 0.016).')
    expect(miss(3.2e-6, 2.7e-6, 3.9e-6)).toBe('Its predictions of “Miles_per_Gallon” miss by 3.2 × 10⁻⁶ on average (2.7 × 10⁻⁶ to 3.9 × 10⁻⁶).')
    expect(miss(0, 0, 0)).toBe('Its predictions of “Miles_per_Gallon” miss by 0 on average (0 to 0).')
  })

  it('says by how much guessing and the linear model miss also beside a miss that is far larger', () => {
    const diverged = numbers({ meanAbsoluteError: { value: 1.9e19, low: 1.6e19, high: 2.2e19 }, overGuessing: { value: -1.9e19, low: -2.2e19, high: -1.6e19 }, overLinear: { value: -1.9e19, low: -2.2e19, high: -1.6e19 } })
    const [headline = '', range] = said(diverged, 'en')
    expect(headline).toContain('against 6.5.')
    expect(range).toBe('A linear model misses by 2.6.')
    expect(said(numbers({ linear: { meanAbsoluteError: 0 } }), 'en')[1]).toContain('a linear model, 0.0')
  })

  it('says that numbers are predicted no better than by the average', () => {
    const answer = numbers({ meanAbsoluteError: { value: 6.41, low: 5.55, high: 7.31 }, overGuessing: { value: 0.1, low: -0.3, high: 0.6 }, overLinear: { value: -3, low: -4, high: -2 } })
    expect(said(answer, 'en')).toEqual([
      'No better than always guessing the average, as far as 80 rows can tell: it misses “Miles_per_Gallon” by 6.4 on average (5.5 to 7.4) against 6.5.',
      'A linear model misses by 2.6.',
      'A linear model is better: it misses by 2.6. It is also easier to explain.',
    ])
    expect(said(answer, 'zh-CN')).toEqual([
      '仅凭这 80 行，看不出它比总猜平均值更好：“Miles_per_Gallon”的预测值平均相差 6.4（5.5～7.4），总猜平均值相差 6.5。',
      '线性模型平均相差 2.6。',
      '线性模型更好：平均相差 2.6，也更容易解释。',
    ])
  })

  it('says that nothing was measured where no rows were kept aside', () => {
    expect(describeAnswer(null, {}, 'en')).toEqual({ headline: 'No rows were kept aside, so nobody knows how good it is.', range: '', notes: [], scale: null })
    expect(describeAnswer(null, {}, 'zh-CN').headline).toBe('没有留出测试集，所以没人知道它有多准。')
  })
})

describe('describeAnswer, for any counts', () => {
  // Up to the ends as often as in between: that is where rounding goes wrong.
  const share = (rows: number): fc.Arbitrary<number> => fc.oneof(fc.integer({ min: 0, max: rows }), fc.integer({ min: 0, max: Math.min(3, rows) }), fc.integer({ min: Math.max(0, rows - 3), max: rows }))
  const counts = fc.oneof(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 1, max: 500 })).chain((rows) => fc.tuple(fc.constant(rows), share(rows), share(rows), fc.boolean(), fc.boolean()))
  const plain = (text: string): number => Number(text.replaceAll(',', '').replace('\u2212', '-'))

  it('has ranges that contain their figure and the interval, and 0 or 100 only when exact', () => {
    fc.assert(fc.property(counts, ([rows, right, guess]) => {
      const answer = classes(rows, right, guess, { overGuessing: { value: 0.5, low: 0.4, high: 0.6 } })
      const { headline, range } = describeAnswer(answer, {}, 'en')
      const figure = plain(/([\d.]+) times? in 100/.exec(headline)?.[1] ?? '')
      const [, low = '', high = ''] = /: ([\d.]+) to ([\d.]+)\./.exec(range) ?? []
      expect(plain(low)).toBeLessThanOrEqual(figure)
      expect(plain(high)).toBeGreaterThanOrEqual(figure)
      expect(plain(low)).toBeLessThanOrEqual(answer.accuracy.low * 100 + 1e-6)
      expect(plain(high)).toBeGreaterThanOrEqual(answer.accuracy.high * 100 - 1e-6)
      expect(figure === 100).toBe(right === rows)
      expect(figure === 0).toBe(right === 0)
      expect(plain(high) === 100).toBe(right === rows)
      expect(plain(low) === 0).toBe(right === 0)
    }))
  })

  it('never says "better" of the network without "no" where the interval reaches zero', () => {
    fc.assert(fc.property(counts, fc.constantFrom(equal, worse, { value: 0, low: 0, high: 0 }), ([rows, right, guess, linear, rare], difference) => {
      const positive = rare ? { answer: 'yes', actual: Math.max(1, rows - guess), said: Math.min(rows, 3), hit: 0 } : null
      const answer = classes(rows, right, guess, { overGuessing: difference, positive, ...(linear ? { linear: { right: guess }, overLinear: difference } : {}) })
      for (const text of said(answer, 'en')) expect(text.replace(/No better than|A linear model is better/g, '')).not.toMatch(/better/i)
      for (const text of said(answer, 'zh-CN')) expect(text.replace(/看不出它比[^，。：]*更好|线性模型更好/g, '')).not.toContain('更好')
      const measured = describeAnswer(answer, {}, 'en').headline
      if (!rare) expect(measured).toContain('No better than always guessing')
    }))
  })

  it('keeps the miss inside its written range', () => {
    const estimates = fc.tuple(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }), fc.double({ min: 0.01, max: 1, noNaN: true }))
    fc.assert(fc.property(estimates, ([value, below, above]) => {
      const { headline } = describeAnswer(numbers({ meanAbsoluteError: { value, low: value * (1 - below), high: value * (1 + above) } }), {}, 'en')
      const read = (text = ''): number => {
        const [, mantissa = '', exponent = ''] = /^([\d.,]+)(?: × 10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?$/.exec(text) ?? []
        return plain(mantissa) * 10 ** Number([...exponent].map((digit) => (digit === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit))).join(''))
      }
      const [, figure, low, high] = /by (.+) on average \((.+) to (.+)\)/.exec(headline) ?? []
      expect(read(low)).toBeLessThanOrEqual(read(figure) * (1 + 1e-9))
      expect(read(high)).toBeGreaterThanOrEqual(read(figure) * (1 - 1e-9))
      expect(read(low)).toBeLessThanOrEqual(value * (1 - below) * (1 + 1e-6))
      expect(read(high)).toBeGreaterThanOrEqual(value * (1 + above) * (1 - 1e-6))
    }))
  })

  it('writes Chinese without ASCII punctuation beside Han characters', () => {
    fc.assert(fc.property(counts, fc.constantFrom(better, equal, worse), ([rows, right, guess, linear, rare], difference) => {
      const positive = rare ? { answer: '是', actual: Math.max(1, rows - guess), said: right, hit: Math.min(right, Math.max(1, rows - guess)) } : null
      const answer = classes(rows, right, guess, { guessing: { answer: '否', right: guess }, overGuessing: difference, positive, ...(linear ? { linear: { right: guess }, overLinear: difference } : {}) })
      for (const text of said(answer, 'zh-CN')) expect(text).not.toMatch(/\p{Script=Han}[,:;?!()]|[,:;?!()]\p{Script=Han}/u)
    }))
  })
})
