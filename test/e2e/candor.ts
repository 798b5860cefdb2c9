/**
 * What every end-to-end spec stands on: a host of its own with an empty home, a page at its address, and the promise that
 * nothing went to another origin, nothing broke the page's policy and nothing was thrown.
 */
import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { test as base, expect } from '@playwright/test'

export { expect } from '@playwright/test'

export interface Host {
  /** With its token. */
  address: string
  home: string
  /** As a crash would. */
  killStudio(): Promise<void>
  /** As a person ends it. */
  stop(): Promise<void>
}

export const test = base.extend<{ host: Host; watched: void }>({
  host: async ({ locale }, use) => {
    const host = await startHost(locale)
    try {
      await use(host)
    } finally {
      await host.close()
    }
  },
  watched: [
    async ({ page, host }, use) => {
      const { origin } = new URL(host.address)
      const complaints: string[] = []
      page.on('request', (request) => {
        const url = request.url()
        if (!url.startsWith(origin) && !url.startsWith(origin.replace('http:', 'ws:')) && !/^(data|blob):/.test(url)) complaints.push(`asked for ${url}`)
      })
      page.on('pageerror', (error) => complaints.push(`threw ${error.stack ?? error.message}`))
      page.on('console', (message) => {
        if (message.type() === 'error' || message.type() === 'warning') complaints.push(`said ${message.text()}`)
      })
      await use()
      expect(complaints.filter((complaint) => !expected.some((known) => known.test(complaint)))).toEqual([])
    },
    { auto: true },
  ],
})

/** With an empty home: another computer, as far as it knows. `there`: a home of the caller's instead, which stays. `more`: of its environment. */
export async function startHost(locale: string | undefined, there?: string, more: Record<string, string> = {}): Promise<Host & { close(): Promise<void> }> {
  const home = there ?? (await mkdtemp(join(tmpdir(), 'candor-e2e-')))
  const child = spawn(process.execPath, ['out/main/web.js'], { env: { ...process.env, ...more, CANDOR_HOME: home, LANG: `${(locale ?? 'en-US').replace('-', '_')}.UTF-8` }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  const close = async (): Promise<void> => {
    await stop()
    if (there === undefined) await rm(home, { recursive: true, force: true })
  }
  try {
    return { address: await addressOf(child), home, killStudio: () => killChildOf(child), stop, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** What the browser itself says of a studio that was killed, a request that was refused or a file that is gone, on purpose. */
const expected = [/said Failed to load resource: the server responded with a status of (4\d\d|507)/, /said Failed to load resource: net::ERR_(FAILED|FILE_NOT_FOUND|UPLOAD_FILE_CHANGED)/, /said WebSocket connection to '.*' failed/]

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the host has no output')
  const [line] = await once(child.stdout, 'data')
  return String(line).trim()
}

async function killChildOf({ pid }: ChildProcess): Promise<void> {
  const { stdout } = await promisify(execFile)('pgrep', ['-P', String(pid)])
  for (const child of stdout.trim().split('\n')) process.kill(Number(child), 'SIGKILL')
}

/** As over a line that carries so many bytes a second, to the host too: what is sent is on its way until the line is as fast as it is (null). */
export async function lineOf(page: Page): Promise<(bytes: number | null) => Promise<void>> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  return async (bytes) => {
    await devtools.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: bytes ?? -1 })
  }
}

/** Drops files as the system does when a person lets go of the mouse: through the browser's own drag and drop. */
export async function dropFiles(page: Page, files: string[], at: { x: number; y: number } = { x: 640, y: 400 }): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  const data = { items: [], files, dragOperationsMask: 1 }
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') => devtools.send('Input.dispatchDragEvent', { type, ...at, data })
  await drag('dragEnter')
  await drag('dragOver')
  // A hand is slower than a page that is still busy: whether it takes the file it has said by the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await drag('dragOver')
  await drag('drop')
  await devtools.detach()
}
