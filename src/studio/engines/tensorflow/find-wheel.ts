/** Where an index of Python packages keeps the pinned wheel: by its simple API, as JSON (PEP 691) or HTML (PEP 503). */
import { StudioError } from '#contract/errors.ts'
import { ask } from './ask.ts'
import type { Wheel } from './pinned-wheel.ts'

const accepted = 'application/vnd.pypi.simple.v1+json, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1'

/** Throws `runtime.network`, and `runtime.notFound` where the index does not have it. What it says of the content is not believed. */
export async function findWheel(index: string, wheel: Pick<Wheel, 'project' | 'file'>, signal: AbortSignal): Promise<string> {
  const page = new URL(`${wheel.project}/`, index.endsWith('/') ? index : `${index}/`)
  const answer = await ask(page, { accept: accepted }, signal)
  const notFound = new StudioError('runtime.notFound', { file: wheel.file, value: page.host })
  if (answer.status === 404) throw notFound
  if (!answer.ok) throw new StudioError('runtime.network', { value: page.host, expected: String(answer.status) })
  const text = await answer.text()
  const found = text.trimStart().startsWith('{') ? fromJson(text, wheel.file) : fromHtml(text, wheel.file)
  if (found === null || !URL.canParse(found, answer.url)) throw notFound
  const url = new URL(found, answer.url)
  // An account is for the index's own server alone.
  if (url.origin === page.origin) {
    url.username = page.username
    url.password = page.password
  }
  return url.href
}

function fromJson(text: string, file: string): string | null {
  const page: unknown = JSON.parse(text)
  if (typeof page !== 'object' || page === null || !('files' in page) || !Array.isArray(page.files)) return null
  const files: readonly unknown[] = page.files
  for (const one of files) {
    if (typeof one === 'object' && one !== null && 'filename' in one && one.filename === file && 'url' in one && typeof one.url === 'string') return one.url
  }
  return null
}

/** Links whose text or address ends with the file's name. */
function fromHtml(text: string, file: string): string | null {
  for (const [, href = ''] of text.matchAll(/<a\s[^>]*?href\s*=\s*["']([^"']+)["']/giu)) {
    const address = href.replaceAll('&amp;', '&').split('#')[0] ?? ''
    if (decodeURIComponent(address.split('?')[0]?.split('/').at(-1) ?? '') === file) return address
  }
  return null
}
