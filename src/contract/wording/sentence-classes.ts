/** The sentence for answers that are right or wrong. */
import type { Language } from '../language.ts'
import { isNoBetterThanGuessing, rareAnswer, reachesZero } from '../no-better.ts'
import type { ClassificationAnswer } from '../run.ts'
import { wilson } from '../wilson.ts'
import { inHundred, rangeInHundred, shareDecimals } from './in-hundred.ts'
import { formatCount } from './numbers.ts'
import type { Sentence, SentenceContext, SentenceNote, SentenceScale } from './sentence-parts.ts'
import { nameOf, noBetterThanLinear, plainRows, timesWord } from './sentence-parts.ts'

export function describeClasses(answer: ClassificationAnswer, context: SentenceContext, language: Language): Sentence {
  const rare = rareAnswer(answer)
  if (rare !== null) return describeRare(answer, rare, context, language)
  return isNoBetterThanGuessing(answer) ? describeNoBetter(answer, context, language) : describeGood(answer, context, language)
}

/** From this many rows on counts say less than shares. */
const manyRows = 1000

function describeGood(answer: ClassificationAnswer, context: SentenceContext, language: Language): Sentence {
  const { rows, right } = answer
  const decimals = shareDecimals(answer.accuracy)
  const times = (share: number): string => inHundred(share, decimals)
  const figure = times(right / rows)
  const all = right === rows && (answer.giveAway ?? null) !== null
  const counted = {
    en: all ? `Right on all ${formatCount(rows)}.` : rows < manyRows
      ? `It is right on ${formatCount(right)} of ${unseenRows(rows)}: ${timesWord(figure)} in 100.`
      : `It is right ${timesWord(figure)} in 100 on ${unseenRows(rows)}.`,
    'zh-CN': all ? `${formatCount(rows)} 行全部答对。` : rows < manyRows
      ? `${formatCount(rows)} 行没见过的数据，答对 ${formatCount(right)} 行：每 100 次约对 ${figure} 次。`
      : `${formatCount(rows)} 行没见过的数据，每 100 次约对 ${figure} 次。`,
  }
  const range = rangeInHundred(answer.accuracy, decimals, language)
  const guess = nameOf(answer.guessing.answer, context)
  const guessed = times(answer.guessing.right / rows)
  const linear = answer.linear === null ? null : times(answer.linear.right / rows)
  return {
    headline: counted[language],
    range: {
      en: `With other rows like these: ${range}. Always guessing “${guess}” is right ${timesWord(guessed)}${linear === null ? '' : `; a linear model, ${linear}`}.`,
      'zh-CN': `换一批类似的数据，约为 ${range} 次。总猜“${guess}”能对 ${guessed} 次${linear === null ? '' : `，线性模型能对 ${linear} 次`}。`,
    }[language],
    notes: [...giveAwayNotes(answer, all, language), ...linearNotes(answer, decimals, language)],
    scale: rightScale(answer),
  }
}

function describeNoBetter(answer: ClassificationAnswer, context: SentenceContext, language: Language): Sentence {
  const { rows } = answer
  const decimals = shareDecimals(answer.accuracy)
  const figure = inHundred(answer.right / rows, decimals)
  const range = rangeInHundred(answer.accuracy, decimals, language)
  const guess = nameOf(answer.guessing.answer, context)
  const guessed = inHundred(answer.guessing.right / rows, decimals)
  const linear = answer.linear === null ? null : inHundred(answer.linear.right / rows, decimals)
  return {
    headline: {
      en: `No better than always guessing “${guess}”, as far as ${plainRows(rows)} can tell: ${timesWord(figure)} in 100 (${range}) against ${guessed}.`,
      'zh-CN': `仅凭这 ${formatCount(rows)} 行，看不出它比总猜“${guess}”更好：每 100 次约对 ${figure} 次（${range}），总猜“${guess}”能对 ${guessed} 次。`,
    }[language],
    range: linear === null ? '' : { en: `A linear model is right ${timesWord(linear)} in 100.`, 'zh-CN': `线性模型每 100 次约对 ${linear} 次。` }[language],
    notes: answer.overLinear !== null && answer.overLinear.high < 0 ? linearNotes(answer, decimals, language) : [],
    scale: rightScale(answer),
  }
}

type Positive = NonNullable<ClassificationAnswer['positive']>

