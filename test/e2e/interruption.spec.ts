/** A studio that dies in the middle of a run, and a page that is reloaded in the middle of one. */
import { readFile, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** The epochs done at each checkpoint that is on the disk. */
async function checkpoints(home: string): Promise<number[]> {
  const journal = (await readdir(home, { recursive: true })).find((name) => name.endsWith('events.jsonl')) ?? ''
  const lines = (await readFile(join(home, journal), 'utf8')).split('\n')
  return lines.flatMap((line) => (line.includes('"kind":"checkpoint"') ? (/"epoch":(\d+)/.exec(line)?.[1] ?? []) : [])).map(Number)
}

/** Pauses, until what was reached is on the disk; the epochs done by then: one that was about to end still counts. */
async function pause(window: CandorWindow, home: string): Promise<number> {
  const before = (await checkpoints(home)).length
  await window.page.getByRole('button', { name: 'Pause', exact: true }).click()
  await expect(window.stageButton('train')).toContainText('paused')
  await expect.poll(async () => (await checkpoints(home)).length).toBeGreaterThan(before)
  return (await checkpoints(home)).at(-1) ?? 0
}

async function startLongRun(page: Page, address: string): Promise<CandorWindow> {
  const window = new CandorWindow(page)
  await page.goto(address)
  await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
  await page.getByRole('button', { name: 'Use “target”' }).click()
  await expect(window.target).toHaveValue('target')
  await window.proposalHasCome()
  await window.show('train')
  await page.getByLabel('Epochs', { exact: true }).fill('50000')
  await page.getByRole('switch', { name: /^Stop early/ }).uncheck()
  await window.train.click()
  await expect(page.getByRole('progressbar').first()).toBeVisible()
  await expect(window.stageButton('train')).toContainText(/epoch ([5-9]|\d[\d,]+) of 50,000/)
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
  const epochs = await pause(window, host.home)
  const pausedAt = (epoch: number) => page.getByRole('banner').getByText(`Paused at epoch ${epoch.toLocaleString('en')} of 50,000`)
  await expect(pausedAt(epochs)).toBeVisible()
  await page.getByRole('button', { name: 'One epoch', exact: true }).click()
  await expect(pausedAt(epochs + 1)).toBeVisible()
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

test('a run whose studio was killed goes on from its checkpoint, and gives the same result when it is verified', async ({ page, host }) => {
  const window = await startLongRun(page, host.address)
  await pause(window, host.home)
  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(window.stageButton('train')).toContainText(/epoch \d/)
  await host.killStudio()
  await expect(window.stageButton('train')).toContainText('interrupted')
  await window.show('train')
  const strip = page.getByRole('status').filter({ hasText: 'nothing else was lost' })
  await expect(strip).toContainText(/Goes on in epoch [\d,]+, after step [\d,]+\./)
  await strip.getByRole('button', { name: 'Resume', exact: true }).click()
  await expect(window.stageButton('train')).toContainText(/epoch \d/)
  await expect(strip).toHaveCount(0)
  await page.getByRole('button', { name: 'Finish and keep the best', exact: true }).click()
  await page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' }).click()
  await page.getByRole('button', { name: 'Verify this run' }).click()
  await expect(page.getByText(/^Equal: the same [\d,]+ epochs and the same weights, to the last bit/)).toBeVisible({ timeout: 60_000 })
})
