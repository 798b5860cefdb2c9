/** How wide the window is in its own pixels (zoom taken into account), and what that means for the panels. */
import { computed, onScopeDispose, ref } from 'vue'
import { shell } from '#renderer/app/window-shell.ts'
import { useSettings } from '#renderer/stores/settings.ts'

export function useFrameSize() {
  const settings = useSettings()
  const outer = ref(window.innerWidth)
  const measure = (): void => void (outer.value = window.innerWidth)
  window.addEventListener('resize', measure)
  onScopeDispose(() => window.removeEventListener('resize', measure))

  // The desktop zooms the page itself, and innerWidth with it.
  const width = computed(() => (shell === null ? (outer.value * 100) / settings.zoom : outer.value))
  /** So little that the bars must leave things out: a small window at 150 % and more. */
  const cramped = computed(() => width.value < 720)
  const narrowRail = computed(() => width.value < 1080)
  const drawer = computed(() => width.value < 1200)
  const railWidth = computed(() => (narrowRail.value ? 64 : (settings.railWidth ?? (width.value >= 1600 ? 216 : 200))))
  const inspectorWidth = computed(() => settings.inspectorWidth ?? (width.value >= 1600 ? 376 : 304))
  return { width, cramped, narrowRail, drawer, railWidth, inspectorWidth }
}
