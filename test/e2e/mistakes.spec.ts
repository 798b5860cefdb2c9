/** Bad input at its place, with the way out: files, targets, networks and runs that cannot be. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

test('files that are no tables are refused in one sentence, and what was open stays', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/iris.csv')])
  await expect(window.stageButton('data')).toContainText('150 × 5')
  for (const [file, sentence] of [
    ['empty.csv', /is empty/],
    ['header-only.csv', /no rows|only/],
    ['binary.csv', /is not a table in any form/],
    ['workbook.xlsx.csv', /breaks off before its end/],
  ] as const) {
    await dropFiles(page, [resolve('test/fixtures/csv', file)])
    await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible()
    await expect(window.stageButton('data')).toContainText('150 × 5')
  }
})

test('a target with one answer says so, and another column is the way out', async ({ page, host }) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-mistakes-'))
  try {
    const file = join(folder, 'one answer.csv')
    await writeFile(file, `size,colour,same\n${Array.from({ length: 40 }, (_, at) => `${(at * 7) % 13},${at % 2 === 0 ? 'red' : 'blue'},yes`).join('\n')}\n`)
    const window = new CandorWindow(page)
    await page.goto(host.address)
    await dropFiles(page, [file])
    await window.target.selectOption('same')
    await expect(page.getByText('Every row of “same” says “yes”, so there is nothing to learn. Choose another column.').first()).toBeVisible()
    await expect(page.getByRole('banner').getByRole('button', { name: 'See Prepare' })).toBeDisabled()
    await window.target.selectOption('colour')
    await expect(window.train).toBeEnabled()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('with every column left out the list of columns stays, and one of them is the way out', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/iris.csv')])
  await window.target.selectOption('species')
  await window.show('prepare')
  const roles = page.getByRole('region', { name: 'Columns' }).getByRole('combobox')
  await expect(roles).toHaveCount(4)
  for (const role of await roles.all()) await role.selectOption('leaveOut')
  await expect(page.getByText(/^No column is left to learn from/).first()).toBeVisible()
  await page.getByRole('button', { name: 'Use all columns' }).click()
  await expect(window.train).toBeEnabled()
  await page.getByRole('button', { name: 'Undo: use all columns' }).click()
  await expect(page.getByText(/^No column is left to learn from/).first()).toBeVisible()
  await roles.first().selectOption('use')
  await expect(window.train).toBeEnabled()
})

test('a broken network is marked on its layer and mended with one click; undo says what it undid', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
  await page.getByRole('button', { name: 'Use “target”' }).click()
  await window.proposalHasCome()
  await window.show('network')
  await page.getByRole('group', { name: 'Output' }).click()
  await page.getByRole('complementary').getByLabel('Activation').selectOption('softmax')
  await expect(page.getByRole('group', { name: 'Output' })).toContainText(/always 1/)
  await expect(page.getByRole('banner').getByRole('button', { name: 'See Network' })).toBeDisabled()
  await page.getByRole('group', { name: 'Output' }).getByRole('button', { name: /^Set .* to sigmoid$/i }).click()
  await expect(window.train).toBeEnabled()
  await page.keyboard.press('Control+z')
  await expect(page.getByText(/^Undid: /).first()).toBeVisible()
  await expect(page.getByRole('banner').getByRole('button', { name: 'See Network' })).toBeDisabled()
  await page.keyboard.press('Control+Shift+z')
  await expect(window.train).toBeEnabled()
})

test('a run that diverges stops, keeps the last good weights, names the cause, and offers a calmer rate', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/cars.csv')])
  await window.target.selectOption('Miles_per_Gallon')
  await window.proposalHasCome()
  await window.show('train')
  await page.getByLabel('Optimizer', { exact: true }).selectOption('sgd')
  await page.getByLabel('Learning rate', { exact: true }).fill('1000')
  await window.train.click()
  await expect(page.getByText(/^Training stopped at step \d+: the loss was no longer a number\. The weights of step \d+ are kept\./)).toBeVisible()
  await expect(window.stageButton('train')).toContainText('stopped')
  await page.getByRole('button', { name: /^Use 0\.01 and train again$/ }).click()
  await expect(window.stageButton('evaluate')).toContainText('off by')
})
