/** The web host's routes, in the order in which they are tried. Every request passed the door before it comes here. */
import { createReadStream } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ErrorCode } from '#contract/errors.ts'
import { StudioError } from '#contract/errors.ts'
import { downloadPath, uploadHeader, uploadPath } from '#contract/web.ts'
import { cacheHeader } from '#host/headers.ts'
import { findRendererFile } from '#host/renderer-files.ts'
import { noAccessPage } from './no-access-page.ts'
import { serveDownload } from './downloads.ts'
import type { Access } from './token.ts'
import { receiveUpload } from './uploads.ts'

export interface Places {
  /** Folder of the built window. */
  renderer: string
  uploads: string
  downloads: string
}

export async function answer(request: IncomingMessage, response: ServerResponse, access: Access, places: Places): Promise<void> {
  const target = request.url ?? ''
  // A proxy's whole address, `*`: nothing that a browser asks of the host itself.
  if (!target.startsWith('/')) return end(response, 400)
  // Not resolved against a base: `//` would begin another host's name.
  const url = new URL(`http://host${target}`)
  const reading = request.method === 'GET' || request.method === 'HEAD'

  if (reading && url.pathname === '/' && url.searchParams.has('token')) {
    if (!access.acceptsToken(url.searchParams.get('token'))) return refuseWithPage(request, response)
    // The clean address: history, bookmarks and Referer never hold the token. A fragment survives the redirect.
    return end(response, 302, { location: '/', 'set-cookie': access.cookie, 'cache-control': 'no-store' })
  }
  if (!access.acceptsCookies(request.headers.cookie)) return refuseWithPage(request, response)

  if (url.pathname === uploadPath) {
    if (request.method !== 'POST') return end(response, 405, { allow: 'POST' })
    return upload(request, response, places.uploads)
  }
  if (!reading) return end(response, 405, { allow: 'GET, HEAD' })
  if (url.pathname.startsWith(downloadPath)) {
    // Serving it ends it, so a HEAD must not count as the one time.
    if (request.method === 'HEAD') return end(response, 405, { allow: 'GET' })
    const served = await serveDownload(places.downloads, url.pathname.slice(downloadPath.length), response)
    return served ? undefined : end(response, 404)
  }
  return file(request, response, url.pathname, places.renderer)
}

async function upload(request: IncomingMessage, response: ServerResponse, folder: string): Promise<void> {
  if (request.headers[uploadHeader] !== '1') return end(response, 403)
  if (request.headers['content-type'] !== 'application/octet-stream') return end(response, 415)
  try {
    const uploadId = await receiveUpload(folder, request)
    return json(response, 201, { uploadId })
  } catch (error) {
    // The client went away: nobody is left to answer.
    if (response.destroyed || request.destroyed) return
    // What is still to come goes nowhere, but it must come: a browser takes an answer before its end for a broken way.
    request.resume()
    const code: ErrorCode = error instanceof StudioError ? error.code : 'file.unreadable'
    return json(response, code === 'disk.full' ? 507 : 500, { code })
  }
}

async function file(request: IncomingMessage, response: ServerResponse, pathname: string, root: string): Promise<void> {
  const found = await findRendererFile(root, pathname)
  if (!found) return end(response, 404)
  response.writeHead(200, {
    'content-type': found.contentType,
    'content-length': found.bytes,
    'cache-control': cacheHeader(pathname),
  })
  if (request.method === 'HEAD') response.end()
  else await pipeline(createReadStream(found.path), response)
}

function refuseWithPage(request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(401, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
  response.end(request.method === 'HEAD' ? undefined : noAccessPage)
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function end(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers)
  response.end()
}
