/** Names of the messages between the desktop window and its shell. Nobody but preload and main uses them. */

/** Asked by the window, answered by the shell. */
export const shellCalls = {
  chooseFile: 'candor:choose-file',
  chooseSavePath: 'candor:choose-save-path',
  setZoom: 'candor:set-zoom',
  tell: 'candor:tell',
  quit: 'candor:quit',
} as const

/** Sent by the shell: a command of the menu. */
export const commandMessage = 'candor:command'
