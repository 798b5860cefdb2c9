/** Hands the window its port to the studio and what only the desktop can do. Runs sandboxed, in a world of its own. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { CandorShell, ShellCommand } from '#contract/shell.ts'
import { studioPortMessage } from '#contract/shell.ts'
import { commandMessage, shellCalls } from '#contract/shell-calls.ts'

const shell: CandorShell = {
  pathOf: (file) => webUtils.getPathForFile(file),
  chooseFile: (kind) => ipcRenderer.invoke(shellCalls.chooseFile, kind),
  chooseSavePath: (suggestedName) => ipcRenderer.invoke(shellCalls.chooseSavePath, suggestedName),
  setZoom: (percent) => ipcRenderer.invoke(shellCalls.setZoom, percent),
  tell: (facts) => ipcRenderer.invoke(shellCalls.tell, facts),
  quit: () => ipcRenderer.invoke(shellCalls.quit),
  onCommand(listener) {
    const heard = (_: unknown, command: ShellCommand) => listener(command)
    ipcRenderer.on(commandMessage, heard)
    return () => void ipcRenderer.off(commandMessage, heard)
  },
}
contextBridge.exposeInMainWorld('candorShell', shell)
// A port can't cross the bridge as an argument, only as a message of the window to itself.
ipcRenderer.on(studioPortMessage, (event) => window.postMessage(studioPortMessage, location.origin, event.ports))
