/** High contrast (forced colours): what charts draw and what is selected is still to be seen. */
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** Of the first element: nothing it is filled with would be the page's own colour. */
const fillOf = (page: Page, selector: string): Promise<string> => page.locator(selector).first().evaluate((element) => getComputedStyle(element).backgroundColor)

test('what is drawn and what is selected stays to be seen in high contrast', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' })
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/penguins.csv')])
  await window.target.selectOption('Species')
  await expect(window.train.locator('.about')).toBeVisible()
  await page.getByRole('tab', { name: 'What goes together' }).click()
  const canvas = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
  const strong = page.locator('[data-cell]').filter({ hasText: '0.87' }).first()
  expect(await strong.evaluate((element) => getComputedStyle(element).backgroundColor)).not.toBe(canvas)
  await window.train.click()
  await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
  await window.show('evaluate')
  for (const selector of ['.scale .track', '.scale .range', '.scale .dot', '.confusion [data-cell="0-0"]']) expect([selector, await fillOf(page, selector)]).not.toEqual([selector, canvas])
  await page.getByRole('tab', { name: 'Columns it relies on' }).click()
  await expect(page.locator('.relies .bar').first()).toBeVisible()
  expect(await fillOf(page, '.relies .bar')).not.toBe(canvas)
  const run = page.locator('[aria-current="true"]').first()
  expect(await run.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
  await window.show('predict')
  await expect(page.locator('.answer .fill').first()).toBeVisible()
  expect(await fillOf(page, '.answer .fill')).not.toBe(canvas)
  if (process.env['CANDOR_PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['CANDOR_PICTURES']}/high-contrast.png` })
})
