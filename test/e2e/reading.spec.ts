/** How a file is read is shown on its own rows, decided by the person, and undone like any other edit. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { encodeText } from '#test/tables/encode-text.ts'
import { oneColumn } from '#test/tables/hostile-file.ts'
import { dropFiles, expect, test } from './candor.ts'

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor-reading-'))
})
test.afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function drop(page: Page, name: string, content: string | Uint8Array): Promise<void> {
  const file = join(folder, name)
  await writeFile(file, content)
  await dropFiles(page, [file])
}

/** To be looked at, where CANDOR_PICTURES names a folder. */
async function picture(page: Page, name: string): Promise<void> {
  const pictures = process.env['CANDOR_PICTURES']
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

const chip = (page: Page, name: string | RegExp) => page.getByRole('group', { name: 'How the file was read' }).getByRole('button', { name })
const table = (page: Page) => page.getByRole('grid').or(page.getByRole('table')).first()

test('an encoding that is guessed wrongly is seen beside the right one, chosen, undone and redone', async ({ page, host }) => {
  await page.goto(host.address)
  // Every one of these characters is a common one in GB18030 as well.
  await drop(page, '縣.csv', encodeText('big5', '國際,數\n陳,1\n黃,2\n蔡,3\n錢,4\n'))
  await expect(chip(page, 'Read as GB18030')).toBeVisible()
  await chip(page, 'Read as GB18030').click()
  const guesses = page.getByRole('radiogroup', { name: 'Text encoding' }).getByRole('radio')
  await expect(guesses).toHaveCount(2)
  await expect(guesses.first()).toBeChecked()
  const big5 = guesses.filter({ hasText: 'Big5' })
  await expect(big5).toContainText('國際')
  await expect(big5).toContainText('黃')
  await big5.click()
  await expect(chip(page, 'Read as Big5')).toBeVisible()
  await expect(table(page)).toContainText('國際')
  await page.keyboard.press('Control+z')
  await expect(chip(page, 'Read as GB18030')).toBeVisible()
  await expect(table(page)).not.toContainText('國際')
  await page.keyboard.press('Control+Shift+z')
  await expect(table(page)).toContainText('國際')
  // A choice is kept with the project.
  await page.reload()
  await expect(chip(page, 'Read as Big5')).toBeVisible()
})

test('a guess of the encoding that is right is confirmed with one click, on its card or in the menu', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, '城市.csv', encodeText('gb18030', '城市,人口\n北京,1\n上海,2\n广州,3\n深圳,4\n'))
  const count = page.getByRole('button', { name: '1 thing to look at' })
  await count.click()
  await page.getByRole('complementary').getByRole('button', { name: 'The text looks right' }).click()
  await expect(count).toHaveCount(0)
  await expect(chip(page, 'Read as GB18030')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(count).toBeVisible()
  await chip(page, 'Read as GB18030').click()
  await page.getByRole('radiogroup', { name: 'Text encoding' }).getByRole('radio', { name: 'GB18030' }).click()
  await expect(count).toHaveCount(0)
})

test('a comma that may part decimals or thousands is asked about', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'comma.csv', oneColumn(['1,234', '5,678', '9,012'], ';', 'amount'))
  await page.getByRole('button', { name: '1 thing to look at' }).click()
  const inspector = page.getByRole('complementary')
  await expect(inspector).toContainText('no value tells whether the comma of “1,234” (line 2) parts decimals or thousands')
  await inspector.getByRole('button', { name: '“1,234” is 1.234' }).click()
  await expect(chip(page, 'decimal comma')).toBeVisible()
  await expect(inspector).toContainText('“1,234” in line 2 is read as 1.234')
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: '1 thing to look at' }).click()
  await inspector.getByRole('button', { name: '“1,234” is 1234' }).click()
  await expect(inspector).toContainText('“1,234” in line 2 is read as 1,234')
})

