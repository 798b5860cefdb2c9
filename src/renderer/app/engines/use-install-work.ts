/** The installation under way as one piece of work: what, how far, how to stop it. null: none. */
import { computed } from 'vue'
import { installStageTexts } from '#contract/wording/engines.ts'
import { formatBytes } from '#contract/wording/numbers.ts'
import { useI18n } from 'vue-i18n'
import { useLanguage } from '#renderer/app/use-language.ts'
import { useEngines } from '#renderer/stores/engines.ts'

export function useInstallWork() {
  const { t } = useI18n()
  const language = useLanguage()
  const engines = useEngines()
  return computed(() => {
    const now = engines.work
    if (now === null) return null
    const stage = now.stage === 'sending' ? t('engines.sending') : installStageTexts[now.stage][language.value]
    const amount = now.totalBytes === 0 ? [] : [t('engines.amount', { done: formatBytes(now.bytes), total: formatBytes(now.totalBytes) })]
    const rate = now.bytesPerSecond === null ? [] : [t('engines.rate', { rate: formatBytes(now.bytesPerSecond) })]
    return {
      stage,
      text: t('engines.work', { stage }),
      facts: [...amount, ...rate],
      share: now.totalBytes === 0 ? 0 : Math.min(1, now.bytes / now.totalBytes),
      cancel: now.cancel,
    }
  })
}
