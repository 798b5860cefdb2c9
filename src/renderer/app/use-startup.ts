/** What happens when the window opens: connect, then the file the address names, or the project of last time. */
import { onScopeDispose, watch } from 'vue'
import { useCatalogue } from '#renderer/stores/catalogue.ts'
import { useConnection } from '#renderer/stores/connection.ts'
import { useProject } from '#renderer/stores/project.ts'
import { useSettings } from '#renderer/stores/settings.ts'
import { useStage } from '#renderer/stores/stage.ts'
import { useOpening } from './use-opening.ts'

export function useStartup(): void {
  const connection = useConnection()
  const project = useProject()
  const settings = useSettings()
  const stage = useStage()
  const opening = useOpening()
  let started = false

  connection.connect()
  onScopeDispose(connection.disconnect)

  watch(
    () => connection.connections,
    async () => {
      void useCatalogue().load()
      if (started) return
      started = true
      if (stage.openRequest === null && settings.projectId !== null) await opening.openProject(settings.projectId, stage.named)
      else await project.loadEntries()
    },
  )
  watch(
    () => [stage.openRequest, connection.state] as const,
    async ([request, state]) => {
      if (request === null || state !== 'connected') return
      stage.openRequest = null
      stage.show('data')
      if (request.kind === 'upload') await opening.openSource({ kind: 'upload', uploadId: request.uploadId, fileName: request.fileName }, request.fileName)
      else await opening.openSource({ kind: 'path', path: request.path }, request.path.split(/[/\\]/).at(-1) ?? request.path)
    },
    { immediate: true },
  )
}
