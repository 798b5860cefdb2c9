/** What the window's page may do: Electron's safe defaults, written out so that nobody changes them by accident. */
import type { WebPreferences } from 'electron'

export function webPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    spellcheck: false,
    // A hidden window goes on following its run.
    backgroundThrottling: false,
  }
}
