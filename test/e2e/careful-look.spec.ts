/** The careful look after a drop: what is odd, with the rows that show it and one click to act, undone like everything else. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** Measurements over time, with copies, a column in two units, an age of 999 for "unknown", and gaps that come together. */
function oddTable(): string {
  let state = 7
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
  const rows = Array.from({ length: 240 }, (_, row) => {
    const metres = Math.round(next() * 9000) / 1000
    const gap = row >= 150 && row < 162
    const day = new Date(Date.UTC(2024, 0, 1 + row)).toISOString().slice(0, 10)
    return [day, metres, (metres * 3.28084).toFixed(4), row % 40 === 5 ? 999 : Math.round(next() * 70), gap ? '' : next().toFixed(4), gap ? '' : next().toFixed(4), next() < 0.5 ? 'yes' : 'no']
  })
  rows.push(rows[3] ?? [], rows[9] ?? [])
  return `day,metres,feet,age,left,right,answer\n${rows.map((row) => row.join(',')).join('\n')}\n`
}

async function withOddTable(page: Page, address: string, use: (window: CandorWindow) => Promise<void>, language: 'en' | 'zh-CN' = 'en'): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'candor-look-'))
  try {
    const file = join(folder, 'odd.csv')
    await writeFile(file, oddTable())
    await page.goto(address)
    await dropFiles(page, [file])
    await use(new CandorWindow(page, language))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('what is odd in a table is said with its rows, acted on with one click each, and undone', async ({ page, host }) => {
  await withOddTable(page, host.address, async (window) => {
    await window.target.selectOption('answer')
    const inspector = page.getByRole('complementary')
    await page.getByRole('button', { name: /things? to look at/ }).click()
    const card = (words: RegExp) => inspector.locator('.finding').filter({ hasText: words })

    await card(/“feet” says the same as “metres”/).getByRole('button', { name: 'Leave out' }).click()
    await expect(card(/“feet” says the same/).getByRole('button', { name: 'Leave out' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo: leave out “feet”' }).click()
    await expect(card(/“feet” says the same/).getByRole('button', { name: 'Leave out' })).toBeVisible()

    await card(/2 rows are equal to an earlier one/).getByRole('button', { name: 'Leave the copies out' }).click()
    await card(/in the order of “day”/).getByRole('button', { name: 'Test on the latest rows' }).click()
    await window.show('prepare')
    await expect(page.getByText('2 equal to an earlier row')).toBeVisible()
    await page.getByText('More settings').click()
    await expect(page.getByLabel('Order of the rows')).toHaveValue('day')

    await window.show('data')
    await page.getByRole('button', { name: /things? to look at/ }).click()
    await card(/999 stands 6 times in “age”/).getByRole('button', { name: 'Treat as missing' }).click()
    await expect(page.getByRole('button', { name: /missing: .*999/ })).toBeVisible()
    await expect(card(/999 stands/)).toHaveCount(0)
  })
})

test('names that are read as categories are told as a column to leave out, left out with one click and taken back', async ({ page, host }) => {
  const folder = await mkdtemp(join(tmpdir(), 'candor-look-'))
  try {
    const file = join(folder, 'names.csv')
    const rows = Array.from({ length: 300 }, (_, row) => [`Person ${row % 200}`, (row * 37) % 101, ['no', 'yes', 'yes'][(row * 7) % 3]])
    await writeFile(file, `Name,amount,paid\n${rows.map((row) => row.join(',')).join('\n')}\n`)
    await page.goto(host.address)
    await dropFiles(page, [file])
    const window = new CandorWindow(page)
    await window.target.selectOption('paid')
    // Free text is left out of itself, so there is nothing to say until a person wants its values learned.
    const head = page.getByRole('columnheader', { name: /^Name/ })
    await head.getByRole('button').click()
    await page.getByRole('complementary').getByLabel('Type').selectOption('category')
    await page.getByRole('button', { name: /things? to look at/ }).click()
    const card = page.getByRole('complementary').locator('.finding').filter({ hasText: /“Name” has 200 different values with 1\.5 rows each/ })
    await card.getByRole('button', { name: 'Leave out' }).click()
    await expect(card.getByRole('button', { name: 'Leave out' })).toHaveCount(0)
    await expect(head).toContainText('not used')
    await page.getByRole('button', { name: 'Undo: leave out “Name”' }).click()
    await expect(card.getByRole('button', { name: 'Leave out' })).toBeVisible()
    await expect(head).not.toContainText('not used')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

test('a finding shows its rows in the table', async ({ page, host }) => {
  await withOddTable(page, host.address, async () => {
    await page.getByRole('button', { name: /things? to look at/ }).click()
    await page.getByRole('button', { name: 'Show row 241 in the table' }).click()
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '241', exact: true }) })
    await expect(row).toBeVisible()
    await expect(row).toHaveClass(/looked/)
  })
})

test('columns that go together are seen on a map, and a pair as points that lead to their rows', async ({ page, host }) => {
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/cars.csv')])
  await page.getByRole('tab', { name: 'What goes together' }).click()
  await page.getByRole('button', { name: '“Displacement” and “Miles_per_Gallon”: −0.80' }).click()
  await expect(page.getByRole('heading', { name: '“Miles_per_Gallon” by “Displacement”' })).toBeVisible()
  await expect(page.getByText('correlation (Pearson) −0.80.')).toBeVisible()
  const chart = page.getByRole('slider', { name: /by “Displacement”/ })
  await chart.focus()
  await page.keyboard.press('End')
  await expect(page.getByRole('status').filter({ hasText: 'Row 406: “Displacement” is 119, “Miles_per_Gallon” is 31.' })).toBeVisible()
  await page.getByRole('tab', { name: 'Gaps' }).click()
  await expect(page.getByRole('row', { name: /nothing: complete rows 392/ })).toBeVisible()
})

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' })
  test('整张表的细看用中文说清楚', async ({ page, host }) => {
    await withOddTable(
      page,
      host.address,
      async (window) => {
        await window.target.selectOption('answer')
        await page.getByRole('button', { name: /处需要留意/ }).click()
        await expect(page.getByText('“feet”列与“metres”列说的是同一件事：知道一个，就知道另一个。')).toBeVisible()
        await page.getByRole('button', { name: '用最新的行测试' }).click()
        await page.getByRole('tab', { name: '缺失' }).click()
        await expect(page.getByRole('row', { name: /left、right 12/ })).toBeVisible()
        await page.getByRole('tab', { name: '列与列的关系' }).click()
        await expect(page.getByText(/关系最密切的是“metres”与“feet”：1\.00。/).first()).toBeVisible()
      },
      'zh-CN',
    )
  })
})
