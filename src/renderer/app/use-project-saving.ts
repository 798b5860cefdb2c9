/** The open project as one file: where to, how far, and what became of it. */
import { projectFileEnding } from '#contract/project.ts'
import { fetchDownload } from '#renderer/app/fetch-download.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useProject } from '#renderer/stores/project.ts'
import { failureOf } from './errors.ts'
import { projectFileOutcome, workOnProjectFile } from './project-file-work.ts'
import { shell } from './window-shell.ts'

export function useProjectSaving() {
  const { client } = useConnection()
  const project = useProject()

  /** Asks where to on the desktop; a download in a browser. */
  async function saveAsFile(): Promise<void> {
    const now = project.current
    if (now === null) return
    const path = shell === null ? null : await shell.chooseSavePath(`${now.name}${projectFileEnding}`)
    if (shell !== null && path === null) return
    try {
      await workOnProjectFile('saving', now.name, async (signal, onProgress) => {
        // What is on the screen is what is saved.
        await project.flush()
        for await (const event of await client.project.export({ projectId: now.id, path }, { signal })) {
          if (event.kind === 'progress') {
            onProgress({ bytes: event.bytes, totalBytes: event.totalBytes })
            continue
          }
          const { saved, bytes, runs, liveRuns } = event
          if (saved.kind === 'download') fetchDownload(saved.downloadId, saved.fileName)
          projectFileOutcome.value = { kind: 'saved', name: now.name, place: saved.kind, where: saved.kind === 'path' ? saved.path : saved.fileName, bytes, runs, liveRuns }
        }
      })
    } catch (error) {
      projectFileOutcome.value = { kind: 'notSaved', failure: failureOf(error) }
    }
  }

  return { saveAsFile }
}
