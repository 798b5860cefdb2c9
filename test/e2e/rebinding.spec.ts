/** DNS rebinding in a real browser: a foreign name that resolves to this computer gets nothing from the host. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, expect, test } from '@playwright/test'

test('a page of another name that was rebound to 127.0.0.1 is refused on every route', async ({ launchOptions }) => {
  const home = await mkdtemp(join(tmpdir(), 'candor-rebinding-'))
  const host = spawn(process.execPath, ['out/main/web.js'], { env: { ...process.env, CANDOR_HOME: home }, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(host, 'exit')
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), '--host-resolver-rules=MAP evil.test 127.0.0.1'] })
  try {
    const [line] = await once(host.stdout, 'data')
    const { port, search } = new URL(String(line).trim())
    const page = await browser.newPage()
    for (const path of ['/', `/${search}`, '/index.html', '/studio', '/download/x', '/upload']) {
      const answer = page.waitForResponse(`http://evil.test:${port}${path}`)
      // An answer without a body is an error page to the browser.
      await page.goto(`http://evil.test:${port}${path}`).catch(() => null)
      expect([path, (await answer).status()]).toEqual([path, 403])
    }
    // A foreign page that speaks straight to the real address: its Origin betrays its socket.
    await page.route('http://evil.test/', (route) => route.fulfill({ contentType: 'text/html', body: 'evil' }))
    await page.goto('http://evil.test/')
    const outcome = await page.evaluate(
      (address) =>
        new Promise<string>((resolve) => {
          const socket = new WebSocket(address)
          socket.addEventListener('open', () => resolve('open'))
          socket.addEventListener('error', () => resolve('refused'))
        }),
      `ws://127.0.0.1:${port}/studio`,
    )
    expect(outcome).toBe('refused')
  } finally {
    await browser.close()
    host.kill('SIGTERM')
    await ended
    await rm(home, { recursive: true, force: true })
  }
})
