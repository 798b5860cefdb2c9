/** Binds a server to 127.0.0.1 and to nothing else. */
import type { Server } from 'node:net'

/** The asked port belongs to another program. */
export class PortBusy extends Error {
  readonly port: number
  constructor(port: number) {
    super(`port ${port} is busy`)
    this.name = 'PortBusy'
    this.port = port
  }
}

/** The port it got. `port` absent: any free one. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' || error.code === 'EACCES' ? new PortBusy(port) : error)
    })
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'))
      else resolve(address.port)
    })
  })
}
