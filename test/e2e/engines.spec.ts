/**
 * The dialog of engines: what it says with nothing installed, what it does where an installation fails, and TensorFlow installed through
 * the window and trained with. The last needs the wheel: CANDOR_TENSORFLOW_WHEEL names it, or CANDOR_LONG=1 fetches it from Python's index.
 */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { zipOf } from '#test/archives/zip-of.ts'
import { serveWheel } from '#test/engines/wheel-server.ts'
import type { WheelServer, WheelServerBehaviour } from '#test/engines/wheel-server.ts'
import { test as base, dropFiles, expect, startHost } from './candor.ts'
import { clipped, complaints } from './whole.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']
const wheel = process.env['CANDOR_TENSORFLOW_WHEEL'] ?? ''
const pinned = 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl'
const isLong = process.env['CANDOR_LONG'] === '1'
const isProven = process.platform === 'linux' && process.arch === 'x64'

const words = {
  en: { engines: 'Engines', open: /^Engine: /, compiled: 'Candor compiled', absent: 'Not installed.', download: /Download\s+274 MB, once/, compiler: /“(c\+\+|g\+\+|clang\+\+)” is here|is missing/, card: 'Graphics card' },
  'zh-CN': { engines: '引擎', open: /^引擎：/, compiled: 'Candor 编译引擎', absent: '未安装。', download: /下载\s+274 MB，只需一次/, compiler: /已有“(c\+\+|g\+\+|clang\+\+)”|没有找到/, card: '显卡' },
} as const

interface Indexed {
  /** What the index of Python packages has; null: nobody answers there. */
  shelf: { content: () => Promise<WheelServerBehaviour | null> }
  server: WheelServer | null
  folder: string
}

const test = base.extend<Indexed>({
  shelf: [{ content: () => Promise.resolve(null) }, { option: true }],
  server: async ({ shelf }, use) => {
    const content = await shelf.content()
    const server = content === null ? null : await serveWheel(content)
    await use(server)
    await server?.close()
  },
  host: async ({ locale, server }, use) => {
    const host = await startHost(locale, undefined, { PIP_INDEX_URL: server?.index ?? (isLong ? usualIndex() : 'http://127.0.0.1:9/simple/') })
    try {
      await use(host)
    } finally {
      await host.close()
    }
  },
  folder: async ({ locale }, use) => {
    const folder = await mkdtemp(join(tmpdir(), `candor-engines-${locale ?? ''}-`))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

/** As pip is told here; '' where it is told nothing. */
function usualIndex(): string {
  const pip = spawnSync('pip', ['config', 'get', 'global.index-url'], { encoding: 'utf8' })
  return pip.status === 0 ? pip.stdout.trim() : ''
}

for (const [language, theme] of [
  ['en', 'light'],
  ['en', 'dark'],
  ['zh-CN', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  const said = words[language]
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })

    test('every engine is there with what it is good for, and TensorFlow with what it needs', async ({ page, host }) => {
      test.skip(!isProven, 'TensorFlow is offered on Linux x64 only')
      await page.goto(host.address)
      const opener = page.getByRole('contentinfo').getByRole('button', { name: said.open })
      await opener.click()
      const dialog = page.getByRole('dialog', { name: said.engines })
      await expect(dialog.getByRole('heading', { level: 3 })).toHaveText([said.compiled, 'TensorFlow.js', 'TensorFlow', /.+/])
      const own = dialog.locator('[data-engine=tensorflow]')
      await expect(own).toContainText(said.absent)
      await expect(own).toContainText(said.download)
      await expect(own).toContainText(said.compiler)
      await expect(dialog).toContainText(said.card)
      for (const size of [{ width: 1024, height: 640 }, { width: 1920, height: 1080 }]) {
        await page.setViewportSize(size)
        await look(page, `engines-${language}-${theme}-${size.width}`)
      }
      await page.keyboard.press('Escape')
      await expect(dialog).toHaveCount(0)
      await expect(opener).toBeFocused()
    })
  })
}

test('the palette opens the dialog, and keys reach everything in it', async ({ page, host }) => {
  test.skip(!isProven, 'TensorFlow is offered on Linux x64 only')
  await page.goto(host.address)
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('textbox')).first().fill('engines')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Engines' })
  await expect(dialog.getByRole('button', { name: 'From a file…' })).toBeVisible()
  for (const name of ['Install', 'From a file…']) {
    const button = dialog.getByRole('button', { name, exact: true })
    for (let presses = 0; presses < 8 && !(await button.evaluate((element) => element === document.activeElement)); presses++) await page.keyboard.press('Tab')
    await expect(button).toBeFocused()
  }
})

