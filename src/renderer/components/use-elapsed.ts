/** A clock for work under way. */
import { computed, onScopeDispose, ref } from 'vue'

/** Seconds since `startedAt` (of `performance.now()`), four times a second. */
export function useElapsed(startedAt: () => number) {
  const now = ref(performance.now())
  const clock = setInterval(() => (now.value = performance.now()), 250)
  onScopeDispose(() => clearInterval(clock))
  return computed(() => (now.value - startedAt()) / 1000)
}
