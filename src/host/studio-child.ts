/** One running studio process as a host sees it, whatever started it: Node's fork or Electron's utility process. */
import type { ChannelFrame } from '#contract/channel.ts'

export interface StudioExit {
  code: number | null
  /** A signal's name, or Electron's reason ('oom', 'crashed' ...); null for a plain exit. */
  reason: string | null
}

export interface StudioChild {
  readonly pid: number | undefined
  send(frame: ChannelFrame): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, also when it could not be started at all. */
  onExit(listener: (exit: StudioExit) => void): void
  /** Asks it to write what it holds and leave. */
  stop(): void
  /** Ends it at once. */
  kill(): void
}
