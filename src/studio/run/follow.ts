/** Watching a run: what is past at once, then at most ten events a second, each with all that came since the last. */
import type { LayerLook, RunEvent, RunSummary } from '#contract/run.ts'
import { pause } from './notice.ts'
import type { Run } from './run.ts'

const millisecondsPerEvent = 100
/** More steps than this at once come as min-max envelopes: no chart has more pixels. */
const stepLimit = 20_000

/**
 * Ends after the summary of a finished run, or silently when `signal` aborts or the run is discarded.
 * @param fromStep counted from 1
 */
export async function* follow(run: Run, fromStep: number, signal: AbortSignal | undefined): AsyncGenerator<RunEvent, void> {
  const history = await run.steps()
  const startStep = Math.max(1, fromStep)
  let sentSteps = startStep - 1
  let sentEpochs = 0
  let sentSummary: RunSummary | null = null
  let sentLayers: readonly LayerLook[] = []
  let lastSteps: number | null = null
  while (!signal?.aborted && !run.discarded) {
    // Asked for before looking, so that no change in between is missed.
    const changed = run.changed.next(signal)
    const { live, summary } = run
    const events: RunEvent[] = []
    if (sentSummary === null || (live && !sameButSteps(sentSummary, summary))) {
      events.push({ kind: 'summary', summary })
      sentSummary = summary
    }
    if (history.count > sentSteps) {
      const now = performance.now()
      const rate = lastSteps === null ? wholeRate(run) : ((history.count - sentSteps) * 1000) / Math.max(1, now - lastSteps)
      lastSteps = now
      events.push({ kind: 'steps', ...history.from(sentSteps + 1, stepLimit), rate })
      sentSteps = history.count
    }
    if (run.epochs.length > sentEpochs) {
      events.push({ kind: 'epochs', epochs: run.epochs.slice(sentEpochs) })
      sentEpochs = run.epochs.length
    }
    const layers = await run.layers()
    if (layers.length > 0 && layers !== sentLayers) events.push({ kind: 'layers', layers: [...layers] })
    sentLayers = layers
    if (!live) events.push({ kind: 'summary', summary })
    yield* events
    if (!live) return
    await pauseWhileLive(run, events.length * millisecondsPerEvent, signal)
    await changed
  }
}

/** The end of a run is not kept waiting for the pace. */
async function pauseWhileLive(run: Run, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  const end = performance.now() + milliseconds
  while (run.live && !signal?.aborted && performance.now() < end) {
    await pause(Math.min(50, Math.max(1, end - performance.now())), signal)
  }
}

/** Steps a second over the run so far. */
function wholeRate(run: Run): number {
  const last = run.epochs.at(-1)
  return last === undefined || last.seconds === 0 ? 0 : last.step / last.seconds
}

function sameButSteps(a: RunSummary, b: RunSummary): boolean {
  return JSON.stringify({ ...a, steps: a.steps.planned }) === JSON.stringify({ ...b, steps: b.steps.planned })
}
