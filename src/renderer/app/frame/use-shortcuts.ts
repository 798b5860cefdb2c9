/** The window's keys. On macOS Command takes the place of Control. */
import { onScopeDispose } from 'vue'
import type { ShellCommand } from '#contract/shell.ts'
import { shell } from '#renderer/app/window-shell.ts'

const keys: Record<string, ShellCommand> = {
  Enter: 'train',
  '.': 'pause',
  '1': 'stage1',
  '2': 'stage2',
  '3': 'stage3',
  '4': 'stage4',
  '5': 'stage5',
  '6': 'stage6',
  i: 'inspector',
  k: 'palette',
  '/': 'shortcuts',
  o: 'openFile',
}
const shiftKeys: Record<string, ShellCommand> = { o: 'importProject', s: 'exportProject' }
const zoomKeys: Record<string, ShellCommand> = { '+': 'zoomIn', '=': 'zoomIn', '-': 'zoomOut', '0': 'zoomReset' }

export function useShortcuts(obey: (command: ShellCommand) => void): void {
  function press(event: KeyboardEvent): void {
    const command = commandOf(event)
    if (command === null) return
    event.preventDefault()
    obey(command)
  }
  window.addEventListener('keydown', press)
  onScopeDispose(() => window.removeEventListener('keydown', press))
  const forget = shell?.onCommand(obey)
  onScopeDispose(() => forget?.())
}

function commandOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'defaultPrevented' | 'target'>): ShellCommand | null {
  if (event.defaultPrevented || event.altKey || !(event.ctrlKey || event.metaKey)) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  if (key === 'z' || key === 'y') {
    // A text field has its own undo while something is typed in it.
    if (isTyping(event.target)) return null
    return key === 'y' || event.shiftKey ? 'redo' : 'undo'
  }
  return zoomKeys[key] ?? (event.shiftKey ? shiftKeys : keys)[key] ?? null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type))
}
