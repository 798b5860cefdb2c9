/** The chart theme of the moment: follows the window's colour scheme (class `dark` on the root) and its language. */
import { computed, onScopeDispose, shallowRef } from 'vue'
import { chartPalettes } from './palette.ts'
import { chartTheme } from './theme.ts'

export function useChartTheme() {
  const look = shallowRef(lookOfWindow())
  const observer = new MutationObserver(() => {
    const next = lookOfWindow()
    if (next.scheme !== look.value.scheme || next.fontFamily !== look.value.fontFamily) look.value = next
  })
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['class', 'lang'] })
  onScopeDispose(() => observer.disconnect())

  const palette = computed(() => chartPalettes[look.value.scheme])
  const theme = computed(() => chartTheme(palette.value, look.value.fontFamily))
  return { palette, theme }
}

function lookOfWindow() {
  const scheme = document.documentElement.classList.contains('dark') ? ('dark' as const) : ('light' as const)
  return { scheme, fontFamily: getComputedStyle(document.body).fontFamily }
}
