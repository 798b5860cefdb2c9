/** A file's bytes to the web host, with progress. XMLHttpRequest, because fetch tells nothing while it sends. */
import { z } from 'zod'
import { ErrorCode, StudioError } from '#contract/errors.ts'
import { uploadHeader, uploadPath } from '#contract/web.ts'

const Answer = z.union([z.object({ uploadId: z.string() }), z.object({ code: ErrorCode })])

/** The upload's id. Throws StudioError; AbortError where `signal` stopped it. */
export function sendUpload(file: File, signal: AbortSignal, onProgress: (bytes: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const refuse = (): void => reject(new StudioError('file.unreadable', { file: file.name }))
    request.open('POST', uploadPath)
    request.setRequestHeader(uploadHeader, '1')
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded))
    request.addEventListener('error', refuse)
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

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
