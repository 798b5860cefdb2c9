/** Which columns a run relies on: a sentence, bars, the same as a table, in both languages and for numbers as for classes. */
import { join, resolve } from 'node:path'
import type { Language } from '#contract/language.ts'
import { dropFiles, expect, test } from './candor.ts'
import { clipped, complaints } from './whole.ts'
import { CandorWindow } from './window.ts'

const pictures = process.env['CANDOR_PICTURES']
const words = {
  en: { tab: 'Columns it relies on', question: 'Which columns does it rely on?', most: /^It relies most on “(Flipper|Beak|Body|Island)/, miss: /^It relies most on “.+”: with that column shuffled its average miss grows by \d/, table: 'As table', column: 'Column' },
  'zh-CN': { tab: '依据的列', question: '它依据哪些列？', most: /^它最依赖“(Flipper|Beak|Body|Island).+每 100 次少对/, miss: /^它最依赖“.+”：把这一列打乱后，平均误差增加 \d/, table: '表格', column: '列' },
} as const satisfies Record<Language, unknown>

for (const { language, sample, target, said } of [
  { language: 'en', sample: 'penguins', target: 'Species', said: 'most' },
  { language: 'zh-CN', sample: 'penguins', target: 'Species', said: 'most' },
  { language: 'en', sample: 'cars', target: 'Miles_per_Gallon', said: 'miss' },
] as const) {
  test.describe(`${language}, ${sample}`, () => {
    test.use({ locale: language, colorScheme: language === 'en' ? 'light' : 'dark' })
    test('the columns that the answer stands on', async ({ page, host }) => {
      const own = words[language]
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [resolve(`resources/samples/${sample}.csv`)])
      await window.target.selectOption(target)
      await expect(window.train.locator('.about')).toBeVisible()
      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
      await window.show('evaluate')
      await page.getByRole('tab', { name: own.tab }).click()
      await expect(page.locator('.relies > .sentence')).toHaveText(own[said])
      const chart = page.getByRole('region', { name: own.question })
      await expect(chart.getByRole('listitem').first()).toContainText(/\d\.\d/)
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `relies-${sample}-${language}.png`) })
      expect([await complaints(page), await clipped(page)]).toEqual([[], []])
      await chart.getByRole('button', { name: own.table }).click()
      await expect(chart.getByRole('columnheader', { name: own.column, exact: true })).toBeVisible()
    })
  })
}
