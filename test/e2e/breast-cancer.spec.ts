/** The product's main journey, as a person makes it: drop, target, Train, read, predict, come back another day. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

const sample = resolve('resources/samples/breast_cancer.csv')

test('drop, target, Train, read how good it is, predict, reload and go on', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await expect(page.getByText('Drop a table here, or choose one')).toBeVisible()
  // The token is gone from the address as soon as it was exchanged.
  await expect(page).toHaveURL(new URL('/#/data', host.address).href)

  await dropFiles(page, [sample])
  await expect(window.stageButton('data')).toContainText('569 × 31')
  await expect(page.getByRole('grid').or(page.getByRole('table')).first()).toContainText('mean radius')
  await expect(page.getByRole('banner').getByRole('button', { name: 'Choose what to predict' })).toBeDisabled()
  await page.getByRole('button', { name: 'Use “target”' }).click()
  await expect(window.target).toHaveValue('target')
  await expect(window.stageButton('prepare')).toContainText('target')

  await window.train.click()
  await expect(page.getByRole('heading', { level: 1, name: 'Train' })).toBeVisible()
  await page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' }).click()

  const headline = page.getByRole('heading', { level: 2, name: /^It is right on \d+ of 114 unseen rows: \d+ times in 100\.$/ })
  await expect(headline).toBeVisible()
  const [, right = ''] = /right on (\d+) of/.exec(await headline.innerText()) ?? []
  expect(Number(right)).toBeGreaterThanOrEqual(107)
  await expect(page.getByText(/With other rows like these: \d+ to \d+/)).toBeVisible()
  await expect(page.getByText(/a linear model, \d+/)).toBeVisible()

  await predictOneRow(page, window)
  await predictFile(page, window)

  await page.reload()
  await expect(window.stageButton('evaluate')).toContainText('in 100')
  await window.show('evaluate')
  await expect(headline).toBeVisible()
  await window.show('train')
  await expect(page.getByText(/Loss falls from/).first()).toBeAttached()
  await window.train.click()
  await expect(page.getByRole('complementary').or(window.rail).getByText('Run 2').first()).toBeVisible()
})

async function predictOneRow(page: Page, window: CandorWindow): Promise<void> {
  await window.show('predict')
  const answer = page.getByRole('region', { name: 'Answer' })
  await expect(answer).toContainText('%')
  const before = await answer.innerText()
  const field = page.getByLabel('worst concave points', { exact: true })
  await field.fill('0.9')
  await expect(page.getByText(/^Outside what it has learned/)).toBeVisible()
  await expect.poll(() => answer.innerText()).not.toBe(before)
}

async function predictFile(page: Page, window: CandorWindow): Promise<void> {
  await window.show('predict')
  await page.getByRole('tab', { name: 'A file' }).click()
  await dropFiles(page, [sample])
  await expect(page.getByText('target_predicted')).toBeVisible()
  const folder = await mkdtemp(join(tmpdir(), 'candor-saved-'))
  try {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Save predictions (for Excel)' }).click()
    const file = join(folder, 'saved.csv')
    await (await download).saveAs(file)
    const text = await readFile(file, 'utf8')
    expect(text.startsWith('\ufeff')).toBe(true)
    const lines = text.trimEnd().split('\r\n')
    expect(lines).toHaveLength(570)
    expect(lines[0]).toMatch(/,target,target_predicted,target_probability$/)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
