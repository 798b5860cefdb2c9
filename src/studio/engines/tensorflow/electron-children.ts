/** In the studio's own thread: carries wishes for processes beside the studio to Electron's main, and what is told of them to all threads. */
import { BroadcastChannel } from 'node:worker_threads'
import type { ChildNews, ChildRequest } from '#contract/channel.ts'
import type { ParentPort } from '#studio/ports.ts'

/** Name of the channel that all threads of the studio share. */
export const childChannel = 'candor-children'

export function carryChildRequests(main: ParentPort): void {
  const channel = new BroadcastChannel(childChannel)
  channel.unref()
  channel.addEventListener('message', (event: unknown) => {
    const request = dataOf(event)
    if (isChildRequest(request)) main.postMessage(request)
  })
  main.on('message', ({ data }) => {
    if (isChildNews(data)) channel.postMessage(data)
  })
}

/** Of a message event. */
export function dataOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'data' in event ? event.data : undefined
}

export function isChildNews(value: unknown): value is ChildNews {
  return typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'childPrinted' || value.kind === 'childEnded')
}

function isChildRequest(value: unknown): value is ChildRequest {
  return typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'startChild' || value.kind === 'endChild')
}
