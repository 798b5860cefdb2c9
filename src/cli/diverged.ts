/** What is said of a run that stopped because its loss was no longer a number; null of every other. */
import type { Text } from '#contract/language.ts'
import type { RunSummary } from '#contract/run.ts'
import { describeCause, describeWhere } from '#contract/wording/causes.ts'
import { formatCount } from '#contract/wording/numbers.ts'

export function divergedText({ state, hasModel }: Pick<RunSummary, 'state' | 'hasModel'>): Text | null {
  if (state.kind !== 'finished' || state.reason !== 'diverged') return null
  const { step = 1, cause = 'unknown', where } = state
  const seen = { en: describeWhere(where, 'en'), 'zh-CN': describeWhere(where, 'zh-CN') }
  const [at, before] = [formatCount(step), formatCount(step - 1)]
  return {
    en: `Training stopped at step ${at}: the loss was no longer a number.${seen.en === '' ? '' : ` ${seen.en}`}${hasModel ? ` The weights of step ${before} are kept.` : ''} ${describeCause(cause, 'en')}`.trimEnd(),
    'zh-CN': `训练在第 ${at} 步停止：损失已不是有效数值。${seen['zh-CN']}${hasModel ? `第 ${before} 步的权重已保留。` : ''}${describeCause(cause, 'zh-CN')}`,
  }
}
