/** Loaded into the host and what it starts (`--import`): in the studio it notes how long its loop was blocked. Knows no goals. */
import { appendFileSync } from 'node:fs'
import { basename } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** Of a line of the file named by CANDOR_BENCH_LOOP. */
export interface LoopNote {
  /** Milliseconds since 1970 at its end. */
  at: number
  /** Milliseconds of the longest block since the line before. */
  longest: number
}

const file = process.env['CANDOR_BENCH_LOOP']
if (file !== undefined && isMainThread && basename(process.argv[1] ?? '') === 'studio.js') watchLoop(file)

function watchLoop(to: string): void {
  const resolution = 1
  const delays = monitorEventLoopDelay({ resolution })
  delays.enable()
  const write = (): void => {
    // The delay counts from one tick to the next, so what the loop should have waited is not part of the block.
    const note: LoopNote = { at: Date.now(), longest: Math.max(0, delays.max / 1e6 - resolution) }
    delays.reset()
    appendFileSync(to, `${JSON.stringify(note)}\n`)
  }
  setInterval(write, 100).unref()
}
