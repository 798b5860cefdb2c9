/** A project as one file: saved in one studio, opened in another, with its charts and results; and a file that is none. */
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page, TestInfo } from '@playwright/test'
import { dropFiles, expect, startHost, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** Trains on the iris table in this window, and saves the project by the keys alone. The path of the file, and what the window said of the run. */
async function savedProject(page: Page, address: string, info: TestInfo): Promise<{ file: string; said: string }> {
  const window = new CandorWindow(page)
  await page.goto(address)
  await dropFiles(page, [resolve('resources/samples/iris.csv')])
  await window.target.selectOption('species')
  await window.proposalHasCome()
  await window.show('train')
  await page.getByLabel('Epochs', { exact: true }).fill('12')
  await window.train.click()
  await expect(window.stageButton('evaluate')).toContainText('in 100')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Control+Shift+S')
  const saved = await download
  expect(saved.suggestedFilename()).toBe('iris.candor')
  await expect(page.getByText(/^“iris” is saved as one file, iris\.candor \(.+\), in your downloads\. Data, plan and one run are in it\.$/)).toBeVisible()
  const file = info.outputPath('iris.candor')
  await saved.saveAs(file)
  return { file, said: await window.stageButton('evaluate').innerText() }
}

test('is a file that another Candor opens with data, plan, charts and results', async ({ page, host, browser, locale }, info) => {
  const { file, said } = await savedProject(page, host.address, info)
  const other = await startHost(locale)
  const fresh = await (await browser.newContext({ locale: locale ?? 'en-US' })).newPage()
  try {
    const window = new CandorWindow(fresh)
    await fresh.goto(other.address)
    await expect(fresh.getByRole('button', { name: /^Drop a table/ })).toBeVisible()
    await dropFiles(fresh, [file])
    await expect(fresh.getByText('“iris” is opened as a project of this computer, with its runs and results.')).toBeVisible()
    await expect(window.stageButton('data')).toContainText('150 × 5')
    await expect(window.stageButton('evaluate')).toHaveText(said, { useInnerText: true })
    await window.show('train')
    await expect(fresh.getByText(/^Loss (falls|rises) from/).first()).toBeAttached()
    await expect(fresh.getByText('12 epochs, batch size 32')).toBeVisible()
    await window.show('evaluate')
    await expect(fresh.getByRole('heading', { level: 2, name: /unseen rows/ })).toBeVisible()
    await fresh.getByRole('button', { name: 'Verify this run' }).click()
    await expect(fresh.getByText(/^Equal: the same [\d,]+ epochs and the same weights, to the last bit/)).toBeVisible({ timeout: 60_000 })
    await window.show('predict')
    await expect(fresh.getByRole('region', { name: 'Answer' })).toContainText('%')
    // A second time it is a second project, and the first stays.
    await dropFiles(fresh, [file])
    await expect(fresh.getByText('“iris” is opened as “iris 2”: there is a project of its name already, which stays as it is.')).toBeVisible()
    await expect(fresh.getByLabel('Name of the project')).toHaveValue('iris 2')
  } finally {
    await fresh.context().close()
    await other.close()
  }
})

test('is offered in the menu of projects, and opened from there', async ({ page, host }, info) => {
  const { file } = await savedProject(page, host.address, info)
  await page.getByRole('button', { name: 'Projects' }).press('Enter')
  await expect(page.getByRole('menuitem', { name: /^Save as one file…/ })).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('menuitem', { name: /^Open a \.candor file…/ }).press('Enter')
  await (await chooser).setFiles(file)
  await expect(page.getByLabel('Name of the project')).toHaveValue('iris 2')
})

test('that is none, or is damaged, is answered in one sentence and changes nothing', async ({ page, host }, info) => {
  const { file } = await savedProject(page, host.address, info)
  const bytes = await readFile(file)
  const folder = info.outputDir
  await writeFile(join(folder, 'table.candor'), await readFile(resolve('resources/samples/iris.csv')))
  await writeFile(join(folder, 'half.candor'), bytes.subarray(0, bytes.length / 2))
  const flipped = Buffer.from(bytes)
  flipped[2000] = (flipped[2000] ?? 0) ^ 1
  await writeFile(join(folder, 'flipped.candor'), flipped)
  const cases = [
    ['table.candor', '“table.candor” is not a project saved by Candor.'],
    ['half.candor', '“half.candor” is incomplete or damaged'],
    ['flipped.candor', '“flipped.candor” is incomplete or damaged'],
  ] as const
  for (const [name, sentence] of cases) {
    await dropFiles(page, [join(folder, name)])
    await expect(page.getByRole('alert').filter({ hasText: sentence })).toBeVisible()
    await expect(page.getByLabel('Name of the project')).toHaveValue('iris')
  }
})
