/** Where an interrupted run goes on, or went on, in words. */
import type { Language } from '../language.ts'
import type { RunPosition, RunSummary } from '../run.ts'
import { formatCount } from './numbers.ts'

/** "Goes on in epoch 7, after step 1,204." `planned`: epochs of the run. */
export function describeResumption({ step, epoch }: RunPosition, planned: number, language: Language): string {
  const words = { epoch: formatCount(epoch + 1), step: formatCount(step) }
  if (step === 0) {
    return {
      en: 'Begins again at the first step: it was interrupted before its first checkpoint.',
      'zh-CN': '将从第一步重新开始：中断时还没有检查点。',
    }[language]
  }
  if (epoch >= planned) return { en: 'All its epochs are done; it only has to be judged.', 'zh-CN': '各轮训练都已完成，只差评估。' }[language]
  return { en: `Goes on in epoch ${words.epoch}, after step ${words.step}.`, 'zh-CN': `将从第 ${words.epoch} 轮、第 ${words.step} 步之后继续。` }[language]
}

/** What was special about it; '' where the newest checkpoint was sound and the engine the same. */
export function describeDamagedCheckpoints({ damaged, engine }: NonNullable<RunSummary['resumed']>, language: Language): string {
  return [damagedText(damaged, language), engine === undefined ? '' : otherEngineText[language]].filter((text) => text !== '').join({ en: ' ', 'zh-CN': '' }[language])
}

const otherEngineText: Record<Language, string> = {
  en: 'TensorFlow is not here any more, so the compiled engine goes on: the result is the same within rounding, not to the last bit.',
  'zh-CN': '这里已经没有 TensorFlow，于是由编译引擎继续：结果在舍入误差内相同，但不逐位相同。',
}

function damagedText(damaged: number, language: Language): string {
  if (damaged === 0) return ''
  return {
    en: 'Its newest checkpoint was damaged, so it went on from the one before; the result is the same.',
    'zh-CN': '最新的检查点已损坏，于是从前一个检查点继续；结果不受影响。',
  }[language]
}
