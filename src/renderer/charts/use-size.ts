/** Width and height of an element in CSS pixels, followed as it changes; 0 until it has been laid out. */
import type { Ref } from 'vue'
import { onScopeDispose, shallowRef, watch } from 'vue'

export function useSize(element: Readonly<Ref<HTMLElement | null>>) {
  const size = shallowRef({ width: 0, height: 0 })
  const observer = new ResizeObserver(([entry]) => {
    if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height }
  })
  watch(element, (now, before) => {
    if (before) observer.unobserve(before)
    if (now) observer.observe(now)
  })
  onScopeDispose(() => observer.disconnect())
  return size
}