test('a separator of several characters that no list has is typed, seen on the rows, used, and undone', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'export.txt', 'name&&weight&&price\napple&&150&&1.5\npear&&170&&2.5\n')
  await chip(page, /^separated by/).click()
  const other = page.getByRole('textbox', { name: 'Another separator' })
  await other.fill('a')
  await expect(page.getByText('no Latin letters, digits')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Use it', exact: true })).toBeDisabled()
  await other.fill('&&')
  await expect(page.getByRole('dialog').getByRole('cell', { name: '1.5', exact: true })).toBeVisible()
  await picture(page, 'other-separator')
  await other.press('Enter')
  await expect(chip(page, 'separated by “&&”')).toBeVisible()
  await expect(page.getByRole('columnheader', { name: /^price/ })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('columnheader', { name: /^price/ })).toHaveCount(0)
})

test('a column that is left out by itself says so in its head, why beside it, and is used with one click', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'people.csv', `person,age,left\n${Array.from({ length: 60 }, (_, row) => `P-${row * 37 + 1000},${20 + (row % 40)},${row % 3 === 0 ? 'yes' : 'no'}`).join('\n')}\n`)
  const head = page.getByRole('columnheader', { name: /^person/ })
  await expect(head).toContainText('not used')
  await head.getByRole('button').click()
  const inspector = page.getByRole('complementary')
  await expect(inspector).toContainText('Not used: ')
  await inspector.getByRole('button', { name: 'Use it' }).click()
  await expect(head).not.toContainText('not used')
  await expect(inspector).not.toContainText('Not used: ')
  await page.keyboard.press('Control+z')
  await expect(head).toContainText('not used')
})

test('rows that a missing quotation mark took into one cell are told, and given back with one click', async ({ page, host }) => {
  await page.goto(host.address)
  const rows = Array.from({ length: 60 }, (_, at) => `${at + 1},name ${at % 7},${at % 5}`)
  rows[1] = '2,"name,3'
  rows[40] = '41,name",4'
  await drop(page, 'quote.csv', `id,name,value\n${rows.join('\n')}\n`)
  await expect(page.getByRole('navigation').first()).toContainText('21 × 3')
  await page.getByRole('button', { name: '1 thing to look at' }).click()
  const inspector = page.getByRole('complementary')
  await expect(inspector).toContainText('38 lines stand inside the quotation marks of a cell but look like rows; they are read as the text of that cell, from line 3 on.')
  await inspector.getByRole('button', { name: 'Read quotation marks as ordinary characters' }).click()
  await expect(page.getByRole('navigation').first()).toContainText('60 × 3')
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('navigation').first()).toContainText('21 × 3')
})

test('lines before the table are skipped, said, and given back by the person', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'title.csv', 'Sales of March\n\nname,price,count\napple,1.5,3\npear,2.5,4\n')
  await expect(table(page)).toContainText('price')
  await chip(page, '2 lines skipped').click()
  await page.getByLabel('Lines before the table').fill('0')
  await page.getByLabel('Lines before the table').press('Tab')
  await expect(table(page)).toContainText('Sales of March')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+z')
  await expect(chip(page, '2 lines skipped')).toBeVisible()
  await expect(table(page)).not.toContainText('Sales of March')
})

test('several rows of names become one', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'groups.csv', ',2023,,2024,\nname,sales,cost,sales,cost\nA,1,2,3,4\nB,5,6,7,8\nC,9,8,7,6\n')
  await expect(chip(page, 'first 2 rows are names')).toBeVisible()
  await expect(table(page)).toContainText('2024 / cost')
  await chip(page, 'first 2 rows are names').click()
  await page.getByRole('radiogroup', { name: 'First row' }).getByRole('radio', { name: 'The first row of data' }).click()
  await expect(chip(page, 'first row is data')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(table(page)).toContainText('2024 / cost')
})

