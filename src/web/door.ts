/**
 * Who may speak to the web host at all: exact Host, own Origin, no other site. Checked before any route, and before a
 * WebSocket's upgrade. Knows nothing of the token.
 */
import type { IncomingMessage } from 'node:http'

export type Refusal = 'host' | 'origin' | 'site'

/** The names under which a browser on this computer reaches the host. */
function allowedHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`]
}

/**
 * null: may pass. `originRequired` where a browser always sends one (POST, WebSocket), so that its absence means
 * something that isn't our page.
 */
export function refusalOf(request: IncomingMessage, port: number, originRequired: boolean): Refusal | null {
  const host = request.headers.host
  if (host === undefined || !allowedHosts(port).includes(host)) return 'host'
  const origin = request.headers.origin
  if (origin === undefined ? originRequired : origin !== `http://${host}`) return 'origin'
  // 'same-site' is another port of this computer: not ours either.
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'site'
  return null
}
