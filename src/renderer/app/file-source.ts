/** A file the person chose or dropped, as the studio can read it: by its path on the desktop, else by its bytes sent to the host. */
import { type FileSource, tableExtensions } from '#contract/dataset.ts'
import { projectFileEnding } from '#contract/project.ts'
import type { ChosenKind } from '#contract/shell.ts'
import { sendUpload } from './send-upload.ts'
import { shell } from './window-shell.ts'

export type ChosenFile = File | { path: string }

/** By its ending: dropped anywhere, it is opened as a project and never read as a table. */
export function isProjectFile(fileName: string): boolean {
  return fileName.toLowerCase().endsWith(projectFileEnding)
}

export function fileNameOf(chosen: ChosenFile): string {
  return chosen instanceof File ? chosen.name : (chosen.path.split(/[/\\]/).at(-1) ?? chosen.path)
}

/** The system's dialog, or the browser's; null where the person changed their mind. */
export async function chooseFile(kind: ChosenKind = 'table'): Promise<ChosenFile | null> {
  if (shell !== null) {
    const path = await shell.chooseFile(kind)
    return path === null ? null : { path }
  }
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = accepted[kind]
  return await new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

const accepted: Record<ChosenKind, string> = { table: tableExtensions.map((extension) => `.${extension}`).join(), project: projectFileEnding, wheel: '.whl' }

/** Whether it is read where it lies, and so as it is now. */
export function isReadByPath(chosen: ChosenFile, paths: boolean): boolean {
  return !(chosen instanceof File) || (paths && pathOf(chosen) !== '')
}

function pathOf(file: File): string {
  return shell?.pathOf(file) ?? ''
}

/**
 * `paths`: whether the studio reads files by their path. `onProgress` is called only where bytes are sent. Throws
 * StudioError; AbortError where `signal` stopped it.
 */
export async function sourceOf(chosen: ChosenFile, paths: boolean, signal: AbortSignal, onProgress: (bytes: number, totalBytes: number) => void): Promise<FileSource> {
  if (!(chosen instanceof File)) return { kind: 'path', path: chosen.path }
  const path = pathOf(chosen)
  if (path !== '' && paths) return { kind: 'path', path }
  onProgress(0, chosen.size)
  return { kind: 'upload', uploadId: await sendUpload(chosen, signal, (bytes) => onProgress(bytes, chosen.size)), fileName: chosen.name }
}