test('1.2万 is shown as the number it becomes, to be confirmed', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, '收入.csv', oneColumn(['1.2万', '5000', '3亿'], ',', '收入'))
  await page.getByRole('button', { name: '1 thing to look at' }).click()
  const inspector = page.getByRole('complementary')
  await expect(inspector).toContainText('“1.2万” of “收入” in line 2 is read as 12,000')
  await inspector.getByRole('button', { name: 'Yes, numbers' }).click()
  await expect(page.getByRole('button', { name: '1 thing to look at' })).toBeHidden()
  await page.keyboard.press('Control+z')
  await page.getByRole('button', { name: '1 thing to look at' }).click()
  await inspector.getByRole('button', { name: 'Keep as text' }).click()
  await expect(page.getByRole('button', { name: '1 thing to look at' })).toBeHidden()
})

test('the one value that is no number is missing with one click', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'income.csv', oneColumn(['1.5', '2.5', 'n/a', '4.5', '5.5'], ',', 'income'))
  const inspector = page.getByRole('complementary')
  await page.getByRole('button', { name: '1 thing to look at' }).click()
  await expect(inspector).toContainText('“n/a” in line 4 is the only value of “income” that is not a number.')
  await inspector.getByRole('button', { name: 'Treat as missing' }).first().click()
  await expect(page.getByRole('button', { name: '1 thing to look at' })).toBeHidden()
  await page.keyboard.press('Control+z')
  await expect(page.getByRole('button', { name: '1 thing to look at' })).toBeVisible()
})

test('a newer file takes the place of the old one, with what changed, and undo brings the old one back', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'march.csv', 'size,colour,price\n3,red,1.5\n2,blue,2.5\n3,red,3.5\n4,blue,4.5\n')
  await chip(page, 'More').click()
  await page.getByLabel('Remarks', { exact: true }).selectOption('#')
  await page.keyboard.press('Escape')
  await expect(chip(page, 'remarks begin with #')).toBeVisible()
  const newer = join(folder, 'april.csv')
  await writeFile(newer, 'size,colour,weight\n1,red,7\n#no,row,1\n2,green,8\n9,blue,9\n5,red,9\n6,red,9\n')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Import a newer file' }).click()
  await (await chooser).setFiles(newer)
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('april.csv')
  await expect(chip(page, 'remarks begin with #')).toBeVisible()
  await page.getByRole('button', { name: /things? to look at/ }).click()
  const inspector = page.getByRole('complementary')
  await expect(inspector).toContainText('The newer file has no column “price”, which the one before had.')
  await expect(inspector).toContainText('“green” is a new value of “colour”.')
  await expect(inspector).toContainText('“weight” is a new column.')
  await expect(inspector).toContainText('“size” now goes up to 9; before it ended at 4.')
  await page.keyboard.press('Control+z')
  await expect(page.getByText('Undid: file “april.csv”').first()).toBeVisible()
  await expect(table(page)).toContainText('price')
  await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText('march.csv')
  await page.keyboard.press('Control+Shift+z')
  await expect(table(page)).toContainText('weight')
})

test('columns aligned by spaces are told as such, and the separator is chosen and undone', async ({ page, host }) => {
  await page.goto(host.address)
  await drop(page, 'housing.data', ' 0.00632  18.00   2.310  0\n 0.02731   0.00   7.070  0\n 12.2473   0.00  18.100  1\n')
  await expect(chip(page, 'separated by runs of spaces or tabs')).toBeVisible()
  await expect(table(page)).toContainText('18.100')
  await expect(page.getByText('3 × 4', { exact: true })).toBeVisible()
  await chip(page, 'separated by runs of spaces or tabs').click()
  await picture(page, 'blanks')
  await page.getByRole('radiogroup', { name: 'Separator' }).getByRole('radio', { name: /^Comma/ }).click()
  await expect(chip(page, 'separated by commas')).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(chip(page, 'separated by runs of spaces or tabs')).toBeVisible()
})
