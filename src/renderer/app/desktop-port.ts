/** The studio's port in the desktop window: it arrives as a message, again after each restart of the studio. */
import { studioPortMessage } from '#contract/shell.ts'
import type { PortSource } from './client.ts'

export const desktopPorts: PortSource = (onPort, onLost) => {
  let current: MessagePort | null = null

  function receive(event: MessageEvent): void {
    const port = event.ports[0]
    if (event.source !== window || event.data !== studioPortMessage || port === undefined) return
    current = port
    port.addEventListener('close', () => {
      if (port === current) onLost()
    })
    onPort(port)
    port.start()
  }
  window.addEventListener('message', receive)
  return () => {
    window.removeEventListener('message', receive)
    current?.close()
  }
}
