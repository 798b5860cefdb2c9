/** Likely causes of a loss that is no longer a number, in words. */
import type { Language, Text } from '../language.ts'
import { formatCount } from './numbers.ts'

const causeTexts = {
  learningRate: { en: 'Most likely the learning rate is too large.', 'zh-CN': '多半是学习率太大。' },
  learningRateRising: { en: 'The loss had been rising: most likely the learning rate is too large for this network.', 'zh-CN': '此前损失一直在升高，多半是学习率对这个网络来说太大。' },
  inputsHuge: { en: 'Some columns hold very large numbers. Scale them under Prepare.', 'zh-CN': '有些列的数值非常大。可在“准备”中缩放它们。' },
  inputsNotNumbers: { en: 'Some inputs are not numbers. Look at the columns under Prepare.', 'zh-CN': '有些输入不是有效数值。可在“准备”中检查各列。' },
  startingWeights: { en: 'It happened before anything was learned: most likely the starting weights are too large.', 'zh-CN': '还没开始学习就出现了这个问题，多半是权重初始值太大。' },
  unknown: { en: 'The cause is not clear; a smaller learning rate often helps.', 'zh-CN': '原因不明，减小学习率往往有效。' },
} as const satisfies Record<string, Text>

export type Cause = keyof typeof causeTexts

/** In which layer, and with which data rows, a loss stopped being a number; '' where nobody knows. */
export function describeWhere(where: { layer: number; rows: readonly number[] } | undefined, language: Language): string {
  if (where === undefined) return ''
  const rows = where.rows.map(formatCount)
  if (language === 'zh-CN') {
    const layer = where.layer === 0 ? '输出层' : `第 ${formatCount(where.layer)} 层`
    return `问题最早出现在${layer}${rows.length === 0 ? '' : `，涉及第 ${rows.join('、')} 行数据`}。`
  }
  const layer = where.layer === 0 ? 'the output layer' : `layer ${formatCount(where.layer)}`
  const last = rows.at(-1) ?? ''
  const listed = rows.length > 1 ? `data rows ${rows.slice(0, -1).join(', ')} and ${last}` : `data row ${last}`
  return `It was first seen in ${layer}${rows.length === 0 ? '' : `, with ${listed}`}.`
}

/** One sentence; '' for a cause that is not known to this version. */
export function describeCause(cause: string, language: Language): string {
  const texts: Record<string, Text> = causeTexts
  return (Object.hasOwn(texts, cause) ? texts[cause]?.[language] : undefined) ?? ''
}
