/** The desktop shell at work: quitting during a run, what it remembers, its dialogs. Electron and the studio's process are stood in for. */
import { EventEmitter } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { shellCalls } from '#contract/shell-calls.ts'
import type { Shell } from './shell.ts'
import { startShell } from './shell.ts'

const electron = await vi.hoisted(async () => {
  const { EventEmitter: Emitter } = await import('node:events')
  type Answer = (event: object, value?: unknown) => unknown
  const answers = new Map<string, Answer>()
  const windows: InstanceType<typeof BrowserWindow>[] = []

  class BrowserWindow extends Emitter {
    options: object
    hidden = false
    webContents = Object.assign(new Emitter(), { send: vi.fn(), setZoomFactor: vi.fn(), postMessage: vi.fn(), reload: vi.fn() })
    loadURL = vi.fn(async () => {})
    constructor(options: object) {
      super()
      this.options = options
      windows.push(this)
    }
    show(): void {
      this.hidden = false
    }
    hide(): void {
      this.hidden = true
    }
    focus(): void {}
    maximize(): void {}
    isMinimized = () => false
    isMaximized = () => false
    isDestroyed = () => false
    getNormalBounds = () => ({ x: 10, y: 20, width: 1100, height: 700 })
  }
  const app = Object.assign(new Emitter(), { getPath: (): string => '', getLocale: () => 'en-US', isPackaged: true, quit: vi.fn() })
  const dialog = { showMessageBox: vi.fn(), showOpenDialog: vi.fn(), showSaveDialog: vi.fn() }
  return {
    windows,
    answers,
    app,
    dialog,
    BrowserWindow,
    ipcMain: { handle: (name: string, answer: Answer) => answers.set(name, answer) },
    Menu: { buildFromTemplate: vi.fn(), setApplicationMenu: vi.fn() },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    nativeTheme: { shouldUseDarkColors: false },
  }
})
vi.mock('electron', () => electron)
vi.mock('./utility-studio.ts', () => ({
  startUtilityStudio() {
    const exited = new EventEmitter()
    const exit = () => exited.emit('exit', { code: 0, reason: null })
    return { pid: 1, give: () => {}, send: () => {}, onMessage: () => {}, onExit: (listener: () => void) => exited.once('exit', listener), stop: exit, kill: exit }
  },
}))

let folder = ''
let shell: Shell

async function start(): Promise<void> {
  electron.app.removeAllListeners()
  electron.windows.length = 0
  shell = await startShell({ built: join(folder, 'out', 'main'), home: join(folder, 'home'), resources: folder })
  shell.show(null)
}

beforeEach(async () => {
  vi.resetAllMocks()
  folder = await mkdtemp(join(tmpdir(), 'candor-shell-'))
  electron.app.getPath = () => join(folder, 'user')
  await start()
})
afterEach(async () => {
  await ended()
  await rm(folder, { recursive: true, force: true })
})

/** As Electron ends: the shell stops what it started, then quits once more. */
async function ended(): Promise<void> {
  const before = electron.app.quit.mock.calls.length
  electron.app.emit('will-quit', { preventDefault: () => {} })
  await expect.poll(() => electron.app.quit.mock.calls.length).toBe(before + 1)
}

function page() {
  const [window] = electron.windows
  if (!window) throw new Error('there is no window')
  return window
}

function call(name: keyof typeof shellCalls, value?: unknown): unknown {
  return electron.answers.get(shellCalls[name])?.({ senderFrame: { url: 'app://candor/', parent: null } }, value)
}

function tell(running: boolean): void {
  call('tell', { language: 'en', running, recent: [] })
}

/** The person clicks the window away and gives this answer; whether the window was held. */
async function close(answer?: number): Promise<boolean> {
  const preventDefault = vi.fn()
  if (answer !== undefined) electron.dialog.showMessageBox.mockResolvedValueOnce({ response: answer })
  page().emit('close', { preventDefault })
  await Promise.resolve()
  return preventDefault.mock.calls.length === 1
}

const [keepRunning, finishAndQuit, dontQuit] = [0, 1, 2]

