/** What the person likes, kept in this browser or window: language, theme, zoom, widths of the panels. */
import { defineStore } from 'pinia'
import { computed, ref, watch } from 'vue'
import { z } from 'zod'
import { type Language, languages } from '#contract/language.ts'

const storageKey = 'candor.settings'
export const zoomSteps = [80, 90, 100, 110, 125, 150, 175, 200] as const
export const projectorZoom = 150

const Stored = z.object({
  language: z.enum(['system', ...languages]).catch('system'),
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  zoom: z.number().min(80).max(200).catch(100),
  /** Pixels; null: the window decides. */
  railWidth: z.number().min(64).max(320).nullable().catch(null),
  inspectorWidth: z.number().min(240).max(560).nullable().catch(null),
  /** The project that was open last. */
  projectId: z.string().nullable().catch(null),
})
type Stored = z.infer<typeof Stored>

export const useSettings = defineStore('settings', () => {
  const stored = read()
  const languageChoice = ref(stored.language)
  const themeChoice = ref(stored.theme)
  const zoom = ref(stored.zoom)
  const railWidth = ref(stored.railWidth)
  const inspectorWidth = ref(stored.inspectorWidth)
  const projectId = ref(stored.projectId)

  const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = ref(darkSystem.matches)
  darkSystem.addEventListener('change', ({ matches }) => (systemIsDark.value = matches))

  const systemLanguage = ref<Language>(languageOf(navigator.languages))
  window.addEventListener('languagechange', () => (systemLanguage.value = languageOf(navigator.languages)))

  const language = computed<Language>(() => (languageChoice.value === 'system' ? systemLanguage.value : languageChoice.value))
  const dark = computed(() => (themeChoice.value === 'system' ? systemIsDark.value : themeChoice.value === 'dark'))

  watch([languageChoice, themeChoice, zoom, railWidth, inspectorWidth, projectId], () =>
    write({
      language: languageChoice.value,
      theme: themeChoice.value,
      zoom: zoom.value,
      railWidth: railWidth.value,
      inspectorWidth: inspectorWidth.value,
      projectId: projectId.value,
    }),
  )

  function zoomBy(direction: 1 | -1): void {
    const steps = direction === 1 ? zoomSteps : zoomSteps.toReversed()
    zoom.value = steps.find((step) => (step - zoom.value) * direction > 0) ?? zoom.value
  }

  return { languageChoice, themeChoice, zoom, railWidth, inspectorWidth, projectId, language, dark, zoomBy }
})

/** Chinese of any kind reads Chinese; everyone else English. */
function languageOf(preferred: readonly string[]): Language {
  return preferred[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

function read(): Stored {
  try {
    return Stored.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'))
  } catch {
    return Stored.parse({})
  }
}

function write(settings: Stored): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(settings))
  } catch {
    // Storage is full or forbidden: the settings hold until the window closes.
  }
}
