/** Likely causes of a bad result in words: what it may be, the evidence, and the step that goes with it. Knows no screen. */
import type { Language, Text } from '../language.ts'
import type { LikelyCause } from '../likely-cause.ts'
import { inHundred } from './in-hundred.ts'
import { formatCount, formatLearningRate, formatNumber } from './numbers.ts'
import { nameOf, plainRows, type SentenceContext } from './sentence-parts.ts'

export interface CauseWords {
  /** What it may be; one sentence. */
  title: string
  /** What speaks for it, in numbers. */
  evidence: string
  /** What to do, as a button says it. */
  step: string
}

export function describeLikelyCause(cause: LikelyCause, context: SentenceContext, language: Language): CauseWords {
  const { title, evidence, step } = wordsOf(cause, context)
  return { title: title[language], evidence: evidence[language], step: step[language] }
}

type Words = Record<keyof CauseWords, Text>

function wordsOf(cause: LikelyCause, context: SentenceContext): Words {
  switch (cause.kind) {
    case 'columnsSayNothing':
      return columnsSayNothing(cause)
    case 'memorising':
      return memorising(cause)
    case 'stillImproving':
      return stillImproving(cause)
    case 'rateTooLarge':
    case 'rateTooSmall':
      return rate(cause)
    case 'fewRows':
      return fewRows(cause)
    case 'fewTestRows':
      return {
        title: { en: 'There may be too few test rows to see it.', 'zh-CN': '测试集可能太小，看不出差别。' },
        evidence: { en: `It was ahead of guessing, but on ${plainRows(cause.rows)} that may be luck.`, 'zh-CN': `它比总猜的好，但只有 ${formatCount(cause.rows)} 行，可能只是碰巧。` },
        step: { en: 'Keep more rows for the test', 'zh-CN': '留出更多测试数据' },
      }
    case 'rareAnswer':
      return rareAnswer(cause, context)
    case 'largerThanNeeded':
      return largerThanNeeded(cause)
    default:
      return cause satisfies never
  }
}

type Of<Kind extends LikelyCause['kind']> = Extract<LikelyCause, { kind: Kind }>

function columnsSayNothing({ measure, linear, guessing, rows }: Of<'columnsSayNothing'>): Words {
  const evidence =
    measure === 'right'
      ? {
          en: `A linear model learned from them is right on ${formatCount(linear)} of ${plainRows(rows)}; always guessing, on ${formatCount(guessing)}.`,
          'zh-CN': `用这些列训练的线性模型，${formatCount(rows)} 行中答对 ${formatCount(linear)} 行；总猜能对 ${formatCount(guessing)} 行。`,
        }
      : {
          en: `A linear model learned from them misses by ${formatNumber(linear)} on average; always guessing the average, by ${formatNumber(guessing)}.`,
          'zh-CN': `用这些列训练的线性模型平均相差 ${formatNumber(linear)}，总猜平均值相差 ${formatNumber(guessing)}。`,
        }
  return {
    title: { en: 'The columns may say nothing about the answer.', 'zh-CN': '这些列可能与答案无关。' },
    evidence,
    step: { en: 'Look at the columns', 'zh-CN': '查看各列' },
  }
}

function memorising({ gap, course, change }: Of<'memorising'>): Words {
  const figure = (value: number): string => (gap?.measure === 'right' ? inHundred(value, 0) : formatNumber(value))
  const [training, test] = [figure(gap?.training ?? NaN), figure(gap?.test ?? NaN)]
  const compared: Text | null =
    gap === null
      ? null
      : gap.measure === 'right'
        ? { en: `Right on ${training} in 100 training rows, on ${test} in 100 test rows.`, 'zh-CN': `训练集每 100 行答对 ${training} 行，测试集每 100 行只答对 ${test} 行。` }
        : { en: `It misses by ${training} on training rows, by ${test} on test rows.`, 'zh-CN': `训练集平均相差 ${training}，测试集平均相差 ${test}。` }
  const turned: Text | null =
    course === null
      ? null
      : {
          en: `After epoch ${formatCount(course.best.epoch)} the validation loss rose from ${formatNumber(course.best.loss)} to ${formatNumber(course.last.loss)}, while the training loss fell to ${formatNumber(course.trainingLoss)}.`,
          'zh-CN': `第 ${formatCount(course.best.epoch)} 轮之后，验证损失从 ${formatNumber(course.best.loss)} 升到 ${formatNumber(course.last.loss)}，训练损失却降到 ${formatNumber(course.trainingLoss)}。`,
        }
  const said = [compared, turned].filter((text) => text !== null)
  return {
    title: { en: 'It learned its rows by heart.', 'zh-CN': '它把训练数据死记硬背下来了（过拟合）。' },
    evidence: { en: said.map((text) => text.en).join(' '), 'zh-CN': said.map((text) => text['zh-CN']).join('') },
    step: remedyWords(change),
  }
}

const smaller: Text = { en: 'Choose a smaller network', 'zh-CN': '换一个更小的网络' }

function remedyWords(change: Of<'memorising'>['change']): Text {
  const fix = change?.fix
  if (fix === undefined) return smaller
  switch (fix.kind) {
    case 'setAll':
      return { en: 'Stop early and keep the best epoch', 'zh-CN': '提前停止并保留最佳轮' }
    case 'insertLayer':
      return { en: 'Add a dropout layer', 'zh-CN': '添加随机失活层' }
    case 'set':
      return { en: 'Halve the widest layer', 'zh-CN': '把最宽的层减半' }
    case 'removeLayer':
      return smaller
    default:
      return fix satisfies never
  }
}

