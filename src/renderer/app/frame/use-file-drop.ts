/** Files dragged anywhere over the window: that they hover, and themselves when they are let go. */
import { onScopeDispose, ref } from 'vue'

export function useFileDrop(onFiles: (files: File[]) => void) {
  const hovering = ref(false)
  /** Browsers tell names only at the drop; the desktop tells none before either. */
  let depth = 0

  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  function enter(event: DragEvent): void {
    if (!hasFiles(event)) return
    event.preventDefault()
    depth++
    hovering.value = true
  }
  function over(event: DragEvent): void {
    if (!hasFiles(event)) return
    event.preventDefault()
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
  }
  function leave(): void {
    depth = Math.max(0, depth - 1)
    hovering.value = depth > 0
  }
  function drop(event: DragEvent): void {
    depth = 0
    hovering.value = false
    if (!hasFiles(event)) return
    // A file that nobody takes would be opened in place of the window.
    event.preventDefault()
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length > 0) onFiles(files)
  }
  window.addEventListener('dragenter', enter)
  window.addEventListener('dragover', over)
  window.addEventListener('dragleave', leave)
  window.addEventListener('drop', drop)
  onScopeDispose(() => {
    window.removeEventListener('dragenter', enter)
    window.removeEventListener('dragover', over)
    window.removeEventListener('dragleave', leave)
    window.removeEventListener('drop', drop)
  })
  return { hovering }
}
