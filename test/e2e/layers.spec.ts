/** What happens inside each layer, as a person sees it: the size of a step, spread of outputs and weights, silent units; open to everyone, in both languages. */
import { AxeBuilder } from '@axe-core/playwright'
import { join, resolve } from 'node:path'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']

const words = {
  en: { use: 'Use “target”', layers: 'Layers', update: 'How much does each step change the weights?', healthy: /^About 1 in 1,000 is healthy\./, looks: 'How are the numbers of each layer spread?', outputs: /^Outputs of 1\. Dense: from 0 to /, weights: /^Weights of Output: from −/, silent: /of \d+ units? says?|Every unit speaks/, table: 'As table', count: 'Count' },
  'zh-CN': { use: '就用“target”', layers: '各层', update: '每一步使权重改变多少？', healthy: /^千分之一左右为宜。/, looks: '各层的数值如何分布？', outputs: /^1\. 全连接层的输出：从 0 到 /, weights: /^输出层的权重：从 −/, silent: /个单元中 \d+ 个沉默|没有沉默的单元/, table: '表格', count: '个数' },
} as const

for (const [language, theme] of [['en', 'light'], ['zh-CN', 'dark']] as const) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })
    test('every layer shows how its numbers are spread, while it trains and afterwards', async ({ page, host }) => {
      const said = words[language]
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
      await page.getByRole('button', { name: said.use }).click()
      await window.train.click()
      await page.getByRole('tab', { name: said.layers, exact: true }).click()

      const looks = page.getByRole('region', { name: said.looks })
      await expect(looks.getByRole('img', { name: said.outputs })).toBeVisible()
      await expect(looks.getByRole('img', { name: said.weights })).toBeVisible()
      await expect(looks.getByRole('row').filter({ hasText: said.silent })).toHaveCount(2)
      await expect(page.getByRole('slider', { name: said.update })).toBeVisible()
      await expect(page.getByText(said.healthy).first()).toBeVisible()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()

      for (const width of [900, 1280, 1920]) {
        await page.setViewportSize({ width, height: width === 1920 ? 1080 : 800 })
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
        if (pictures !== undefined) await page.screenshot({ path: join(pictures, `layers-${language}-${theme}-${width}.png`) })
        await looks.scrollIntoViewIfNeeded()
        if (pictures !== undefined) await looks.screenshot({ path: join(pictures, `looks-${language}-${theme}-${width}.png`) })
      }
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

      const asTable = looks.getByRole('button', { name: said.table })
      await asTable.focus()
      await page.keyboard.press('Enter')
      await expect(looks.getByRole('columnheader', { name: said.count })).toBeVisible()
      if (pictures !== undefined) await looks.screenshot({ path: join(pictures, `looks-table-${language}.png`) })
    })
  })
}

test('units that a far too large learning rate silenced are counted, with what helps', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
  await page.getByRole('button', { name: words.en.use }).click()
  await window.proposalHasCome()
  await window.show('train')
  // What suits the data stands first; then it is told to go on to its last epoch.
  const stopsEarly = page.getByRole('switch', { name: 'Stop early when it no longer improves' })
  await expect(stopsEarly).toBeChecked()
  await stopsEarly.click()
  for (const [name, value] of [['Epochs', '20'], ['Learning rate', '0.5']] as const) {
    const field = page.getByRole('spinbutton', { name })
    await field.fill(value)
    await field.press('Enter')
  }
  await window.train.click()
  await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
  await page.getByRole('tab', { name: 'Layers', exact: true }).click()
  const looks = page.getByRole('region', { name: words.en.looks })
  await expect(looks.getByText(/of (64|32) units say nothing$/).first()).toBeVisible()
  await expect(looks.getByRole('status').filter({ hasText: 'Units that say nothing no longer learn.' })).toBeVisible()
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, 'layers-silent.png') })
  if (pictures !== undefined) await looks.screenshot({ path: join(pictures, 'looks-silent.png') })
})
