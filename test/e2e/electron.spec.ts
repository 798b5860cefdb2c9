/** The same window in Electron: only where its binary is. What a browser can't show: sandbox, protocol, bridge, restart. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { _electron, expect, test } from '@playwright/test'
import { electronBinary } from '#scripts/find-electron.mjs'

const binary = await electronBinary()
const isRoot = process.getuid?.() === 0

test.describe('the desktop window', () => {
  test.skip(binary === null, 'Electron’s binary is not installed (ELECTRON_OVERRIDE_DIST_PATH names another place)')
  test.skip(isRoot, 'Electron does not run as root with its sandbox on')

  let home = ''
  let app: ElectronApplication
  let page: Page

  test.beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'candor-electron-'))
    app = await _electron.launch({
      executablePath: binary ?? '',
      args: ['.', `--user-data-dir=${join(home, 'user')}`],
      env: { ...process.env, CANDOR_HOME: join(home, 'home') },
    })
    page = await app.firstWindow()
  })

  test.afterEach(async () => {
    await app.close()
    await rm(home, { recursive: true, force: true })
  })

  test('comes from app:// and reaches neither Node nor another origin', async () => {
    expect(page.url()).toMatch(/^app:\/\/candor\//)
    expect(await page.evaluate(() => [typeof Reflect.get(globalThis, 'require'), typeof Reflect.get(globalThis, 'process'), typeof Reflect.get(globalThis, 'module')])).toEqual(['undefined', 'undefined', 'undefined'])
    expect(await page.evaluate(() => fetch('https://example.test/').then(() => 'let through', () => 'stopped'))).toBe('stopped')
    expect(await page.evaluate(() => fetch('/..%2f..%2fpackage.json').then(({ status }) => status))).toBe(404)
  })

  test('goes nowhere else and opens nothing', async () => {
    const address = page.url()
    await page.evaluate(() => {
      window.open('https://example.test/')
      location.href = 'https://example.test/'
    })
    await page.waitForTimeout(500)
    expect(page.url()).toBe(address)
    expect(app.windows()).toHaveLength(1)
  })

  test('has the bridge and speaks to the studio', async () => {
    expect(await page.evaluate(() => Object.keys(Reflect.get(globalThis, 'candorShell')).toSorted())).toEqual(['chooseFile', 'chooseSavePath', 'onCommand', 'pathOf', 'quit', 'setZoom', 'tell'])
    await expect(page.getByRole('main')).toBeVisible()
  })

  test('lives on when the studio dies', async () => {
    const killed = await app.evaluate(({ app: electron }) => {
      const studio = electron.getAppMetrics().find(({ serviceName, name }) => serviceName === 'Candor studio' || name === 'Candor studio')
      if (studio) process.kill(studio.pid, 'SIGKILL')
      return studio !== undefined
    })
    expect(killed).toBe(true)
    await expect.poll(() => app.evaluate(({ app: electron }) => electron.getAppMetrics().some(({ name }) => name === 'Candor studio'))).toBe(true)
    await expect(page.getByRole('main')).toBeVisible()
  })
})
