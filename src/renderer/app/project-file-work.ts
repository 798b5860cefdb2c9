/** A project on its way into one file or out of one: how far, and what became of it. Of the window, not of one screen. */
import { shallowRef } from 'vue'
import type { Failure } from './errors.ts'

export interface ProjectFileWork {
  kind: 'saving' | 'sending' | 'opening'
  /** Of the project that is saved, of the file that is opened. */
  name: string
  bytes: number
  totalBytes: number
  /** performance.now() at its start. */
  startedAt: number
  cancel: () => void
}

export type ProjectFileOutcome =
  | { kind: 'saved'; name: string; place: 'path' | 'download'; where: string; bytes: number; runs: number; liveRuns: number }
  /** `savedAs`: its name in the file. */
  | { kind: 'opened'; name: string; savedAs: string }
  /** A failure to open is told where every failure to open is. */
  | { kind: 'notSaved'; failure: Failure }

export const projectFileWork = shallowRef<ProjectFileWork | null>(null)
export const projectFileOutcome = shallowRef<ProjectFileOutcome | null>(null)

/** Does one thing at a time; returns false where another one is under way. */
export async function workOnProjectFile(kind: ProjectFileWork['kind'], name: string, work: (signal: AbortSignal, onProgress: (progress: Partial<Pick<ProjectFileWork, 'kind' | 'bytes' | 'totalBytes'>>) => void) => Promise<void>): Promise<boolean> {
  if (projectFileWork.value !== null) return false
  const stop = new AbortController()
  projectFileOutcome.value = null
  projectFileWork.value = { kind, name, bytes: 0, totalBytes: 0, startedAt: performance.now(), cancel: () => stop.abort() }
  try {
    await work(stop.signal, (progress) => {
      if (projectFileWork.value !== null) projectFileWork.value = { ...projectFileWork.value, ...progress }
    })
  } catch (error) {
    // Stopped by the person: nothing to tell.
    if (!stop.signal.aborted) throw error
  } finally {
    projectFileWork.value = null
  }
  return true
}
