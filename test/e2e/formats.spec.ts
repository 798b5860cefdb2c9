/** Files of other programs dropped on the window: a sheet and a range are chosen, Parquet is trained on, tables are put together and pasted. */
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

const fixture = (name: string): string => resolve('test/fixtures/formats', name)

for (const [locale, said] of [
  ['en-US', { sheet: 'Sheet: 数据', merged: 'Sheet: merged', cells: 'Cells', apply: 'Read these', undo: 'Undo', header: 'First row is names', refused: /a password protects this workbook/, pasted: 'Pasted table', table: 'Table: my "table' }],
  ['zh-CN', { sheet: '工作表：数据', merged: '工作表：merged', cells: '单元格区域', apply: '读取该区域', undo: '撤销', header: '首行为列名', refused: /这个工作簿设有密码/, pasted: '粘贴的表格', table: '数据表：my "table' }],
] as const) {
  test.describe(locale, () => {
    test.use({ locale })

    test('a workbook opens at its table; another sheet and a range are chosen, and undone', async ({ page, host }) => {
      await page.goto(host.address)
      await dropFiles(page, [fixture('book.xlsx')])
      const chip = page.getByRole('button', { name: said.sheet })
      await expect(chip).toBeVisible()
      await expect(page.getByRole('columnheader', { name: /moment/ })).toBeVisible()
      await chip.click()
      const [menu, button] = await Promise.all([page.getByRole('dialog').boundingBox(), page.getByRole('button', { name: said.apply }).boundingBox()])
      expect((button?.x ?? Infinity) + (button?.width ?? 0)).toBeLessThan((menu?.x ?? 0) + (menu?.width ?? 0) - 8)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      // The rows of another sheet are seen before it is chosen.
      await page.getByRole('radio', { name: 'merged' }).hover()
      await expect(page.getByRole('dialog').getByRole('columnheader', { name: 'group' })).toBeVisible()
      await page.getByRole('radio', { name: 'merged' }).click()
      await expect(page.getByRole('columnheader', { name: /^group/ })).toBeVisible()
      await page.getByRole('button', { name: said.merged }).click()
      await page.getByLabel(said.cells).fill('B4:C5')
      await expect(page.getByRole('dialog').getByRole('row')).toHaveCount(2)
      await page.getByRole('button', { name: said.apply }).click()
      await expect(page.getByRole('row')).toHaveCount(2)
      await page.keyboard.press('Control+z')
      await expect(page.getByRole('row')).toHaveCount(3)
      await page.keyboard.press('Control+z')
      await expect(page.getByRole('button', { name: said.sheet })).toBeVisible()
    })

    test('a locked workbook is refused with what to do, and a database is read by its table', async ({ page, host }) => {
      await page.goto(host.address)
      await dropFiles(page, [fixture('locked.xlsx')])
      await expect(page.getByText(said.refused)).toBeVisible()
      await dropFiles(page, [fixture('base.db')])
      await expect(page.getByRole('button', { name: said.table })).toBeVisible()
    })

    test('a table is pasted', async ({ page, host }) => {
      await page.goto(host.address)
      await expect(page.locator('.zone')).toBeEnabled()
      await page.evaluate(() => {
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', 'city\tsize\nA\t1\nB\t2\nC\t3\n')
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      })
      await expect(page.getByText(said.pasted).first()).toBeVisible()
      await expect(page.getByRole('columnheader', { name: /size/ })).toBeVisible()
    })
  })
}

test('several files with the same columns are one table, and where a row came from is left out; others are told apart', async ({ page, host }) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-several-'))
  try {
    const [jan, feb, other] = ['jan.csv', 'feb.csv', 'other.csv'].map((name) => join(folder, name))
    await writeFile(jan ?? '', 'a,b\n1,x\n2,y\n')
    await writeFile(feb ?? '', 'b;a\nz;3\n')
    await writeFile(other ?? '', 'a,c\n1,x\n')
    await page.goto(host.address)
    await dropFiles(page, [jan ?? '', other ?? ''])
    await expect(page.getByText('These files don\'t make one table: “jan.csv” has “b” and 1 other column that differs, which “other.csv” does not have.', { exact: false })).toBeVisible()
    await dropFiles(page, [jan ?? '', feb ?? ''])
    await expect(page.getByRole('columnheader', { name: /file/ })).toContainText('not used')
    await expect(page.getByRole('row')).toHaveCount(4)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a Parquet file is trained on', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [fixture('flowers.parquet')])
  await window.target.selectOption('species')
  await window.train.click()
  await expect(window.stageButton('evaluate')).toContainText(/\d+ in 100/, { timeout: 60_000 })
})