function stillImproving({ watched, from, to, epochs, change }: Of<'stillImproving'>): Words {
  const name = { validation: { en: 'validation', 'zh-CN': '验证' }, training: { en: 'training', 'zh-CN': '训练' } }[watched]
  return {
    title: { en: 'It stopped while it was still improving.', 'zh-CN': '它还在进步，训练就结束了。' },
    evidence: {
      en: `The ${name.en} loss was still falling: ${formatNumber(from.loss)} in epoch ${formatCount(from.epoch)}, ${formatNumber(to.loss)} in epoch ${formatCount(to.epoch)}, the last.`,
      'zh-CN': `${name['zh-CN']}损失还在下降：第 ${formatCount(from.epoch)} 轮为 ${formatNumber(from.loss)}，最后的第 ${formatCount(to.epoch)} 轮为 ${formatNumber(to.loss)}。`,
    },
    step: change === undefined ? { en: 'Let it train to the end', 'zh-CN': '让它训练到底' } : { en: `Train for ${formatCount(epochs)} epochs`, 'zh-CN': `改为训练 ${formatCount(epochs)} 轮` },
  }
}

function rate({ kind, rate: used, better, from, to, ...rest }: Of<'rateTooLarge'> | Of<'rateTooSmall'>): Words {
  const [asked, proposed, first, last] = [formatLearningRate(used), formatLearningRate(better), formatNumber(from.loss), formatNumber(to.loss)]
  const step = { en: `Use a learning rate of ${proposed}`, 'zh-CN': `学习率改为 ${proposed}` }
  if (kind === 'rateTooSmall') {
    return {
      title: { en: 'The learning rate may be too small.', 'zh-CN': '学习率可能太小。' },
      evidence: {
        en: `At ${asked} the training loss went from ${first} only to ${last} in ${formatCount(to.epoch)} epochs.`,
        'zh-CN': `学习率为 ${asked}，${formatCount(to.epoch)} 轮里训练损失只从 ${first} 到 ${last}。`,
      },
      step,
    }
  }
  const rises = 'rises' in rest ? rest.rises : 0
  return {
    title: { en: 'The learning rate may be too large.', 'zh-CN': '学习率可能太大。' },
    evidence: {
      en: `At ${asked} the training loss rose in ${formatCount(rises)} of ${formatCount(to.epoch)} epochs, and went from ${first} to ${last}.`,
      'zh-CN': `学习率为 ${asked}，${formatCount(to.epoch)} 轮中有 ${formatCount(rises)} 轮训练损失上升，总体从 ${first} 到 ${last}。`,
    },
    step,
  }
}

function fewRows({ rows, inputs }: Of<'fewRows'>): Words {
  const many = inputs === null ? { en: '', 'zh-CN': '' } : { en: `, and ${formatCount(inputs)} ${inputs === 1 ? 'input' : 'inputs'}`, 'zh-CN': `，而输入有 ${formatCount(inputs)} 个` }
  return {
    title: { en: 'There may be too few rows to learn from.', 'zh-CN': '可学习的数据可能太少。' },
    evidence: { en: `${plainRows(rows)} to learn from${many.en}. Ten rows an input are a modest number.`, 'zh-CN': `训练集只有 ${formatCount(rows)} 行${many['zh-CN']}。每个输入有 10 行也不算多。` },
    step: { en: 'Use fewer columns', 'zh-CN': '少用几列' },
  }
}

function rareAnswer({ answer, learned, of, found, actual }: Of<'rareAnswer'>, context: SentenceContext): Words {
  const name = nameOf(answer, context)
  return {
    title: { en: `“${name}” is rare, and mostly missed.`, 'zh-CN': `“${name}”很少见，多半没找出来。` },
    evidence: {
      en: `${formatCount(learned)} of ${plainRows(of)} to learn from say “${name}”; of ${formatCount(actual)} in the test it found ${formatCount(found)}.`,
      'zh-CN': `训练集 ${formatCount(of)} 行中只有 ${formatCount(learned)} 行是“${name}”；测试集的 ${formatCount(actual)} 行里，找到 ${formatCount(found)} 行。`,
    },
    step: { en: 'Use class weights', 'zh-CN': '使用类别权重' },
  }
}

function largerThanNeeded({ parameters, linearParameters, rows }: Of<'largerThanNeeded'>): Words {
  const linear = linearParameters === null ? { en: '', 'zh-CN': '' } : { en: ` of ${formatCount(linearParameters)}`, 'zh-CN': `（参数量 ${formatCount(linearParameters)}）` }
  return {
    title: { en: 'The network may be larger than the data call for.', 'zh-CN': '网络可能比数据需要的更大。' },
    evidence: {
      en: `It has ${formatCount(parameters)} parameters for ${plainRows(rows)} to learn from; a linear model${linear.en} does better.`,
      'zh-CN': `参数量为 ${formatCount(parameters)}，训练集只有 ${formatCount(rows)} 行；线性模型${linear['zh-CN']}反而更好。`,
    },
    step: smaller,
  }
}
