/** The loopback host: the window's files, uploads, downloads and WebSockets on 127.0.0.1, relayed to one studio process. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Duplex } from 'node:stream'
import { socketPath } from '#contract/web.ts'
import { createHostFolders } from '#host/folders.ts'
import { forkStudio } from '#host/fork-studio.ts'
import { securityHeaders } from '#host/headers.ts'
import { environmentOf } from '#host/studio-environment.ts'
import type { StudioProcess } from '#host/studio-process.ts'
import { keepStudio } from '#host/studio-process.ts'
import { refusalOf } from './door.ts'
import { listen } from './listen.ts'
import { answer } from './routes.ts'
import { createSockets } from './sockets.ts'
import { createAccess } from './token.ts'
import { uploadFile } from './uploads.ts'

export interface WebHostOptions {
  /** Path of the built studio entry, and the folder of the built window. */
  studio: string
  renderer: string
  home: string
  resources: string
  /** Exactly this port (busy: throws PortRefused); absent: any free one. */
  port?: number
}

export interface WebHost {
  port: number
  /** With its token: the one place where it is written. */
  address: string
  studio: StudioProcess
  /** Takes in a file of this computer as an upload. */
  addFile(path: string): Promise<string>
  close(): Promise<void>
}

export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const server = createServer()
  // A large file may take longer than the five minutes that Node gives a request; headers keep their own limit.
  server.requestTimeout = 0
  // First, because a listening server would keep a process alive that has failed.
  const folders = await createHostFolders(options.home)
  const port = await listen(server, options.port).catch(async (error: unknown) => {
    await folders.remove()
    throw error
  })
  const access = createAccess(port)
  const environment = environmentOf({ ...folders, home: options.home, resources: options.resources, paths: false })
  const studio = keepStudio({ start: () => forkStudio({ entry: options.studio, environment, ownSession: true }) })
  const sockets = createSockets(() => studio.open())
  const places = { renderer: options.renderer, uploads: folders.uploads, downloads: folders.downloads }

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    const reading = request.method === 'GET' || request.method === 'HEAD'
    if (refusalOf(request, port, !reading)) {
      response.writeHead(403).end()
      return
    }
    answer(request, response, access, places).catch((error: unknown) => {
      // A client that left is no event; anything else is a bug and goes to the log, without the request's URL.
      if (request.destroyed || response.destroyed) return
      process.stderr.write(`web host: ${error instanceof Error ? error.stack : String(error)}\n`)
      if (response.headersSent) response.destroy()
      else response.writeHead(500).end()
    })
  })

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (refusalOf(request, port, true)) return refuseUpgrade(socket, '403 Forbidden')
    if (!access.acceptsCookies(request.headers.cookie)) return refuseUpgrade(socket, '401 Unauthorized')
    if (request.url !== socketPath) return refuseUpgrade(socket, '404 Not Found')
    sockets.accept(request, socket, head)
  })

  return {
    port,
    address: `http://127.0.0.1:${port}/?token=${access.token}`,
    studio,
    addFile: (path) => uploadFile(folders.uploads, path),
    async close() {
      sockets.close()
      server.close()
      server.closeAllConnections()
      await studio.stop()
      await folders.remove()
    },
  }
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
