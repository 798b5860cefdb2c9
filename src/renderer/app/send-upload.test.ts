import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { uploadHeader } from '#contract/web.ts'
import { sendUpload } from './send-upload.ts'

/** The host's end of a request: what was sent, and what it answers. */
class Request extends EventTarget {
  static last: Request
  readonly upload = new EventTarget()
  readonly headers: Record<string, string> = {}
  responseText = ''
  sent: unknown
  target = ''
  constructor() {
    super()
    Request.last = this
  }
  open(method: string, path: string): void {
    this.target = `${method} ${path}`
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value
  }
  send(body: unknown): void {
    this.sent = body
  }
  abort(): void {
    this.dispatchEvent(new Event('abort'))
  }
  answer(text: string): void {
    this.responseText = text
    this.dispatchEvent(new Event('load'))
  }
}

const file = new File(['a,b\n1,2\n'], 'a.csv')
const never = new AbortController().signal
const send = (signal = never, onProgress: (bytes: number) => void = () => {}) => sendUpload(file, signal, onProgress)

/** As Chromium answers for a file that is gone, was changed, or may not be read. */
function unreadable(name: string): File {
  const none = new File([], 'b.csv')
  none.slice = () => Object.assign(new Blob(), { arrayBuffer: () => Promise.reject(new DOMException('', name)) })
  return none
}

beforeEach(() => vi.stubGlobal('XMLHttpRequest', Request))
afterEach(() => vi.unstubAllGlobals())

describe('a file sent to the host', () => {
  it('goes as its bytes with the header that only this window can send, and comes back as an id', async () => {
    const sent = send()
    Request.last.answer('{"uploadId":"u1"}')
    expect(await sent).toBe('u1')
    expect([Request.last.target, Request.last.headers, Request.last.sent]).toEqual(['POST /upload', { [uploadHeader]: '1', 'content-type': 'application/octet-stream' }, file])
  })

  it('says how far it is', () => {
    const bytes: number[] = []
    void send(never, (now) => bytes.push(now))
    for (const loaded of [3, 8]) Request.last.upload.dispatchEvent(new ProgressEvent('progress', { loaded }))
    expect(bytes).toEqual([3, 8])
  })

  it('that is refused says why', async () => {
    const sent = send()
    Request.last.answer('{"code":"file.limit"}')
    await expect(sent).rejects.toMatchObject({ code: 'file.limit', details: { file: 'a.csv' } })
  })

  it.each(['', '<html>', '{}', '{"code":"nobody.knows"}'])('is unreadable where the answer is %j', async (text) => {
    const sent = send()
    Request.last.answer(text)
    await expect(sent).rejects.toMatchObject({ code: 'file.unreadable', details: { file: 'a.csv' } })
  })

  it('says that the studio is away where the way to the host broke', async () => {
    const sent = send()
    Request.last.dispatchEvent(new Event('error'))
    await expect(sent).rejects.toMatchObject({ code: 'studio.stopped' })
  })

  it.each([
    ['NotFoundError', true, 'file.notFound'],
    ['NotReadableError', true, 'file.changed'],
    ['NotReadableError', false, 'file.unreadable'],
  ])('that the browser can not read (%s, bytes went before: %s) is %s', async (name, began, code) => {
    const sent = sendUpload(unreadable(name), never, () => {})
    if (began) Request.last.upload.dispatchEvent(new ProgressEvent('progress', { loaded: 3 }))
    Request.last.dispatchEvent(new Event('error'))
    await expect(sent).rejects.toMatchObject({ code, details: { file: 'b.csv' } })
  })

  it('can be stopped', async () => {
    const stop = new AbortController()
    const sent = send(stop.signal)
    stop.abort()
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' })
  })
})
