/** A studio that dies in the middle of a run, and a page that is reloaded in the middle of one. */
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

async function startLongRun(page: Page, address: string): Promise<CandorWindow> {
  const window = new CandorWindow(page)
  await page.goto(address)
  await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
  await page.getByRole('button', { name: 'Use “target”' }).click()
  await expect(window.target).toHaveValue('target')
  await window.show('train')
  await page.getByLabel('Epochs', { exact: true }).fill('5000')
  await page.getByRole('switch', { name: /^Stop early/ }).uncheck()
  await window.train.click()
  await expect(page.getByRole('progressbar').first()).toBeVisible()
  await expect(window.stageButton('train')).toContainText(/epoch ([5-9]|\d\d+) of 5,000/)
  return window
}

test('a studio killed in the middle of a run is started again, the project is whole and the run is listed as interrupted', async ({ page, host }) => {
  const window = await startLongRun(page, host.address)
  await host.killStudio()
  await expect(page.getByText('The studio stopped and was started again.')).toBeVisible()
  await expect(window.stageButton('train')).toContainText('interrupted')
  await expect(window.stageButton('data')).toContainText('569 × 31')
  await expect(window.train).toBeEnabled()
  // Its best weights were kept: it predicts.
  await window.show('predict')
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText('%')
})

test('a reload in the middle of a run shows it again from its first step, and it can be paused, stepped, finished', async ({ page, host }) => {
  const window = await startLongRun(page, host.address)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Train' })).toBeVisible()
  await expect(page.getByText(/^Loss (falls|rises) from 0\.[5-9]/).first()).toBeAttached()
  await page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(window.stageButton('train')).toContainText('paused')
  const epochOf = async (): Promise<number> => Number(/(\d[\d,]*) of/.exec(await page.getByRole('banner').getByRole('status').allInnerTexts().then((texts) => texts.join(' ')))?.[1]?.replaceAll(',', ''))
  // The epoch that was about to end when Pause was pressed is still counted.
  await page.waitForTimeout(1000)
  const paused = await epochOf()
  await page.getByRole('button', { name: 'One epoch', exact: true }).click()
  await expect.poll(epochOf).toBe(paused + 1)
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await page.getByRole('button', { name: 'Finish and keep the best', exact: true }).click()
  await page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' }).click()
  await expect(page.getByRole('heading', { level: 2, name: /unseen rows/ })).toBeVisible()
})

test('two windows on one project: what one changed is not written over by the other', async ({ page, host, context }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/iris.csv')])
  await window.target.selectOption('species')
  await expect(window.train).toBeEnabled()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  const second = await context.newPage()
  await second.goto(page.url())
  const other = new CandorWindow(second)
  await other.show('network')
  await second.getByRole('button', { name: 'Wide', exact: true }).click()
  await expect(other.stageButton('network')).toContainText('256 → 3')
  await expect(second.getByText('Saved', { exact: true })).toBeVisible()
  await page.bringToFront()
  await page.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(window.stageButton('network')).toContainText('256 → 3')
  await window.show('train')
  await page.getByLabel('Epochs', { exact: true }).fill('3')
  await window.train.click()
  await expect(window.stageButton('evaluate')).toContainText('in 100')
  await second.bringToFront()
  await second.evaluate(() => dispatchEvent(new Event('focus')))
  await expect(other.stageButton('evaluate')).toContainText('in 100')
  await second.reload()
  await expect(other.stageButton('network')).toContainText('256 → 3')
})
