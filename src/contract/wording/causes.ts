/** Likely causes of a loss that is no longer a number, in words. */
import type { Language, Text } from '../language.ts'

const causeTexts = {
  learningRate: { en: 'Most likely the learning rate is too large.', 'zh-CN': '多半是学习率太大。' },
  learningRateRising: { en: 'The loss had been rising: most likely the learning rate is too large for this network.', 'zh-CN': '此前损失一直在升高，多半是学习率对这个网络来说太大。' },
  inputsHuge: { en: 'Some columns hold very large numbers. Scale them under Prepare.', 'zh-CN': '有些列的数值非常大。可在“准备”中缩放它们。' },
  inputsNotNumbers: { en: 'Some inputs are not numbers. Look at the columns under Prepare.', 'zh-CN': '有些输入不是有效数值。可在“准备”中检查各列。' },
  startingWeights: { en: 'It happened before anything was learned: most likely the starting weights are too large.', 'zh-CN': '还没开始学习就出现了这个问题，多半是权重初始值太大。' },
  unknown: { en: 'The cause is not clear; a smaller learning rate often helps.', 'zh-CN': '原因不明，减小学习率往往有效。' },
} as const satisfies Record<string, Text>

export type Cause = keyof typeof causeTexts

/** One sentence; '' for a cause that is not known to this version. */
export function describeCause(cause: string, language: Language): string {
  const texts: Record<string, Text> = causeTexts
  return (Object.hasOwn(texts, cause) ? texts[cause]?.[language] : undefined) ?? ''
}