test('a wrong, a cut off and a changed file each say so, and another one may be chosen at once', async ({ page, host, folder }) => {
  test.skip(!isProven, 'TensorFlow is offered on Linux x64 only')
  const files = { other: join(folder, 'torch-2.9.0-cp311-cp311-manylinux_2_28_x86_64.whl'), short: join(folder, pinned) }
  await writeFile(files.other, zipOf([{ name: 'torch-2.9.0.dist-info/WHEEL', content: 'x' }]))
  await writeFile(files.short, randomBytes(10_000))
  await page.goto(host.address)
  await page.getByRole('contentinfo').getByRole('button', { name: /^Engine: / }).click()
  const dialog = page.getByRole('dialog', { name: 'Engines' })
  await chooseFrom(page, 'From a file…', files.other)
  await expect(dialog.getByRole('alert')).toContainText(`“torch-2.9.0-cp311-cp311-manylinux_2_28_x86_64.whl” is another build (torch-2.9.0-cp311-cp311-manylinux_2_28_x86_64) than the one that was proven to work. Bring “${pinned}”.`)
  expect(await complaints(page, { over: true })).toEqual([])
  await look(page, 'engines-wrong-file')
  await chooseFrom(page, 'Choose another file', files.short)
  await expect(dialog.getByRole('alert')).toContainText('is not whole: its end is missing')
  // As long as the real one, and something else: what is in a file counts, not its name or size.
  await truncate(files.short, 273_829_956)
  await chooseFrom(page, 'Choose another file', files.short)
  await expect(dialog.getByRole('alert')).toContainText('is not the file it should be', { timeout: 60_000 })
  await expect(dialog.locator('[data-engine=tensorflow]')).toContainText('Not installed.')
})

test('without a network the download says so, and what to do', async ({ page, host }) => {
  test.skip(!isProven, 'TensorFlow is offered on Linux x64 only')
  test.skip(isLong, 'there is a network')
  await page.goto(host.address)
  await page.getByRole('contentinfo').getByRole('button', { name: /^Engine: / }).click()
  const dialog = page.getByRole('dialog', { name: 'Engines' })
  await dialog.getByRole('button', { name: 'Install', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('The download from “127.0.0.1:9” did not succeed')
  await expect(dialog.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'From a file…' })).toBeEnabled()
})

test.describe('with an index that stops in the middle', () => {
  test.use({ shelf: { content: () => Promise.resolve({ file: pinned, content: Buffer.alloc(2_000_000, 7), hangs: true }) } })

  test('a download is cancelled and goes on where it was, and a second window is told to wait', async ({ page, host, server }) => {
    test.skip(!isProven, 'TensorFlow is offered on Linux x64 only')
    await page.goto(host.address)
    const bottom = page.getByRole('contentinfo')
    await bottom.getByRole('button', { name: /^Engine: / }).click()
    const dialog = page.getByRole('dialog', { name: 'Engines' })
    await dialog.getByRole('button', { name: 'Install', exact: true }).click()
    await expect(dialog.getByText(/B of 274 MB$/)).toBeVisible()
    // All that the index sends before it stops.
    await expect.poll(() => sizesBelow(host.home)).toContain(1_000_000)
    await expect(dialog.getByText('0 B a second')).toBeVisible()
    await look(page, 'engines-downloading')
    // The dialog may be closed meanwhile: the status bar says how far it is.
    await page.keyboard.press('Escape')
    await expect(bottom.getByText('TensorFlow: Downloading')).toBeVisible()
    await bottom.getByRole('button', { name: /^Engine: / }).click()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog.getByText('Cancelled. What has arrived is kept')).toBeVisible()
    await expect(dialog.locator('[data-engine=tensorflow]')).toContainText('273 MB of 274 MB; the rest is here already')
    await dialog.getByRole('button', { name: 'Install', exact: true }).click()
    await expect.poll(() => server?.ranges).toEqual([null, 'bytes=1000000-'])
    const second = await page.context().newPage()
    await second.goto(host.address)
    await second.getByRole('contentinfo').getByRole('button', { name: /^Engine: / }).click()
    await second.getByRole('dialog').getByRole('button', { name: 'Install', exact: true }).click()
    await expect(second.getByRole('dialog').getByRole('alert')).toContainText('being installed or removed already')
    await second.close()
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(dialog.getByText('Cancelled.')).toBeVisible()
  })
})