describe('quitting', () => {
  it('asks nothing while nothing runs', async () => {
    expect(await close()).toBe(false)
    expect(electron.dialog.showMessageBox).not.toHaveBeenCalled()
  })

  it('offers during a run to keep it running, to finish it, or to stay', async () => {
    tell(true)
    expect(await close(dontQuit)).toBe(true)
    expect(electron.dialog.showMessageBox.mock.calls[0]?.[1]).toMatchObject({ buttons: ['Keep running', 'Finish and quit', 'Don’t quit'], cancelId: 2 })
    tell(false)
    expect(electron.app.quit).not.toHaveBeenCalled()
  })

  it('keeps the run going without a window, and ends with it', async () => {
    tell(true)
    await close(keepRunning)
    expect(page().hidden).toBe(true)
    expect(electron.app.quit).not.toHaveBeenCalled()
    tell(false)
    expect(electron.app.quit).toHaveBeenCalledOnce()
  })

  it('stays open where the window was opened again in the meantime', async () => {
    tell(true)
    await close(keepRunning)
    shell.show(null)
    expect(page().hidden).toBe(false)
    tell(false)
    expect(electron.app.quit).not.toHaveBeenCalled()
  })

  it('finishes the run first: it leaves only when the window is ready and the run has been judged', async () => {
    tell(true)
    await close(finishAndQuit)
    expect(page().webContents.send).toHaveBeenCalledExactlyOnceWith('candor:command', 'finishAndQuit')
    call('quit')
    expect(electron.app.quit).not.toHaveBeenCalled()
    tell(false)
    expect(electron.app.quit).toHaveBeenCalledOnce()
  })

  it('does not hold whoever wants to leave although the run never got finished', async () => {
    tell(true)
    await close(finishAndQuit)
    expect(await close(keepRunning)).toBe(true)
    expect(electron.dialog.showMessageBox).toHaveBeenCalledTimes(2)
    expect(page().hidden).toBe(true)
  })

  it('is not done by a window that was not asked to', () => {
    call('quit')
    expect(electron.app.quit).not.toHaveBeenCalled()
  })
})

describe('what is remembered', () => {
  it('is the place, size, zoom and language of the window, and the projects', async () => {
    call('setZoom', 150)
    call('tell', { language: 'zh-CN', running: false, recent: [{ id: 'a', name: 'A' }] })
    await close()
    await ended()
    expect(JSON.parse(await readFile(join(folder, 'user', 'shell.json'), 'utf8'))).toEqual({ place: { x: 10, y: 20 }, width: 1100, height: 700, maximized: false, zoom: 150, language: 'zh-CN', recent: [{ id: 'a', name: 'A' }] })
    await start()
    expect(page().options).toMatchObject({ x: 10, y: 20, width: 1100, height: 700, webPreferences: { zoomFactor: 1.5, sandbox: true } })
  })

  it('is put on the page at once', () => {
    call('setZoom', 80)
    expect(page().webContents.setZoomFactor).toHaveBeenCalledExactlyOnceWith(0.8)
  })
})

describe('the dialogs', () => {
  it('belong to the window and answer with a path, or null', async () => {
    electron.dialog.showOpenDialog.mockResolvedValueOnce({ filePaths: ['/a.csv'] }).mockResolvedValueOnce({ filePaths: [] })
    expect([await call('chooseFile'), await call('chooseFile')]).toEqual(['/a.csv', null])
    expect(electron.dialog.showOpenDialog.mock.calls[0]?.[0]).toBe(page())
  })

  it('ask before a file is overwritten', async () => {
    electron.dialog.showSaveDialog.mockResolvedValueOnce({ canceled: false, filePath: '/p.csv' }).mockResolvedValueOnce({ canceled: true, filePath: '' })
    expect([await call('chooseSavePath', 'p.csv'), await call('chooseSavePath', 'p.csv')]).toEqual(['/p.csv', null])
    expect(electron.dialog.showSaveDialog.mock.calls[0]).toMatchObject([page(), { properties: expect.arrayContaining(['showOverwriteConfirmation']) }])
  })
})

it('a file that is named later is opened in the window that is there', () => {
  shell.show('/data/a.csv')
  expect(electron.windows).toHaveLength(1)
  expect(page().loadURL).toHaveBeenLastCalledWith('app://candor/#/open?path=%2Fdata%2Fa.csv')
})

it('a page that crashed is offered again', async () => {
  electron.dialog.showMessageBox.mockResolvedValueOnce({ response: 0 })
  page().webContents.emit('render-process-gone', {}, { reason: 'crashed' })
  await expect.poll(() => page().webContents.reload.mock.calls.length).toBe(1)
})
