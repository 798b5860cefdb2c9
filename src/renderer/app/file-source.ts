/** A file the person chose or dropped, as the studio can read it: by its path on the desktop, else by its bytes sent to the host. */
import type { DatasetSource } from '#contract/dataset.ts'
import { sendUpload } from './send-upload.ts'
import { shell } from './window-shell.ts'

export type ChosenFile = File | { path: string }

export function fileNameOf(chosen: ChosenFile): string {
  return chosen instanceof File ? chosen.name : (chosen.path.split(/[/\\]/).at(-1) ?? chosen.path)
}

/** The system's dialog, or the browser's; null where the person changed their mind. */
export async function chooseFile(): Promise<ChosenFile | null> {
  if (shell !== null) {
    const path = await shell.chooseFile()
    return path === null ? null : { path }
  }
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain'
  return await new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

/**
 * `paths`: whether the studio reads files by their path. `onProgress` is called only where bytes are sent. Throws
 * StudioError; AbortError where `signal` stopped it.
 */
export async function sourceOf(chosen: ChosenFile, paths: boolean, signal: AbortSignal, onProgress: (bytes: number, totalBytes: number) => void): Promise<DatasetSource> {
  if (!(chosen instanceof File)) return { kind: 'path', path: chosen.path }
  const path = shell?.pathOf(chosen) ?? ''
  if (path !== '' && paths) return { kind: 'path', path }
  onProgress(0, chosen.size)
  return { kind: 'upload', uploadId: await sendUpload(chosen, signal, (bytes) => onProgress(bytes, chosen.size)), fileName: chosen.name }
}