test.describe('TensorFlow for real', () => {
  test.use({ shelf: { content: async () => (wheel === '' || isLong ? null : { file: pinned, content: await readFile(wheel), breaks: [100_000_000] }) } })

  test('is downloaded with its progress, installed, trained with and removed', async ({ page, host }) => {
    test.skip(!isProven, 'TensorFlow is offered on Linux x64 only')
    test.skip(wheel === '' && !isLong, 'CANDOR_TENSORFLOW_WHEEL names no wheel')
    test.setTimeout(900_000)
    const window = new CandorWindow(page)
    await page.goto(host.address)
    await page.getByRole('contentinfo').getByRole('button', { name: /^Engine: / }).click()
    const dialog = page.getByRole('dialog', { name: 'Engines' })
    await dialog.getByRole('button', { name: 'Install', exact: true }).click()
    await expect(dialog.getByRole('progressbar')).toBeVisible()
    if (!isLong) {
      // The connection breaks once, after 100 MB.
      await expect(dialog.getByRole('alert')).toContainText('What has arrived is kept', { timeout: 120_000 })
      await dialog.getByRole('button', { name: 'Try again' }).click()
    }
    await expect(dialog.getByText(/MB of (274|853) MB/)).toBeVisible({ timeout: 120_000 })
    await look(page, 'engines-installing')
    await expect(dialog.getByText(/^TensorFlow 2\.21\.0 works on the processor: it trained a small network/)).toBeVisible({ timeout: 600_000 })
    await look(page, 'engines-installed')
    await page.keyboard.press('Escape')

    await dropFiles(page, [resolve('resources/samples/iris.csv')])
    await window.target.selectOption('species')
    await expect(page.getByRole('contentinfo').getByRole('button', { name: 'Engine: automatic' })).toBeVisible()
    await window.show('train')
    await page.getByRole('button', { name: 'More settings' }).click()
    await page.getByLabel('Engine', { exact: true }).selectOption({ label: 'TensorFlow' })
    await window.train.click()
    await expect(window.stageButton('evaluate')).toContainText(/\d+ in 100/, { timeout: 120_000 })

    await expect(page.getByRole('heading', { name: 'Why this engine' })).toBeVisible()
    await page.getByText('Why this engine').scrollIntoViewIfNeeded()
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'engines-why.png') })
    expect.soft(await complaints(page)).toEqual([])

    await page.getByRole('contentinfo').getByRole('button', { name: 'Engine: TensorFlow' }).click()
    await dialog.getByRole('button', { name: 'Remove…' }).click()
    await expect(dialog.getByRole('button', { name: 'Keep it' })).toBeFocused()
    await look(page, 'engines-remove')
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await expect(dialog.getByText('TensorFlow is removed.')).toBeVisible()
    await expect(dialog.locator('[data-engine=tensorflow]')).toContainText('Not installed.')
  })
})

async function chooseFrom(page: Page, button: string, file: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('dialog').getByRole('button', { name: button }).first().click()
  await (await choosing).setFiles(file)
}

/** Bytes of every file in a folder and in those below. */
async function sizesBelow(folder: string): Promise<number[]> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name)).catch(() => null))?.size ?? 0))
}

async function look(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.getByRole('dialog').evaluate((element) => element.getAnimations({ subtree: true }).length)).toBe(0)
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
  expect.soft([name, await clipped(page)]).toEqual([name, []])
  expect.soft([name, await complaints(page, { over: true })]).toEqual([name, []])
}
