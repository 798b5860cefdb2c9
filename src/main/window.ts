/** The one window: made from the remembered state, and remembered when it changes. */
import { BrowserWindow, nativeTheme } from 'electron'
import type { ShellState } from './shell-state.ts'
import { smallest } from './shell-state.ts'
import { webPreferences } from './web-preferences.ts'

export function createWindow(state: ShellState, preload: string, icon: string): BrowserWindow {
  const window = new BrowserWindow({
    ...state.place,
    width: state.width,
    height: state.height,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: 'Candor',
    icon,
    show: false,
    // The page's own background, so that nothing flashes before it is drawn.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#12161C' : '#F6F7F9',
    webPreferences: { ...webPreferences(preload), zoomFactor: state.zoom / 100 },
  })
  if (state.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  return window
}

/** Size and place as they are now; those of the window before it was maximized. */
export function placeOfWindow(window: BrowserWindow): Pick<ShellState, 'place' | 'width' | 'height' | 'maximized'> {
  const { x, y, width, height } = window.getNormalBounds()
  return { place: { x, y }, width, height, maximized: window.isMaximized() }
}
