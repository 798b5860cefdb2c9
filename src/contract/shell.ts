/** What the desktop shell gives the window beyond the studio: `window.candorShell`. In a browser it is absent. */
import type { Language } from './language.ts'

/** A menu item that the window answers. */
export const shellCommands = [
  'newProject',
  'openFile',
  'importProject',
  'exportProject',
  'undo',
  'redo',
  'train',
  'pause',
  'zoomIn',
  'zoomOut',
  'zoomReset',
  'projector',
  'palette',
  'shortcuts',
  'inspector',
  'stage1',
  'stage2',
  'stage3',
  'stage4',
  'stage5',
  'stage6',
  'finishAndQuit',
] as const
export type ShellCommand = (typeof shellCommands)[number] | `openProject:${string}`

/** What a dialog offers to open: tables, projects saved as one file, or the wheel that an engine is installed from. */
export const chosenKinds = ['table', 'project', 'wheel'] as const
export type ChosenKind = (typeof chosenKinds)[number]

export interface CandorShell {
  /** The path of a dropped or chosen file; '' where the system gives none. */
  pathOf(file: File): string
  /** Native dialogs; null where the person cancelled. */
  chooseFile(kind: ChosenKind): Promise<string | null>
  /** What kind of file it is, the name says by its ending. */
  chooseSavePath(suggestedName: string): Promise<string | null>
  /** Percent, 80 to 200. */
  setZoom(percent: number): Promise<void>
  /** What the shell needs to know to ask before quitting and to write its menus. */
  tell(facts: { language: Language; running: boolean; recent: { id: string; name: string }[] }): Promise<void>
  onCommand(listener: (command: ShellCommand) => void): () => void
  /** Ready to close after 'finishAndQuit'. */
  quit(): Promise<void>
}
/** The studio's MessagePort arrives as a window message with this `data`; again after each restart of the studio. */
export const studioPortMessage = 'candor:studio-port'
