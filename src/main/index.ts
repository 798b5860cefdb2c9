/** Entry of the desktop shell: one instance, sandboxed, pages from `app://` only. */
import { join } from 'node:path'
import { app, dialog, protocol, session } from 'electron'
import { StudioError } from '#contract/errors.ts'
import { describeError } from '#contract/wording/errors.ts'
import { candorHome } from '#host/folders.ts'
import { languageOfLocale } from '#host/system-language.ts'
import { answerAppRequest } from './app-protocol.ts'
import { containPages, denyNetwork, denyPermissions } from './containment.ts'
import { fileOfArguments } from './named-file.ts'
import { appScheme } from './policy.ts'
import type { Shell } from './shell.ts'
import { startShell } from './shell.ts'
import { words } from './words.ts'

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
    show(path)
  })
  app.on('second-instance', (_, given, folder) => show(fileOfArguments(given, app.isPackaged, folder)))
  app.on('activate', () => shell?.show(null))
  app.on('window-all-closed', () => app.quit())
  void app.whenReady().then(open).catch(giveUp)
}

/** Before there is a shell the file waits for it. */
function show(file: string | null): void {
  if (shell) shell.show(file)
  else named = file ?? named
}

async function open(): Promise<void> {
  denyPermissions(session.defaultSession)
  denyNetwork(session.defaultSession)
  protocol.handle(appScheme, (request) => answerAppRequest(request, join(built, '..', 'renderer')))
  const resources = app.isPackaged ? process.resourcesPath : join(built, '..', '..', 'resources')
  shell = await startShell({ built, home: candorHome(), resources })
  shell.show(named)
}

/** Without a window (its folder can't be written, say) nobody would see that Candor runs, nor end it. */
function giveUp(error: unknown): void {
  const language = languageOfLocale(app.getLocale())
  const reason = error instanceof StudioError ? describeError(error.code, error.details, language) : String(error)
  dialog.showErrorBox('Candor', `${words.cannotStart[language]}\n\n${reason}`)
  app.exit(1)
}
