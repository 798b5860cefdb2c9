/** `app://candor/...`: the built window's files with the headers every host sends. */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { cacheHeader, securityHeaders } from '#host/headers.ts'
import { findRendererFile } from '#host/renderer-files.ts'
import { isOwnUrl } from './policy.ts'

export async function answerAppRequest(request: Request, root: string): Promise<Response> {
  if (request.method !== 'GET' || !isOwnUrl(request.url)) return new Response(null, { status: 404, headers: securityHeaders })
  const { pathname } = new URL(request.url)
  const file = await findRendererFile(root, pathname)
  if (!file) return new Response(null, { status: 404, headers: securityHeaders })
  return new Response(readerOf(file.path), {
    headers: { ...securityHeaders, 'content-type': file.contentType, 'content-length': String(file.bytes), 'cache-control': cacheHeader(pathname) },
  })
}

/** Node's and the web's streams are two types of one thing. */
function readerOf(path: string): ReadableStream<Uint8Array> {
  const chunks = Readable.toWeb(createReadStream(path)).getReader()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.read()
      if (done) controller.close()
      else if (value instanceof Uint8Array) controller.enqueue(value)
    },
    cancel: (reason) => chunks.cancel(reason),
  })
}
