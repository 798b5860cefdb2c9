/** Projects that are opened again, in the same window, in another and after a restart; and those that can't be opened or saved. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { dropFiles, expect, startHost, test } from './candor.ts'
import { complaints } from './whole.ts'
import { CandorWindow } from './window.ts'

const words = {
  en: { projects: 'Projects', all: 'All projects', open: 'Open iris', judged: /unseen rows/, newer: { open: 'Open 20260101-newer', text: 'This project was saved by a newer Candor (format 2; this one reads 1). Nothing was changed. Update Candor to open it.', others: 'See the projects' }, loss: /^Loss (falls|rises) from/ },
  'zh-CN': { projects: '所有项目', all: '所有项目', open: '打开 iris', judged: /没见过的数据/, newer: { open: '打开 20260101-newer', text: '这个项目由更新版本的 Candor 保存（格式 2，当前支持 1）。内容没有改动，更新 Candor 后即可打开。', others: '查看所有项目' }, loss: /步，损失从/ },
} as const

for (const language of ['en', 'zh-CN'] as const) {
  const said = words[language]
  test.describe(language, () => {
    test.use({ locale: language })

    test('opened again, after a reload, from the list, or after a restart, are where they were left, with finished runs and their charts', async ({ page, host, browser, locale }) => {
      const window = await twoRuns(page, host.address)
      // The older run, on Evaluate.
      await window.show('evaluate')
      await run(window, 1).click()
      await expect(run(window, 1)).toHaveAttribute('aria-current', 'true')
      const answer = await page.getByRole('heading', { level: 2, name: said.judged }).innerText()
      await page.reload()
      await isThere(window, answer)
      await page.getByRole('button', { name: said.projects, exact: true }).click()
      await page.getByRole('menuitem', { name: said.all }).click()
      await window.isShown('data')
      expect(await complaints(page)).toEqual([])
      await page.getByRole('button', { name: said.open }).click()
      await isThere(window, answer)

      // Another day, another window, which knows of nothing.
      await host.stop()
      const again = await startHost(locale, host.home)
      const fresh = await (await browser.newContext({ locale: language })).newPage()
      try {
        const other = new CandorWindow(fresh, language)
        await fresh.goto(again.address)
        await fresh.getByRole('button', { name: said.open }).click()
        await isThere(other, answer)
        await other.show('train')
        await expect(run(other, 1)).toHaveAttribute('aria-current', 'true')
        await expect(fresh.getByText(said.loss).first()).toBeAttached()
        await run(other, 2).click()
        await expect(fresh.getByText(said.loss).first()).toBeAttached()
      } finally {
        await fresh.context().close()
        await again.close()
      }
    })

    test('saved by a newer Candor say so, and stay as they are', async ({ page, host }) => {
      const file = join(host.home, 'projects', '20260101-newer', 'project.json')
      const content = '{"version":2,"name":"of another day"}'
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, content)
      await page.goto(host.address)
      await page.getByRole('button', { name: said.newer.open }).click()
      const strip = page.getByRole('alert').filter({ hasText: said.newer.text })
      await expect(strip).toBeVisible()
      await strip.getByRole('button', { name: said.newer.others }).click()
      await expect(strip).toHaveCount(0)
      await expect(page.getByRole('button', { name: said.newer.open })).toBeVisible()
      expect([await readFile(file, 'utf8'), await readdir(dirname(file))]).toEqual([content, ['project.json']])
    })

    async function isThere(window: CandorWindow, answer: string): Promise<void> {
      await window.isShown('evaluate')
      await expect(run(window, 1)).toHaveAttribute('aria-current', 'true')
      await expect(window.page.getByRole('heading', { level: 2, name: said.judged })).toHaveText(answer)
    }

    async function twoRuns(page: Page, address: string): Promise<CandorWindow> {
      const window = new CandorWindow(page, language)
      await page.goto(address)
      await dropFiles(page, [resolve('resources/samples/iris.csv')])
      await window.target.selectOption('species')
      for (const at of [1, 2]) {
        await window.train.click()
        await expect(window.rail.locator('.run')).toHaveCount(at)
        await expect(window.rail.locator('.run').first().locator('.figure')).toHaveText(/\d/)
        await expect(window.train).toBeEnabled()
      }
      return window
    }
  })
}

function run(window: CandorWindow, number: number): Locator {
  return window.rail.locator('.run').filter({ has: window.page.locator('.number', { hasText: new RegExp(`^${number}$`) }) })
}
