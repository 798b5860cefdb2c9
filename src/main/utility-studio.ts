/** The studio as Electron's utility process: clients speak to it over ports of their own, not over frames. */
import type { MessagePortMain } from 'electron'
import { utilityProcess } from 'electron'
import type { PortFrame, StopFrame } from '#contract/channel.ts'
import type { StudioChild, StudioExit } from '#host/studio-child.ts'
import { startChildrenOf } from './utility-children.ts'

export interface UtilityStudio extends StudioChild {
  /** Hands over one end of a channel. */
  give(port: MessagePortMain): void
}

export function startUtilityStudio(entry: string, environment: Record<string, string>): UtilityStudio {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Candor studio',
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  })
  startChildrenOf(child, entry)
  const exited = new Promise<StudioExit>((resolve) => child.once('exit', (code) => resolve({ code, reason: null })))
  return {
    get pid() {
      return child.pid
    },
    give: (port) => child.postMessage({ kind: 'port' } satisfies PortFrame, [port]),
    send: (frame) => child.postMessage(frame),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exited.then(listener),
    // A word instead of `kill()`, which on Windows ends it before it has written what it holds.
    stop: () => child.postMessage({ kind: 'stop' } satisfies StopFrame),
    kill: () => killNow(child.pid),
  }
}

/** Electron's own `kill()` only asks. */
function killNow(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch {
    // It went by itself in the meantime.
  }
}
