/** Who takes a file that is dropped anywhere on the window. null: it is opened as data; a stage takes it while it has a use for it. */
import { onScopeDispose, shallowRef, watchEffect } from 'vue'

type Take = (file: File) => void

export const fileTaker = shallowRef<Take | null>(null)

/** While the caller is there and `wanted` is true, dropped files are its own. */
export function takeFiles(wanted: () => boolean, take: Take): void {
  watchEffect(() => (fileTaker.value = wanted() ? take : null))
  onScopeDispose(() => (fileTaker.value = null))
}
