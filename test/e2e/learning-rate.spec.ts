/** A learning rate that was searched for, taken, undone; and one that changes while it trains. */
import { resolve } from 'node:path'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

test('a learning rate is found, drawn, taken with one click, and undone', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
  await page.getByRole('button', { name: 'Use “target”' }).click()
  await window.proposalHasCome()
  await window.show('train')
  const field = page.getByRole('spinbutton', { name: 'Learning rate' })
  await expect(field).toHaveValue('0.001')
  await page.getByRole('button', { name: 'Find one' }).click()
  const finder = page.getByRole('region', { name: 'Which learning rate?' })
  await expect(finder.getByRole('status').filter({ hasText: /is a good start\.$/ }).first()).toBeVisible()
  await expect(finder.locator('canvas, svg').first()).toBeVisible()
  const use = finder.getByRole('button', { name: /^Use 0\.\d+$/ })
  const [, rate = ''] = /Use (0\.\d+)/.exec(await use.innerText()) ?? []
  expect(Number(rate)).toBeGreaterThan(0.001)
  await use.click()
  await expect(finder).toHaveCount(0)
  await expect(field).toHaveValue(rate)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(field).toHaveValue('0.001')
})

test('a learning rate that changes is drawn step by step', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/iris.csv')])
  await window.target.selectOption('species')
  await window.proposalHasCome()
  await window.show('train')
  await page.getByRole('button', { name: 'More settings' }).click()
  await page.getByRole('combobox', { name: 'Rate schedule' }).selectOption({ label: 'one cycle' })
  await expect(page.getByRole('spinbutton', { name: 'Share that rises' })).toHaveValue('0.25')
  await window.train.click()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' })).toBeVisible()
  await page.getByRole('tab', { name: 'Learning rate' }).click()
  await expect(page.getByText(/The learning rate goes from 0\.00004 to 0\.0000\d+/).first()).toBeAttached()
})
