/** The other samples: categories and gaps (penguins), a number to predict (cars). */
import { expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

test('penguins: gaps and categories are prepared, three answers are learned', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await page.getByRole('button', { name: /Which penguin is this\?/ }).click()
  await window.target.selectOption('Species')
  await window.show('prepare')
  await expect(page.getByRole('row', { name: /^Sex category/ })).toContainText('a gap is an answer of its own')
  await expect(page.getByRole('row', { name: /^Beak Length \(mm\) number/ })).toContainText('gaps filled with the median')
  await expect(page.getByText('6 of 7 used, 10 inputs')).toBeVisible()
  await window.train.click()
  await page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' }).click()
  await expect(page.getByRole('heading', { level: 2, name: /^It is right on 6\d of 69 unseen rows/ })).toBeVisible()
  await page.getByRole('button', { name: /rows were “Adelie” and were called “Adelie”$/ }).click()
  await expect(page.getByRole('gridcell', { selected: true })).toHaveCount(1)
  await window.show('predict')
  await page.getByLabel('Island', { exact: true }).selectOption('Dream')
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText(/Adelie|Chinstrap|Gentoo/)
})

test('cars: a number is learned, and how far it misses is said beside guessing and a linear model', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await page.getByRole('button', { name: /How far does this car go on a gallon\?/ }).click()
  await expect(window.stageButton('data')).toContainText('406 × 9')
  await window.target.selectOption('Miles_per_Gallon')
  await window.train.click()
  await page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' }).click()
  const headline = page.getByRole('heading', { level: 2, name: /^Its predictions of “Miles_per_Gallon” miss by [\d.]+ on average \([\d.]+ to [\d.]+\)\.$/ })
  await expect(headline).toBeVisible()
  const [, miss = ''] = /miss by ([\d.]+)/.exec(await headline.innerText()) ?? []
  expect(Number(miss)).toBeLessThan(3)
  await expect(page.getByText(/Always guessing the average misses by \d/)).toBeVisible()
  await expect(page.getByText(/^80 rows\. The largest miss is /)).toBeAttached()
  await window.show('predict')
  await expect(page.getByRole('region', { name: 'Answer' })).toContainText(/\d/)
})
