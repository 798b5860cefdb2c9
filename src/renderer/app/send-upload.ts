/** A file's bytes to the web host, with progress. XMLHttpRequest, because fetch tells nothing while it sends. */
import { z } from 'zod'
import { ErrorCode } from '#contract/error-schemas.ts'
import { StudioError } from '#contract/errors.ts'
import { uploadHeader, uploadPath } from '#contract/web.ts'

const Answer = z.union([z.object({ uploadId: z.string() }), z.object({ code: ErrorCode })])

/** Files that could be read before: where one no longer can, it is another one now. */
const wereRead = new WeakSet<File>()

/**
 * The upload's id. Throws StudioError, where the browser itself could not read the file `file.notFound`, `file.changed` or
 * `file.unreadable`; AbortError where `signal` stopped it.
 */
export function sendUpload(file: File, signal: AbortSignal, onProgress: (bytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const refuse = (): void => reject(new StudioError('file.unreadable', { file: file.name }))
    request.open('POST', uploadPath)
    request.setRequestHeader(uploadHeader, '1')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded }) => {
      if (loaded > 0) wereRead.add(file)
      onProgress(loaded)
    })
    request.addEventListener('error', () => void whyBroken(file).then((code) => reject(new StudioError(code, { file: file.name }))))
    request.addEventListener('abort', () => reject(new DOMException('stopped', 'AbortError')))
    request.addEventListener('load', () => {
      const answer = Answer.safeParse(parsed(request.responseText))
      if (!answer.success) return refuse()
      if ('uploadId' in answer.data) resolve(answer.data.uploadId)
      else reject(new StudioError(answer.data.code, { file: file.name }))
    })
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/** A request that broke says nothing itself: the file does, and where it can be read it was the way to the host. */
async function whyBroken(file: File): Promise<ErrorCode> {
  try {
    await file.slice(0, 1).arrayBuffer()
    return 'studio.stopped'
  } catch (error) {
    if (wereRead.has(file)) return error instanceof DOMException && error.name === 'NotFoundError' ? 'file.notFound' : 'file.changed'
    return 'file.unreadable'
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
