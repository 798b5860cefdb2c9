/** The running desktop shell: its window, menu, dialogs, studio, and what it remembers. */
import { join } from 'node:path'
import type { BrowserWindow, FileFilter } from 'electron'
import { app, dialog, ipcMain, Menu, screen } from 'electron'
import { tableExtensions } from '#contract/dataset.ts'
import type { Language } from '#contract/language.ts'
import { projectFileEnding } from '#contract/project.ts'
import type { ChosenKind, ShellCommand } from '#contract/shell.ts'
import { commandMessage } from '#contract/shell-calls.ts'
import { createHostFolders } from '#host/folders.ts'
import { environmentOf } from '#host/studio-environment.ts'
import { keepStudio } from '#host/studio-process.ts'
import { languageOfLocale } from '#host/system-language.ts'
import { menuTemplate } from './menu-template.ts'
import { windowAddress } from './named-file.ts'
import type { Life } from './quit-question.ts'
import { lifeAfter, mayLeave, onClosing, quitAnswers } from './quit-question.ts'
import { answerShellCalls } from './shell-answers.ts'
import { readState, writeState } from './shell-state.ts'
import { connectWindow } from './studio-ports.ts'
import type { UtilityStudio } from './utility-studio.ts'
import { startUtilityStudio } from './utility-studio.ts'
import { createWindow, placeOfWindow } from './window.ts'
import { words } from './words.ts'

export interface ShellPlaces {
  /** Folder of the built Node entries. */
  built: string
  home: string
  resources: string
}

export interface Shell {
  /** Shows the window, with a file to open where one is named. */
  show(file: string | null): void
}

export async function startShell({ built, home, resources }: ShellPlaces): Promise<Shell> {
  const stateFile = join(app.getPath('userData'), 'shell.json')
  const state = await readState(
    stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const folders = await createHostFolders(home)
  const environment = environmentOf({ ...folders, home, resources, paths: true })
  let utility: UtilityStudio | null = null
  const studio = keepStudio({ start: () => (utility = startUtilityStudio(join(built, 'studio.js'), environment)) })
  let window: BrowserWindow | null = null
  let running = false
  let life: Life = 'open'
  let cleaned = false
  let written = Promise.resolve()

  const language = (): Language => state.language ?? languageOfLocale(app.getLocale())
  const filterOf: Record<ChosenKind, () => FileFilter> = {
    table: () => ({ name: words.tableFiles[language()], extensions: [...tableExtensions] }),
    project: () => projectFilter(),
    wheel: () => ({ name: words.wheelFiles[language()], extensions: ['whl'] }),
  }
  const projectFilter = () => ({ name: words.projectFiles[language()], extensions: [projectFileEnding.slice(1)] })
  const anyFilter = () => ({ name: words.allFiles[language()], extensions: ['*'] })
  const send = (command: ShellCommand): void => window?.webContents.send(commandMessage, command)

  function drawMenu(): void {
    const facts = { language: language(), platform: process.platform, recent: state.recent, running, development: !app.isPackaged }
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(facts, send)))
  }

  function remember(): void {
    if (window && !window.isDestroyed()) Object.assign(state, placeOfWindow(window))
    written = written
      .then(() => writeState(stateFile, state))
      // Not remembering the window's size is no reason to bother anyone.
      .catch((error: unknown) => void process.stderr.write(`shell.json: ${String(error)}\n`))
  }

  function show(file: string | null): void {
    if (life === 'keptRunning') life = 'open'
    if (window) {
      if (file !== null) void window.loadURL(windowAddress(file))
      if (window.isMinimized()) window.restore()
      window.show()
      return window.focus()
    }
    window = createWindow(state, join(built, '..', 'preload', 'index.cjs'), join(resources, 'icon.png'))
    connectWindow(window, studio, () => (studio.child() ? utility : null))
    window.on('close', onClose)
    window.on('closed', () => (window = null))
    window.webContents.on('render-process-gone', (_, { reason }) => {
      if (reason !== 'clean-exit') void offerWindowAgain()
    })
    void window.loadURL(windowAddress(file))
  }

  function onClose(event: Electron.Event): void {
    if (!window) return
    const next = onClosing(life, running)
    if (next === 'close') return remember()
    event.preventDefault()
    if (next === 'ask') void askBeforeQuitting(window)
  }

  async function askBeforeQuitting(parent: BrowserWindow): Promise<void> {
    life = 'asking'
    // It is hidden where the answer before was to keep running.
    parent.show()
    const { response } = await dialog.showMessageBox(parent, {
      type: 'question',
      message: words.runStillGoing[language()],
      detail: words.whatKeepingMeans[language()],
      buttons: quitAnswers.map((answer) => words[answer][language()]),
      defaultId: 0,
      cancelId: quitAnswers.indexOf('dontQuit'),
      noLink: true,
    })
    life = lifeAfter(quitAnswers[response] ?? 'dontQuit')
    if (life === 'keptRunning') parent.hide()
    if (life === 'finishing') send('finishAndQuit')
    // It may have ended while the question stood.
    leaveWhenDone()
  }

  function leaveWhenDone(): void {
    if (mayLeave(life, running)) leave()
  }

  async function offerWindowAgain(): Promise<void> {
    await dialog.showMessageBox({ type: 'error', message: words.windowFailed[language()], buttons: [words.openAgain[language()]] })
    window?.webContents.reload()
  }

  function leave(): void {
    life = 'leaving'
    app.quit()
  }

  answerShellCalls(ipcMain, {
    async chooseFile(kind) {
      if (!window) return null
      const filters = [filterOf[kind](), anyFilter()]
      const { filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile'], filters })
      return filePaths[0] ?? null
    },
    async chooseSavePath(suggestedName) {
      if (!window) return null
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: join(app.getPath('documents'), suggestedName),
        filters: [suggestedName.endsWith(projectFileEnding) ? projectFilter() : { name: 'CSV', extensions: ['csv'] }, anyFilter()],
        // Linux asks only where it is told to.
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      })
      return canceled || filePath === '' ? null : filePath
    },
    setZoom(percent) {
      state.zoom = percent
      window?.webContents.setZoomFactor(percent / 100)
      remember()
    },
    tell(facts) {
      state.language = facts.language
      state.recent = facts.recent
      running = facts.running
      drawMenu()
      remember()
      leaveWhenDone()
    },
    quit() {
      // Whoever decided otherwise in the meantime stays.
      if (life === 'finishing') life = 'finished'
      leaveWhenDone()
    },
  })

  app.on('will-quit', (event) => {
    if (cleaned) return
    event.preventDefault()
    void studio
      .stop()
      .then(() => Promise.all([folders.remove(), written]))
      .catch((error: unknown) => process.stderr.write(`closing: ${String(error)}\n`))
      .finally(() => {
        cleaned = true
        app.quit()
      })
  })

  drawMenu()
  return { show }
}