/** "Better" is judged here by finding, not by being right: see `isNoBetterThanGuessing`. */
function describeRare(answer: ClassificationAnswer, positive: Positive, context: SentenceContext, language: Language): Sentence {
  const { rows } = answer
  const { actual, said, hit } = positive
  const name = nameOf(positive.answer, context)
  const guess = nameOf(answer.guessing.answer, context)
  const found = wilson(hit, actual)
  const range = rangeInHundred(found, shareDecimals(found), language)
  const foundScale: SentenceScale = { kind: 'foundInHundred', minimum: 0, maximum: 100, value: found.value * 100, low: found.low * 100, high: found.high * 100, guessing: 0, linear: null }
  const bare = { notes: [], scale: foundScale }
  if (isNoBetterThanGuessing(answer)) {
    return {
      ...bare,
      headline: {
        en: `No better than always guessing “${guess}”, as far as ${plainRows(rows)} can tell: of ${plainRows(actual)} that ${actual === 1 ? 'was' : 'were'} really “${name}” it found ${formatCount(hit)}, and it said “${name}” ${timesWord(formatCount(said))}.`,
        'zh-CN': `仅凭这 ${formatCount(rows)} 行，看不出它比总猜“${guess}”更好：真正是“${name}”的有 ${formatCount(actual)} 行，找到 ${formatCount(hit)} 行，它说了 ${formatCount(said)} 次“${name}”。`,
      }[language],
      range: { en: `Found, with other rows like these: ${range} in 100.`, 'zh-CN': `换一批类似的数据，每 100 行约能找到 ${range} 行。` }[language],
    }
  }
  return {
    ...bare,
    headline: {
      en: `Of ${plainRows(actual)} that ${actual === 1 ? 'was' : 'were'} really “${name}” it found ${formatCount(hit)}; it said “${name}” ${timesWord(formatCount(said))} and was right ${timesWord(formatCount(hit))}.`,
      'zh-CN': `真正是“${name}”的有 ${formatCount(actual)} 行，找到 ${formatCount(hit)} 行；它说了 ${formatCount(said)} 次“${name}”，说对 ${formatCount(hit)} 次。`,
    }[language],
    range: {
      en: `Found, with other rows like these: ${range} in 100. Always guessing “${guess}” finds none.`,
      'zh-CN': `换一批类似的数据，每 100 行约能找到 ${range} 行。总猜“${guess}”一行也找不到。`,
    }[language],
    notes: [...giveAwayNotes(answer, false, language), ...overallNotes(answer, guess, language), ...linearNotes(answer, shareDecimals(answer.accuracy), language)],
  }
}

/** Where finding the rare answer costs as many right answers as it brings, that is said. */
function overallNotes(answer: ClassificationAnswer, guess: string, language: Language): SentenceNote[] {
  if (!reachesZero(answer.overGuessing)) return []
  const decimals = shareDecimals(answer.accuracy)
  const figure = inHundred(answer.right / answer.rows, decimals)
  const guessed = inHundred(answer.guessing.right / answer.rows, decimals)
  const text =
    answer.overGuessing.high < 0
      ? {
          en: `Over all answers it is right less often than always guessing “${guess}”: ${timesWord(figure)} in 100 against ${guessed}.`,
          'zh-CN': `就全部答案而言，它不如总猜“${guess}”：每 100 次约对 ${figure} 次，总猜“${guess}”能对 ${guessed} 次。`,
        }
      : {
          en: `Over all answers, ${plainRows(answer.rows)} cannot tell it from always guessing “${guess}”: right ${timesWord(figure)} in 100 against ${guessed}.`,
          'zh-CN': `就全部答案而言，仅凭这 ${formatCount(answer.rows)} 行分不出它和总猜“${guess}”的高下：每 100 次约对 ${figure} 次，总猜“${guess}”能对 ${guessed} 次。`,
        }
  return [{ kind: 'overall', text: text[language] }]
}

function linearNotes(answer: ClassificationAnswer, decimals: number, language: Language): SentenceNote[] {
  const { linear, overLinear, rows } = answer
  if (linear === null || overLinear === null || !reachesZero(overLinear)) return []
  if (overLinear.high >= 0) return [noBetterThanLinear(rows, language)]
  const figure = inHundred(linear.right / rows, decimals)
  const text = { en: `A linear model is better: right ${timesWord(figure)} in 100. It is also easier to explain.`, 'zh-CN': `线性模型更好：每 100 次约对 ${figure} 次，也更容易解释。` }
  return [{ kind: 'linear', text: text[language] }]
}

function giveAwayNotes(answer: ClassificationAnswer, all: boolean, language: Language): SentenceNote[] {
  const { giveAway } = answer
  if (giveAway === undefined || giveAway === null) return []
  const { column, right } = giveAway
  const text = {
    en: `One column, “${column}”, gives the answer alone on ${formatCount(right)} of ${all ? 'them' : plainRows(answer.rows)}. Would you know it before the answer?`,
    'zh-CN': `单凭“${column}”这一列，就能答对${all ? '其中' : ` ${formatCount(answer.rows)} 行中的`} ${formatCount(right)} 行。在知道答案之前，你能知道它吗？`,
  }
  return [{ kind: 'giveAway', text: text[language] }]
}

function unseenRows(rows: number): string {
  return `${formatCount(rows)} unseen ${rows === 1 ? 'row' : 'rows'}`
}

function rightScale(answer: ClassificationAnswer): SentenceScale {
  return {
    kind: 'rightInHundred',
    minimum: 0,
    maximum: 100,
    value: (answer.right / answer.rows) * 100,
    low: answer.accuracy.low * 100,
    high: answer.accuracy.high * 100,
    guessing: (answer.guessing.right / answer.rows) * 100,
    linear: answer.linear === null ? null : (answer.linear.right / answer.rows) * 100,
  }
}
