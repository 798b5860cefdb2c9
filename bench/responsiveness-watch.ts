/** What is injected into the page before its own code: notes long tasks and how long inputs waited. Runs in the browser. */

export interface PageNotes {
  /** Milliseconds since 1970 at its beginning, and of how long it took. Tasks under 50 ms are not told by browsers. */
  tasks: { at: number; milliseconds: number }[]
  /** From the input to its first handler. */
  inputs: { at: number; milliseconds: number; type: string }[]
}

declare global {
  interface Window {
    benchNotes: PageNotes
  }
}

/** Stands alone: it is handed to the browser as text. */
export function watchPage(): void {
  const notes: PageNotes = { tasks: [], inputs: [] }
  window.benchNotes = notes
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) notes.tasks.push({ at: performance.timeOrigin + startTime, milliseconds: duration })
  }).observe({ type: 'longtask', buffered: true })
  for (const type of ['keydown', 'pointerdown', 'wheel'] as const) {
    window.addEventListener(type, ({ timeStamp }) => notes.inputs.push({ at: performance.timeOrigin + timeStamp, milliseconds: performance.now() - timeStamp, type }), { capture: true, passive: true })
  }
}
