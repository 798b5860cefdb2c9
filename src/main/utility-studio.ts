/** The studio as Electron's utility process: clients speak to it over ports of their own, not over frames. */
import type { MessagePortMain } from 'electron'
import { utilityProcess } from 'electron'
import type { PortFrame } from '#contract/channel.ts'
import type { StudioChild, StudioExit } from '#host/studio-child.ts'

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
  const exited = new Promise<StudioExit>((resolve) => child.once('exit', (code) => resolve({ code, reason: null })))
  return {
    get pid() {
      return child.pid
    },
    give: (port) => child.postMessage({ kind: 'port' } satisfies PortFrame, [port]),
    send: (frame) => child.postMessage(frame),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exited.then(listener),
    // SIGTERM: it writes what it holds and leaves.
    stop: () => void child.kill(),
    kill: () => void (child.pid !== undefined && process.kill(child.pid, 'SIGKILL')),
  }
}
