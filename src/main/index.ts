/** Entry of the desktop shell: one instance, sandboxed, pages from `app://` only. */
import { join } from 'node:path'
import { app, protocol, session } from 'electron'
import { candorHome } from '#host/folders.ts'
import { answerAppRequest } from './app-protocol.ts'
import { containPages, denyNetwork, denyPermissions } from './containment.ts'
import { fileOfArguments } from './named-file.ts'
import { appScheme } from './policy.ts'
import type { Shell } from './shell.ts'
import { startShell } from './shell.ts'

const built = import.meta.dirname
let shell: Shell | null = null
/** Named before there is a window: macOS sends 'open-file' early. */
let named = fileOfArguments(process.argv, app.isPackaged, process.cwd())

if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
  containPages(app)
  app.on('open-file', (event, path) => {
    event.preventDefault()
    if (shell) shell.show(path)
    else named = path
  })
  app.on('second-instance', (_, words, folder) => shell?.show(fileOfArguments(words, app.isPackaged, folder)))
  app.on('activate', () => shell?.show(null))
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(open)
}

async function open(): Promise<void> {
  denyPermissions(session.defaultSession)
  denyNetwork(session.defaultSession)
  protocol.handle(appScheme, (request) => answerAppRequest(request, join(built, '..', 'renderer')))
  const resources = app.isPackaged ? process.resourcesPath : join(built, '..', '..', 'resources')
  shell = await startShell({ built, home: candorHome(), resources })
  shell.show(named)
}
