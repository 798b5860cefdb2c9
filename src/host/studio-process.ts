/** Keeps one studio running: starts it, watches it, starts it again after a crash with growing pauses, stops it. */
import type { ChannelFrame } from '#contract/channel.ts'
import type { Channel } from './channel.ts'
import type { Channels } from './channels.ts'
import { createChannels, isChannelFrame } from './channels.ts'
import type { StudioChild, StudioExit } from './studio-child.ts'

export type StudioState =
  | { kind: 'running' }
  /** Crashed; the next start is `inMilliseconds` away. */
  | { kind: 'restarting'; exit: StudioExit; inMilliseconds: number }
  | { kind: 'stopped' }

export interface StudioProcessOptions {
  start: () => StudioChild
  /** False: one crash is the end (a command of the command line fails with its studio). */
  restart?: boolean
  /** Milliseconds; small in tests. */
  pauses?: { first: number; longest: number; forgivenAfter: number; stopWithin: number }
}

export interface StudioProcess {
  state(): StudioState
  /** The running process, for what only one kind of it can do (Electron hands it ports); null between two. */
  child(): StudioChild | null
  onState(listener: (state: StudioState) => void): () => void
  /** A channel to the running studio; null while there is none. */
  open(): Channel | null
  /** Lets it write and leave; kills it where it takes too long. */
  stop(): Promise<void>
}

const defaultPauses = { first: 100, longest: 10_000, forgivenAfter: 30_000, stopWithin: 10_000 }

export function keepStudio({ start, restart = true, pauses = defaultPauses }: StudioProcessOptions): StudioProcess {
  const listeners = new Set<(state: StudioState) => void>()
  let state: StudioState = { kind: 'stopped' }
  let running: { child: StudioChild; channels: Channels } | null = null
  let pause = pauses.first
  let timer: NodeJS.Timeout | undefined
  let stopping = false
  let ended: () => void = () => {}

  function enter(next: StudioState): void {
    state = next
    for (const listener of listeners) listener(next)
  }

  function begin(): void {
    const child = start()
    const channels = createChannels((frame: ChannelFrame) => child.send(frame))
    const startedAt = Date.now()
    running = { child, channels }
    child.onMessage((message) => {
      if (isChannelFrame(message)) channels.receive(message)
    })
    child.onExit((exit) => {
      running = null
      if (Date.now() - startedAt > pauses.forgivenAfter) pause = pauses.first
      if (stopping || !restart) enter({ kind: 'stopped' })
      else {
        timer = setTimeout(begin, pause)
        enter({ kind: 'restarting', exit, inMilliseconds: pause })
        pause = Math.min(pause * 2, pauses.longest)
      }
      // After the state, so that whoever loses a channel can ask why.
      channels.closeAll()
      ended()
    })
    enter({ kind: 'running' })
  }

  async function stop(): Promise<void> {
    stopping = true
    clearTimeout(timer)
    if (!running) return enter({ kind: 'stopped' })
    const { child } = running
    const gone = new Promise<void>((resolve) => (ended = resolve))
    const impatience = setTimeout(() => child.kill(), pauses.stopWithin)
    child.stop()
    await gone
    clearTimeout(impatience)
  }

  begin()
  return {
    state: () => state,
    child: () => running?.child ?? null,
    onState(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    open: () => running?.channels.open() ?? null,
    stop,
  }
}
