/** Every screen in both languages and themes: axe finds nothing, nothing clips in the smallest window, keys reach everything. */
import type { Page } from '@playwright/test'
import { join, resolve } from 'node:path'
import type { Language } from '#contract/language.ts'
import { dropFiles, expect, test } from './candor.ts'
import { clipped, complaints } from './whole.ts'
import { CandorWindow, stages } from './window.ts'

/** A folder for pictures of every screen, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']
const looks = [
  { language: 'en', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'zh-CN', theme: 'light' },
  { language: 'zh-CN', theme: 'dark' },
] as const satisfies readonly { language: Language; theme: 'light' | 'dark' }[]
const sizes = [
  { width: 1280, height: 800 },
  { width: 1024, height: 640 },
  { width: 1920, height: 1080 },
]

for (const { language, theme } of looks) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })
    test('every screen is whole and open to everyone', async ({ page, host }) => {
      test.setTimeout(180_000)
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await look(page, `start-${language}-${theme}`)
      await dropFiles(page, [resolve('resources/samples/penguins.csv')])
      await window.target.selectOption('Species')
      for (const stage of stages) {
        await window.show(stage)
        await look(page, `${stage}-before-${language}-${theme}`)
      }
      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
      for (const stage of ['train', 'evaluate', 'predict'] as const) {
        await window.show(stage)
        await look(page, `${stage}-after-${language}-${theme}`)
      }
    })
  })
}

async function look(page: Page, name: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    // Panels follow the size in the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${size.width}.png`) })
    expect.soft([name, size.width, await clipped(page)]).toEqual([name, size.width, []])
  }
  expect.soft([name, await complaints(page)]).toEqual([name, []])
}
