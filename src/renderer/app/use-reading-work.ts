/** The file that is being sent or read, as one piece of work: what, how far, how to stop it. null: none. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useDataset } from '#renderer/stores/dataset.ts'
import { useOpening } from './use-opening.ts'

export function useReadingWork() {
  const { t } = useI18n()
  const dataset = useDataset()
  const { sending } = useOpening()
  return computed(() => {
    // Between the two a project is made: what was sent stays until reading begins.
    const now = dataset.progress ?? sending.value
    if (now === null) return null
    return {
      fileName: now.fileName,
      text: t('app.status.reading', { file: now.fileName }),
      bytes: now.bytes,
      totalBytes: now.totalBytes,
      share: now.totalBytes === 0 ? 0 : Math.min(1, now.bytes / now.totalBytes),
      cancel: 'cancel' in now ? now.cancel : dataset.cancel,
    }
  })
}
