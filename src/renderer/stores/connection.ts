/** The way to the studio: its client, whether it is there, and whether it was started again under us. */
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { StudioView } from '#contract/device.ts'
import { type PortSource, type StudioLink, createStudioClient, linkOver } from '#renderer/app/client.ts'
import { desktopPorts } from '#renderer/app/desktop-port.ts'
import { socketPorts } from '#renderer/app/socket-port.ts'
import { shell } from '#renderer/app/window-shell.ts'

export const useConnection = defineStore('connection', () => {
  const state = ref<'connecting' | 'connected' | 'lost'>('connecting')
  const studio = shallowRef<StudioView | null>(null)
  /** The studio of before is gone with what it held in memory. Stays until the person has read it. */
  const restarted = ref(false)
  /** Counts connections: whoever follows something starts again when it changes. */
  const connections = ref(0)

  let next = waitForLink()
  let stop: (() => void) | null = null
  const client = createStudioClient(() => next.promise)

  function connect(ports: PortSource = shell === null ? socketPorts : desktopPorts): void {
    stop?.()
    stop = ports(
      (port) => {
        if (next.settled) next = waitForLink()
        next.settle(linkOver(port))
        void greet()
      },
      () => {
        if (next.settled) next = waitForLink()
        state.value = 'lost'
      },
    )
  }

  async function greet(): Promise<void> {
    try {
      const now = await client.studio.describe({})
      restarted.value = restarted.value || (studio.value !== null && studio.value.startId !== now.startId)
      studio.value = now
      state.value = 'connected'
      connections.value++
    } catch {
      // The port closed again at once: the source brings the next one.
      state.value = 'lost'
    }
  }

  /** What it is has changed, an engine was added: nobody has to start again. */
  async function renew(): Promise<void> {
    studio.value = await client.studio.describe({})
  }

  return { state, studio, restarted, connections, client, connect, renew, disconnect: () => stop?.() }
})

function waitForLink() {
  let resolve: (link: StudioLink) => void = () => {}
  const waiting = {
    promise: new Promise<StudioLink>((settle) => (resolve = settle)),
    settled: false,
    settle(link: StudioLink): void {
      waiting.settled = true
      resolve(link)
    },
  }
  return waiting
}
