/** The application menu as data. Items that the window answers send their command; the rest are the system's own. */
import type { MenuItemConstructorOptions } from 'electron'
import type { Language } from '#contract/language.ts'
import type { ShellCommand } from '#contract/shell.ts'
import type { RecentProject } from './shell-state.ts'
import { words } from './words.ts'

export interface MenuFacts {
  language: Language
  platform: string
  recent: RecentProject[]
  running: boolean
  /** True where Candor runs from its sources. */
  development: boolean
}

type Items = MenuItemConstructorOptions[]
const separator: MenuItemConstructorOptions = { type: 'separator' }

export function menuTemplate(facts: MenuFacts, send: (command: ShellCommand) => void): Items {
  const { language, platform, running } = facts
  const say = (word: keyof typeof words) => words[word][language]
  const command = (name: Exclude<ShellCommand, `openProject:${string}`> & keyof typeof words, accelerator?: string): MenuItemConstructorOptions => ({
    label: say(name),
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => send(name),
  })
  // Text fields have an undo of their own: the window decides which is meant, so the key stays with it.
  const shownKey = (item: MenuItemConstructorOptions): MenuItemConstructorOptions => ({ ...item, registerAccelerator: false })

  const file: Items = [
    command('newProject', 'CmdOrCtrl+N'),
    command('openFile', 'CmdOrCtrl+O'),
    { label: say('recent'), submenu: recentItems(facts, send) },
    separator,
    command('importProject', 'CmdOrCtrl+Shift+O'),
    command('exportProject', 'CmdOrCtrl+Shift+S'),
    separator,
    platform === 'darwin' ? { role: 'close', label: say('close') } : { role: 'quit', label: say('quit') },
  ]
  const edit: Items = [
    shownKey(command('undo', 'CmdOrCtrl+Z')),
    shownKey(command('redo', platform === 'darwin' ? 'Shift+Cmd+Z' : 'Ctrl+Y')),
    separator,
    { role: 'cut', label: say('cut') },
    { role: 'copy', label: say('copy') },
    { role: 'paste', label: say('paste') },
    { role: 'selectAll', label: say('selectAll') },
  ]
  const view: Items = [
    ...(['stage1', 'stage2', 'stage3', 'stage4', 'stage5', 'stage6'] as const).map((stage) => command(stage, `CmdOrCtrl+${stage.slice(-1)}`)),
    separator,
    command('inspector', 'CmdOrCtrl+I'),
    command('palette', 'CmdOrCtrl+K'),
    command('shortcuts', 'CmdOrCtrl+/'),
    separator,
    command('zoomIn', 'CmdOrCtrl+Plus'),
    command('zoomOut', 'CmdOrCtrl+-'),
    command('zoomReset', 'CmdOrCtrl+0'),
    command('projector'),
    separator,
    { role: 'togglefullscreen', label: say('fullScreen') },
    ...(facts.development ? [{ role: 'reload', label: say('reload') } as const, { role: 'toggleDevTools', label: say('developerTools') } as const] : []),
  ]
  const training: Items = [
    { ...command('train', 'CmdOrCtrl+Enter'), enabled: !running },
    { ...command('pause', 'CmdOrCtrl+.'), enabled: running },
  ]
  return [
    ...(platform === 'darwin' ? [{ label: 'Candor', submenu: macItems(say) }] : []),
    { label: say('file'), submenu: file },
    { label: say('edit'), submenu: edit },
    { label: say('view'), submenu: view },
    { label: say('training'), submenu: training },
    ...(platform === 'darwin'
      ? [{ label: say('window'), submenu: [{ role: 'minimize', label: say('minimize') } as const, { role: 'zoom', label: say('zoomWindow') } as const] }]
      : [{ label: say('help'), submenu: [{ role: 'about', label: say('about') } as const] }]),
  ]
}

function recentItems({ recent, language }: MenuFacts, send: (command: ShellCommand) => void): Items {
  if (recent.length === 0) return [{ label: words.noRecent[language], enabled: false }]
  // A single & would underline the next letter instead of showing.
  return recent.map(({ id, name }) => ({ label: name.replaceAll('&', '&&'), click: () => send(`openProject:${id}`) }))
}

function macItems(say: (word: keyof typeof words) => string): Items {
  return [
    { role: 'about', label: say('about') },
    separator,
    { role: 'hide', label: say('hide') },
    { role: 'hideOthers', label: say('hideOthers') },
    { role: 'unhide', label: say('showAll') },
    separator,
    { role: 'quit', label: say('quit') },
  ]
}
