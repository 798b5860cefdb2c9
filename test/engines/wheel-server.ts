/** A small index of Python packages on the loopback, with every way to answer badly. */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'

export interface WheelServer {
  index: string
  /** `range` headers of the requests for the file, in order; null without. */
  ranges: (string | null)[]
  close(): Promise<void>
}

export interface WheelServerBehaviour {
  file: string
  content: Buffer
  /** How its page is written. */
  page?: 'json' | 'html' | 'without the file'
  /** Bytes after which the connection breaks, request by request. */
  breaks?: (number | null)[]
  ignoresRanges?: boolean
  /** Stops sending after half of the content. */
  hangs?: boolean
  status?: number
  /** Asked for on every request. */
  account?: string
  /** Other projects of the index, each with one file. */
  others?: readonly { project: string; file: string; content: Buffer }[]
}

export async function serveWheel(behaviour: WheelServerBehaviour): Promise<WheelServer> {
  const ranges: (string | null)[] = []
  const breaks = [...(behaviour.breaks ?? [])]
  const server = createServer((request, response) => {
    if (behaviour.account !== undefined && request.headers.authorization !== `Basic ${Buffer.from(behaviour.account).toString('base64')}`) return void response.writeHead(401).end()
    if (request.url === '/simple/tensorflow-cpu/') return answerPage(response, behaviour)
    if (request.url === `/files/${behaviour.file}`) {
      ranges.push(request.headers.range ?? null)
      return answerFile(request, response, behaviour, breaks.shift() ?? null)
    }
    const other = behaviour.others?.find(({ project, file }) => request.url === `/simple/${project}/` || request.url === `/files/${file}`)
    if (other === undefined) return void response.writeHead(404).end()
    const { file, content } = other
    if (request.url === `/simple/${other.project}/`) return answerPage(response, { file, content })
    ranges.push(request.headers.range ?? null)
    answerFile(request, response, { file, content }, breaks.shift() ?? null)
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    index: `http://${behaviour.account === undefined ? '' : `${behaviour.account}@`}127.0.0.1:${port}/simple/`,
    ranges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answerPage(response: ServerResponse, { page = 'json', file, status }: WheelServerBehaviour): void {
  if (status !== undefined) return void response.writeHead(status).end()
  const address = `../../files/${file}`
  if (page === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end(`<!DOCTYPE html><html><body><a href="../../files/other.whl">other.whl</a><br/><a data-requires-python="&gt;=3.9" href="${address}#sha256=00">${file}</a></body></html>`)
  const files = [{ filename: 'other.whl', url: '../../files/other.whl', hashes: {} }, ...(page === 'json' ? [{ filename: file, url: address, hashes: {} }] : [])]
  response.writeHead(200, { 'content-type': 'application/vnd.pypi.simple.v1+json' }).end(JSON.stringify({ meta: { 'api-version': '1.0' }, name: 'tensorflow-cpu', files }))
}

function answerFile(request: IncomingMessage, response: ServerResponse, { content, ignoresRanges = false, hangs = false }: WheelServerBehaviour, breaksAfter: number | null): void {
  const asked = /^bytes=(\d+)-$/u.exec(request.headers.range ?? '')?.[1]
  const from = ignoresRanges || asked === undefined ? 0 : Number(asked)
  const part = content.subarray(from)
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': part.length, ...(from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}) })
  if (hangs) return void response.write(part.subarray(0, part.length / 2))
  if (breaksAfter === null) return void response.end(part)
  response.write(part.subarray(0, breaksAfter), () => setTimeout(() => request.socket.destroy(), 30))
}
