/** Every screen in both languages and themes: axe finds nothing, nothing clips in the smallest window, keys reach everything. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { join, resolve } from 'node:path'
import type { Language } from '#contract/language.ts'
import { dropFiles, expect, test } from './candor.ts'
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
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect.soft([name, violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])]).toEqual([name, []])
}

/** Controls and headings whose text is cut off without an ellipsis or a way to scroll to it, or that lie outside the window. */
function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page scrolls sideways')
    for (const element of document.querySelectorAll<HTMLElement>('button, h1, h2, h3, label, select, summary, [role="tab"], [role="status"]')) {
      const style = getComputedStyle(element)
      if (element.closest('[aria-hidden="true"], .sr-only') !== null || style.visibility === 'hidden' || element.offsetParent === null) continue
      const box = element.getBoundingClientRect()
      if (box.width <= 1 || box.height <= 1) continue
      const text = element.innerText.trim().slice(0, 40)
      const cut = element.scrollWidth > element.clientWidth + 1 && style.textOverflow !== 'ellipsis' && style.overflowX !== 'auto' && style.overflowX !== 'scroll' && element.clientWidth > 0
      if (cut && text !== '') found.push(`“${text}” is cut off`)
      const scrolls = hasScroller(element)
      if (!scrolls && (box.right > window.innerWidth + 1 || box.bottom > window.innerHeight + 1 || box.left < -1)) found.push(`“${text}” lies outside`)
    }
    return found

    function hasScroller(element: HTMLElement): boolean {
      for (let parent = element.parentElement; parent !== null; parent = parent.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(parent).overflow)) return true
      }
      return false
    }
  })
}
