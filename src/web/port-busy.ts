/** The asked port belongs to another program, or the system keeps it for itself. */
export class PortBusy extends Error {
  readonly port: number
  constructor(port: number) {
    super(`port ${port} is busy`)
    this.name = 'PortBusy'
    this.port = port
  }
}
