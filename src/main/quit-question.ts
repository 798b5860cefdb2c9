/** What happens to a window that is to close: at once, or after asking because a run is still going. Pure. */

export type QuitAnswer = 'keepRunning' | 'finishAndQuit' | 'dontQuit'

/** In the order of the dialog's buttons. */
export const quitAnswers: readonly QuitAnswer[] = ['keepRunning', 'finishAndQuit', 'dontQuit']

export type Life =
  /** As usual. */
  | 'open'
  /** The question stands. */
  | 'asking'
  /** The window is hidden until the run ends. */
  | 'keptRunning'
  /** The window was asked to finish the run. */
  | 'finishing'
  /** The window has finished and saved what it had; the run is still being judged. */
  | 'finished'
  /** Nothing holds it any more. */
  | 'leaving'

/**
 * What a wish to close leads to. Whoever wishes it again after an answer is asked again: a run that never ends, or a
 * window that never gets ready, must not hold the program for good.
 */
export function onClosing(life: Life, running: boolean): 'close' | 'ask' | 'stay' {
  if (life === 'leaving' || !running) return 'close'
  return life === 'asking' ? 'stay' : 'ask'
}

/** Where an answer leads. */
export function lifeAfter(answer: QuitAnswer): Life {
  switch (answer) {
    case 'keepRunning':
      return 'keptRunning'
    case 'finishAndQuit':
      return 'finishing'
    case 'dontQuit':
      return 'open'
    default:
      return answer satisfies never
  }
}

/** Whether nothing is left to wait for. Finishing still waits for the window, which saves what it has. */
export function mayLeave(life: Life, running: boolean): boolean {
  return !running && (life === 'keptRunning' || life === 'finished')
}
