/** The window's language as the contract's type. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language } from '#contract/language.ts'

export function useLanguage() {
  const { locale } = useI18n()
  return computed<Language>(() => (locale.value === 'zh-CN' ? 'zh-CN' : 'en'))
}
