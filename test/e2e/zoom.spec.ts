/** The window enlarged and made smaller: nothing is cut off, menus stand at their buttons, what is pointed at is what is meant. */
import { resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { clipped } from './whole.ts'
import { CandorWindow, stages } from './window.ts'

type Box = { x: number; y: number; width: number; height: number }

test.use({ viewport: { width: 1024, height: 640 } })

test('from 80 to 200 % in the smallest window every screen is whole, and menus and crosshair are where they belong', async ({ page, host }) => {
  test.setTimeout(120_000)
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/penguins.csv')])
  await window.target.selectOption('Species')
  await window.train.click()
  await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
  await zoomOf(page).click()
  for (const zoom of [80, 150, 200]) {
    if (zoom !== 80) await zoomOf(page).click()
    await page.getByRole('menuitemcheckbox', { name: `${zoom} %` }).click()
    await expect(zoomOf(page)).toHaveText(`${zoom} %`)
    for (const stage of stages) {
      await window.show(stage)
      expect.soft([zoom, stage, await clipped(page)]).toEqual([zoom, stage, []])
    }
    for (const button of [page.getByRole('banner').getByRole('button', { name: 'Projects' }), page.getByRole('banner').getByRole('button', { name: 'Help' }), zoomOf(page)]) {
      // While a menu is open, the rest of the page is not there for screen readers, nor for locators by role.
      const opener = await boxOf(button)
      await button.click()
      await expectAt(page.getByRole('menu'), opener)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('menu')).toHaveCount(0)
    }
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog')).toBeInViewport({ ratio: 1 })
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)

    await window.show('train')
    const chart = page.getByRole('slider', { name: 'Loss' })
    await chart.scrollIntoViewIfNeeded()
    const plot = await boxOf(chart)
    const pointed = plot.x + plot.width * 0.4
    await page.mouse.move(pointed, plot.y + plot.height / 2)
    await expect.poll(async () => Math.abs((await boxOf(page.locator('.crosshair').first())).x - pointed)).toBeLessThan(6 * (zoom / 100))
    await page.mouse.move(0, 0)
  }
})

test.describe('where the panels stand beside the stage', () => {
  test.use({ viewport: { width: 1440, height: 900 } })
  test('an edge follows the pointer at any zoom, is remembered, and goes back with a double click', async ({ page, host }) => {
    await page.goto(host.address)
    await dropFiles(page, [resolve('resources/samples/iris.csv')])
    const edge = page.getByRole('separator', { name: 'Width of the rail' })
    await expect(edge).toHaveAttribute('aria-valuenow', '200')
    const before = await boxOf(edge)
    await page.keyboard.press('Control+=')
    await expect.poll(async () => (await boxOf(edge)).x - before.x).toBeCloseTo(20, 0)
    const from = await boxOf(edge)
    await page.mouse.move(from.x + from.width / 2, 300)
    await page.mouse.down()
    await page.mouse.move(from.x + from.width / 2 + 55, 300, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => Math.abs((await boxOf(edge)).x - from.x - 55)).toBeLessThan(2)
    await expect(edge).toHaveAttribute('aria-valuenow', '250')
    await page.reload()
    await expect(edge).toHaveAttribute('aria-valuenow', '250')
    await edge.dblclick()
    await expect(edge).toHaveAttribute('aria-valuenow', '200')
  })
})

function zoomOf(page: Page): Locator {
  return page.getByRole('contentinfo').getByRole('button', { name: /^\d+ %$/ })
}

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error(`nothing to see of ${String(locator)}`)
  return box
}

/** Whole in the window, and next to what opened it. */
async function expectAt(menu: Locator, opener: Box): Promise<void> {
  await expect(menu).toBeInViewport({ ratio: 1 })
  await expect
    .poll(async () => {
      const box = await boxOf(menu)
      const gap = Math.max(box.y - opener.y - opener.height, opener.y - box.y - box.height)
      return gap >= 0 && gap < 24 && box.x < opener.x + opener.width && box.x + box.width > opener.x
    })
    .toBe(true)
}
