/**
 * The ways a client reaches this process, each as a port in the shape of Electron's MessagePortMain.
 * Knows frames and ports; not what is said over them.
 */
import { EventEmitter } from 'node:events'
import type { ChannelData, ChannelFrame, StopFrame } from '#contract/channel.ts'

export interface StudioPort {
  on(event: string, listener: (event?: { data: unknown }) => void): void
  postMessage(data: unknown): void
}

export interface Ports {
  /** Called for each new client. */
  onPort(listener: (port: StudioPort) => void): void
  /** Called once, when the parent is gone or asks to stop. */
  onParentGone(listener: () => void): void
}

/** From Electron's utility process where this is one, else from the parent that forked this process. */
export function portsOfParent(): Ports {
  const main = electronMain()
  return main === null ? portsOfFork(pipeToParent()) : portsOfElectron(main)
}

/** The way to Electron's main, where this is a utility process of it. */
export function electronMain(): ParentPort | null {
  const parentPort: unknown = Reflect.get(process, 'parentPort')
  return isParentPort(parentPort) ? parentPort : null
}

export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): void
  postMessage(message: unknown): void
}
interface ElectronPort extends StudioPort {
  start(): void
}

function isParentPort(value: unknown): value is ParentPort {
  return typeof value === 'object' && value !== null && 'postMessage' in value && 'on' in value
}

export function portsOfElectron(parentPort: ParentPort): Ports {
  return {
    onPort(listener) {
      parentPort.on('message', (event) => {
        const port = event.ports[0]
        if (port === undefined) return
        listener(port)
        port.start()
      })
    },
    // A parent that is gone takes its utility processes along; one that is about to go says so.
    onParentGone(listener) {
      parentPort.on('message', ({ data }) => {
        if (typeof data === 'object' && data !== null && 'kind' in data && data.kind === ('stop' satisfies StopFrame['kind'])) listener()
      })
    },
  }
}

/** A port over one channel of the child's single pipe. */
class ChannelPort extends EventEmitter implements StudioPort {
  readonly #post: (frame: ChannelFrame) => void
  readonly #channel: number
  #open = true

  constructor(channel: number, post: (frame: ChannelFrame) => void) {
    super()
    this.#channel = channel
    this.#post = post
  }

  postMessage(data: unknown): void {
    if (this.#open && isChannelData(data)) this.#post({ kind: 'data', channel: this.#channel, data })
  }

  receive(data: ChannelData): void {
    this.emit('message', { data })
  }

  end(): void {
    if (!this.#open) return
    this.#open = false
    this.emit('close')
  }
}

function pipeToParent(): FramePipe {
  return {
    // The callback keeps a write to a parent that just died from becoming an uncaught error.
    send: (frame) => process.connected && process.send?.(frame, undefined, undefined, () => {}),
    on: (event: 'message' | 'disconnect', listener: (frame: unknown) => void) => process.on(event, listener),
  }
}

/** The part of a forked child that carries frames. */
export interface FramePipe {
  send(frame: ChannelFrame): unknown
  on(event: 'message', listener: (frame: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
}

export function portsOfFork(pipe: FramePipe): Ports {
  const channels = new Map<number, ChannelPort>()
  return {
    onPort(listener) {
      pipe.on('message', (frame) => {
        if (!isFrame(frame)) return
        switch (frame.kind) {
          case 'open': {
            const port = new ChannelPort(frame.channel, (answer) => pipe.send(answer))
            channels.set(frame.channel, port)
            listener(port)
            return
          }
          case 'data':
            channels.get(frame.channel)?.receive(frame.data)
            return
          case 'close':
            channels.get(frame.channel)?.end()
            channels.delete(frame.channel)
            return
          default:
            frame satisfies never
        }
      })
    },
    onParentGone(listener) {
      pipe.on('disconnect', () => {
        for (const port of channels.values()) port.end()
        channels.clear()
        listener()
      })
    },
  }
}

function isChannelData(data: unknown): data is ChannelData {
  return typeof data === 'string' || data instanceof Uint8Array
}

function isFrame(value: unknown): value is ChannelFrame {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('channel' in value)) return false
  if (typeof value.channel !== 'number') return false
  if (value.kind === 'open' || value.kind === 'close') return true
  return value.kind === 'data' && 'data' in value && isChannelData(value.data)
}
