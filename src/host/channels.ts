/** Many channels over one studio process: numbers them and sorts arriving frames. One `Channels` lives as long as its process. */
import type { ChannelData, ChannelFrame } from '#contract/channel.ts'
import type { Channel } from './channel.ts'

export interface Channels {
  open(): Channel
  receive(frame: ChannelFrame): void
  /** The process is gone: every channel is told so, and new ones are closed from the start. */
  closeAll(): void
}

interface OpenChannel {
  data: (data: ChannelData) => void
  closed: () => void
}

export function createChannels(send: (frame: ChannelFrame) => void): Channels {
  const channels = new Map<number, OpenChannel>()
  let last = 0
  let gone = false

  function open(): Channel {
    const channel = ++last
    const dataListeners: ((data: ChannelData) => void)[] = []
    const closeListeners: (() => void)[] = []
    if (gone) queueMicrotask(() => closeListeners.forEach((listener) => listener()))
    else {
      channels.set(channel, {
        data: (data) => dataListeners.forEach((listener) => listener(data)),
        closed: () => closeListeners.forEach((listener) => listener()),
      })
      send({ kind: 'open', channel })
    }
    return {
      send(data) {
        if (channels.has(channel)) send({ kind: 'data', channel, data })
      },
      onData: (listener) => void dataListeners.push(listener),
      onClose: (listener) => void closeListeners.push(listener),
      close() {
        if (channels.delete(channel)) send({ kind: 'close', channel })
      },
    }
  }

  function receive(frame: ChannelFrame): void {
    const channel = channels.get(frame.channel)
    // Closed here while the frame was under way.
    if (!channel) return
    switch (frame.kind) {
      case 'data':
        return channel.data(frame.data)
      case 'close':
        channels.delete(frame.channel)
        return channel.closed()
      case 'open':
        throw new Error('the studio opened a channel; only a host may')
      default:
        frame satisfies never
    }
  }

  function closeAll(): void {
    gone = true
    const open = [...channels.values()]
    channels.clear()
    for (const channel of open) channel.closed()
  }

  return { open, receive, closeAll }
}

/** Whether a message from the studio process is a frame; anything else on the pipe is not for us. */
export function isChannelFrame(message: unknown): message is ChannelFrame {
  if (typeof message !== 'object' || message === null) return false
  if (!('kind' in message && 'channel' in message) || typeof message.channel !== 'number') return false
  if (message.kind === 'open' || message.kind === 'close') return true
  return message.kind === 'data' && 'data' in message && (typeof message.data === 'string' || message.data instanceof Uint8Array)
}
