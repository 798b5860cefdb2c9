/** One client's two-way stream of encoded messages to the studio. Knows neither the messages nor the transport. */
import type { ChannelData } from '#contract/channel.ts'

export interface Channel {
  send(data: ChannelData): void
  onData(listener: (data: ChannelData) => void): void
  /** Called once: the studio closed it or is gone. Not called after an own `close`. */
  onClose(listener: () => void): void
  close(): void
}
