/** What repeating a run showed, in words: equal, or the first number that differs. */
import type { Language } from '../language.ts'
import type { RunVerification } from '../run.ts'
import { formatCount } from './numbers.ts'

type Difference = NonNullable<RunVerification['difference']>

/** One to three sentences. Numbers are written in full: they may differ in their last digit alone. */
export function describeVerification({ equal, epochs, weights, difference, madeBy }: RunVerification, language: Language): string {
  const result = equal ? equalText(epochs, weights.before, language) : difference === null ? weightsText(epochs, weights, language) : differenceText(difference, language)
  if (madeBy === null) return result
  return {
    en: `${result} It was trained by ${madeBy.before}, and repeated by ${madeBy.now}.`,
    'zh-CN': `${result}当时由 ${madeBy.before} 训练，这次由 ${madeBy.now} 重复。`,
  }[language]
}

function equalText(epochs: number, sum: string, language: Language): string {
  const count = formatCount(epochs)
  return {
    en: `Equal: the same ${count} ${epochs === 1 ? 'epoch' : 'epochs'} and the same weights, to the last bit (SHA-256 ${short(sum)}).`,
    'zh-CN': `一致：${count} 轮的记录和权重逐位相同（SHA-256 ${short(sum)}）。`,
  }[language]
}

function weightsText(epochs: number, { before, now }: RunVerification['weights'], language: Language): string {
  const count = formatCount(epochs)
  return {
    en: `The ${count} ${epochs === 1 ? 'epoch is' : 'epochs are'} the same, but the weights are not: SHA-256 ${short(now ?? '')} now, ${short(before)} then.`,
    'zh-CN': `${count} 轮的记录相同，但权重不同：现在的 SHA-256 为 ${short(now ?? '')}，当时为 ${short(before)}。`,
  }[language]
}

function differenceText({ epoch, part, name, before, now }: Difference, language: Language): string {
  const at = formatCount(epoch)
  if (part === 'course' && name === 'step') return courseText(at, before, now, language)
  const values = { before: before === null ? '-' : String(before), now: now === null ? '-' : String(now) }
  return {
    en: `First differs in epoch ${at}: ${enNames[part](name)} is ${values.now} now and was ${values.before} then.`,
    'zh-CN': `从第 ${at} 轮开始不同：${zhNames[part](name)}现在是 ${values.now}，当时是 ${values.before}。`,
  }[language]
}

function courseText(at: string, before: number | null, now: number | null, language: Language): string {
  if (now === null) return { en: `First differs in epoch ${at}: now the training ends before it.`, 'zh-CN': `从第 ${at} 轮开始不同：这次在它之前就结束了。` }[language]
  if (before === null) return { en: `First differs in epoch ${at}: then the training ended before it.`, 'zh-CN': `从第 ${at} 轮开始不同：当时在它之前就结束了。` }[language]
  const steps = { before: formatCount(before), now: formatCount(now) }
  return { en: `First differs in epoch ${at}: it ends with step ${steps.now} now and did with step ${steps.before} then.`, 'zh-CN': `从第 ${at} 轮开始不同：这次结束于第 ${steps.now} 步，当时结束于第 ${steps.before} 步。` }[language]
}

const enNames: Record<Difference['part'], (name: string) => string> = {
  training: (name) => `“${name}” on the training rows`,
  validation: (name) => `“${name}” on the validation rows`,
  layers: (name) => `the size of the weights or gradients of ${name}`,
  course: () => 'the learning rate',
}
const zhNames: Record<Difference['part'], (name: string) => string> = {
  training: (name) => `训练集上的“${name}”`,
  validation: (name) => `验证集上的“${name}”`,
  layers: (name) => `${name} 的权重或梯度大小`,
  course: () => '学习率',
}

function short(sum: string): string {
  return sum.slice(0, 12)
}
