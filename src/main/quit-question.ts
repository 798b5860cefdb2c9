/** What happens to a window that is to close: at once, or after asking because a run is still going. Pure. */

export type QuitAnswer = 'keepRunning' | 'finishAndQuit' | 'dontQuit'

/** In the order of the dialog's buttons. */
export const quitAnswers: readonly QuitAnswer[] = ['keepRunning', 'finishAndQuit', 'dontQuit']

export type Life =
  /** As usual. */
  | 'open'
  /** The window is hidden until the run ends. */
  | 'keptRunning'
  /** The window was asked to finish the run and says when it is ready. */
  | 'finishing'
  /** Nothing holds it any more. */
  | 'leaving'

/** Whether a close asks first. */
export function mustAsk(life: Life, running: boolean): boolean {
  return running && life === 'open'
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
