/** Puts the settings on the document: language, colour scheme, zoom. */
import { watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useSettings } from '#renderer/stores/settings.ts'
import { shell } from './window-shell.ts'

export function useAppliedSettings(): void {
  const settings = useSettings()
  const { locale } = useI18n({ useScope: 'global' })
  const root = document.documentElement

  watchEffect(() => {
    locale.value = settings.language
    root.lang = settings.language
  })
  watchEffect(() => {
    root.classList.toggle('dark', settings.dark)
    root.classList.toggle('light', !settings.dark)
  })
  watchEffect(() => {
    if (shell === null) root.style.setProperty('--candor-zoom', String(settings.zoom / 100))
    else void shell.setZoom(settings.zoom)
  })
}
