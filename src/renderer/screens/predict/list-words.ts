/** Names of columns in a sentence: the first few, and how many more there are. */
import { useI18n } from 'vue-i18n'
import { formatCount } from '#contract/wording/numbers.ts'

const mostNamed = 8

export function useListWords() {
  const { t } = useI18n()
  function listed(names: readonly string[], most = mostNamed): string {
    const separator = t('predict.list.separator')
    if (names.length <= most + 1) return names.join(separator)
    return t('predict.list.more', { names: names.slice(0, most).join(separator), count: formatCount(names.length - most) })
  }
  return { listed }
}
