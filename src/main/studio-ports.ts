/** Gives every loaded window a port to the studio, and a new one after each restart of it. */
import type { BrowserWindow } from 'electron'
import { MessageChannelMain } from 'electron'
import { studioPortMessage } from '#contract/shell.ts'
import type { StudioProcess } from '#host/studio-process.ts'
import type { UtilityStudio } from './utility-studio.ts'

/** `current`: the running studio, null between two. */
export function connectWindow(window: BrowserWindow, studio: StudioProcess, current: () => UtilityStudio | null): void {
  let loaded = false

  function hand(): void {
    const child = current()
    if (!child || !loaded || window.isDestroyed()) return
    const { port1, port2 } = new MessageChannelMain()
    child.give(port1)
    window.webContents.postMessage(studioPortMessage, null, [port2])
  }

  const forget = studio.onState((state) => {
    if (state.kind === 'running') hand()
  })
  // A reload loses the page's port with the page; a change of the fragment does not.
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument) loaded = false
  })
  window.webContents.on('did-finish-load', () => {
    if (loaded) return
    loaded = true
    hand()
  })
  window.once('closed', forget)
}
