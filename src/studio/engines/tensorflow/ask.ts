/** One HTTP request, with the account that may stand in its address; gives up on a server that says nothing. */
import { StudioError } from '#contract/errors.ts'

/** Longest silence of a server. */
export const patienceMilliseconds = 60_000

/** Throws `runtime.network` where no answer comes, or the signal's reason. */
export async function ask(address: URL, headers: Record<string, string>, signal: AbortSignal): Promise<Response> {
  const url = new URL(address)
  const account = url.username === '' ? null : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
  url.username = ''
  url.password = ''
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), patienceMilliseconds)
  try {
    return await fetch(url, {
      headers: { ...headers, ...(account === null ? {} : { authorization: `Basic ${Buffer.from(account).toString('base64')}` }) },
      signal: AbortSignal.any([signal, late.signal]),
    })
  } catch {
    signal.throwIfAborted()
    throw new StudioError('runtime.network', { value: url.host })
  } finally {
    clearTimeout(timer)
  }
}
