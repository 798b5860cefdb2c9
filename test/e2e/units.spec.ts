/** Numbers that a file writes with their unit: read as numbers, shown in that unit, as text by one click, and predicted without it. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '#contract/language.ts'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

const words = {
  en: { head: 'number, ㎡', read: /“面积” has its unit in every cell: “40\.5㎡” in line 2 is read as 40\.5/, text: 'Keep as text', label: '面积 (㎡)', file: 'A file', done: 'new.csv: 2 rows', mixed: /“distance” has values in several units/, sentence: /(of “price” miss by|misses “price” by)/ },
  'zh-CN': { head: '数值（㎡）', read: /“面积”列的单元格里带单位：文件第 2 行的“40\.5㎡”读作 40\.5/, text: '保留为文本', label: '面积（㎡）', file: '一个文件', done: 'new.csv：2 行', mixed: /“distance”列的单位不一致/, sentence: /“price”的预测值平均相差/ },
} as const satisfies Record<Language, unknown>

for (const language of ['en', 'zh-CN'] as const) {
  test.describe(language, () => {
    test.use({ locale: language })
    test('a unit that all values share', async ({ page, host }) => {
      const own = words[language]
      const window = new CandorWindow(page, language)
      const folder = await mkdtemp(join(tmpdir(), 'candor-units-'))
      try {
        const rows = Array.from({ length: 90 }, (_, row) => `${40.5 + row}㎡,${row % 7 === 3 ? `${row * 100} m` : `${row} km`},${100 + row * 3 + (row % 5)}`)
        await writeFile(join(folder, 'flats.csv'), `面积,distance,price\n${rows.join('\n')}\n`)
        await writeFile(join(folder, 'new.csv'), '面积,distance\n55.5,3 km\n70㎡,4 km\n')
        await page.goto(host.address)
        await dropFiles(page, [join(folder, 'flats.csv')])
        const head = page.getByRole('columnheader').filter({ hasText: '面积' })
        await expect(head).toContainText(own.head)
        await page.getByRole('columnheader').filter({ hasText: 'distance' }).getByRole('button').click()
        await expect(page.getByText(own.mixed)).toBeVisible()
        await head.getByRole('button').click()
        await expect(page.getByText(own.read)).toBeVisible()
        await picture(page, `units-data-${language}`)
        await page.getByRole('button', { name: own.text }).click()
        await expect(head).not.toContainText('㎡')
        await page.keyboard.press('Control+z')
        await expect(head).toContainText(own.head)

        await window.target.selectOption('price')
        await expect(window.train.locator('.about')).toBeVisible()
        await window.train.click()
        await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
        await window.show('evaluate')
        await expect(page.getByRole('heading', { level: 2, name: own.sentence })).toBeVisible()
        await picture(page, `units-evaluate-${language}`)
        await window.show('predict')
        const field = page.getByLabel(own.label)
        await field.fill('55.5㎡')
        await expect(field).not.toHaveAttribute('aria-describedby', /.+/)
        await picture(page, `units-predict-${language}`)
        await page.getByRole('tab', { name: own.file }).click()
        await dropFiles(page, [join(folder, 'new.csv')])
        await expect(page.getByText(own.done)).toBeVisible()
        await picture(page, `units-file-${language}`)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })
  })
}

/** To be looked at, where a folder for them is named. */
async function picture(page: { screenshot(options: { path: string }): Promise<unknown> }, name: string): Promise<void> {
  const folder = process.env['CANDOR_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}
