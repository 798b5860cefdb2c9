/** Columns made by steps: written with completion, checked while one types, trained with, and asked for by their sources when predicting; in both languages. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']

const words = {
  en: {
    add: 'Add a step', compute: /^Compute a column/, rename: /^Rename a column/, filter: /^Keep rows by a condition/, name: 'Name', newName: 'New name', column: 'Column', formula: 'Formula', condition: 'Condition',
    first: /First rows: 2\d\.\d/, kept: /^\d+ of 240 rows are kept$/, meant: 'did you mean “age”?', stays: 'Until then the step stays as it was.', mistake: /“heigth” is no column; did you mean “height”\?/,
    undo: /^Undo/, remove: 'Delete', off: 'Switch off', switchOff: 'Switch off step 1', rows: '240', target: 'Target', withColumn: 'A step with it', group: /^Group rare values/, become: 'Become', grouped: /^\d rare values, in \d training rows, become “other”; 3 stay\.$/, bin: /^Cut numbers into ranges/, ranges: /^Ranges: < \d+(\.\d+)?, .*≥ \d+/, log: /^Take the logarithm/, logged: 'Becomes ln(x).', even: /^Make numbers bell-shaped/, power: /^Power .+, learned from the training rows/, cast: /^Read a column as another type/, castTo: 'Read as', sample: /^Keep some rows by chance/, keep: 'Rows to keep', sampled: '200 of 240 rows are kept',
  },
  'zh-CN': {
    add: '添加步骤', compute: /^计算新列/, rename: /^重命名列/, filter: /^按条件保留行/, name: '名称', newName: '新名称', column: '列', formula: '公式', condition: '条件',
    first: /前几行：2\d\.\d/, kept: /^保留 \d+ 行，共 240 行$/, meant: '是不是“age”？', stays: '改好之前，这一步保持原样。', mistake: /没有名为“heigth”的列，是不是“height”？/,
    undo: /^撤销/, remove: '删除', off: '关闭', switchOff: '关闭第 1 步', rows: '240', target: '目标列', withColumn: '用它添加步骤', group: /^合并少见的取值/, become: '合并为', grouped: /^\d 个少见的取值（在训练集的 \d 行中）合并为“其他”，另外 3 个保留。$/, bin: /^把数值分段/, ranges: /^分段：< \d+(\.\d+)?，.*≥ \d+/, log: /^取对数/, logged: '变为 ln(x)。', even: /^让数值接近钟形分布/, power: /^从训练集学到的幂次是/, cast: /^转换列的类型/, castTo: '识别为', sample: /^随机保留部分行/, keep: '保留行数', sampled: '保留 200 行，共 240 行',
  },
} as const

let folder = ''
test.beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'candor-columns-'))))
test.afterEach(async () => await rm(folder, { recursive: true, force: true }))

/** Ill is who is heavy for their height. */
async function people(): Promise<string> {
  const lines = Array.from({ length: 240 }, (_, row) => {
    const [height, weight, age] = [150 + ((row * 37) % 50), 50 + ((row * 23) % 60), 20 + ((row * 7) % 60)]
    return [height, weight, age, row % 40 === 5 ? `village ${row}` : ['Bern', 'Chur', '北京'][row % 3], weight / (height / 100) ** 2 > 28 ? 'yes' : 'no'].join(',')
  })
  const file = join(folder, 'people.csv')
  await writeFile(file, `height,weight,age,city,ill\n${lines.join('\n')}\n`)
  return file
}

async function addStep(page: Page, add: string, kind: RegExp): Promise<Locator> {
  await page.getByRole('button', { name: add }).click()
  await page.getByRole('menuitem', { name: kind }).click()
  return page.locator('[data-step]').last()
}

for (const [language, theme] of [['en', 'light'], ['zh-CN', 'dark']] as const) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })
    test('columns are computed and renamed, rows kept by a condition, and a prediction asks for the file\'s own columns', async ({ page, host }) => {
      test.setTimeout(120_000)
      const said = words[language]
      const window = new CandorWindow(page, language)
      const file = await people()
      await page.goto(host.address)
      await dropFiles(page, [file])
      await window.target.selectOption('ill')
      await window.show('prepare')

      // A formula with the keyboard alone: letters, arrow keys, Enter.
      const compute = await addStep(page, said.add, said.compute)
      const formula = compute.getByRole('combobox', { name: said.formula })
      await expect(formula).toBeFocused()
      await page.keyboard.type('weight / (heigth / 100) ^ 2')
      await expect(compute.getByRole('status').last()).toHaveText(said.mistake)
      await expect(formula).toHaveAttribute('aria-invalid', 'true')
      await formula.fill('')
      await page.keyboard.type('we')
      await expect(compute.getByRole('option')).toHaveText([/^weight/, /^weekday\(date\)/])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowUp')
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `columns-list-${language}-${theme}.png`) })
      await page.keyboard.press('Enter')
      await page.keyboard.type(' / (he')
      await page.keyboard.press('Enter')
      await page.keyboard.type(' / 100) ^ 2')
      await expect(formula).toHaveValue('weight / (height / 100) ^ 2')
      await expect(compute.getByRole('status').last()).toHaveText(said.first)
      await compute.getByRole('textbox', { name: said.name }).fill('bmi')
      const made = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'bmi', exact: true }) })
      await expect(made).toBeVisible()

      const filter = await addStep(page, said.add, said.filter)
      const condition = filter.getByRole('combobox', { name: said.condition })
      await condition.fill('age >= 30')
      await expect(filter.getByRole('status').last()).toHaveText(said.kept)
      await condition.fill('agee >= 40')
      await expect(filter.getByRole('status').last()).toContainText(said.meant)
      await expect(filter.getByRole('status').last()).toContainText(said.stays)
      await condition.fill('age >= 40')
      await expect(filter.getByRole('status').last()).toHaveText(said.kept)

      // What is predicted gets another name, and stays what is predicted.
      const rename = await addStep(page, said.add, said.rename)
      await rename.getByRole('combobox', { name: said.column }).selectOption('ill')
      await rename.getByRole('textbox', { name: said.newName }).fill('sick')
      await expect(page.getByLabel(said.target, { exact: true })).toHaveValue('sick')

      for (const width of [1024, 1280, 1920]) {
        await page.setViewportSize({ width, height: width === 1920 ? 1080 : 800 })
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
        await rename.scrollIntoViewIfNeeded()
        if (pictures !== undefined) await page.screenshot({ path: join(pictures, `columns-${language}-${theme}-${width}.png`) })
      }
      await page.setViewportSize({ width: 1280, height: 800 })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])

      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible({ timeout: 60_000 })
      await window.show('predict')
      await expect(page.locator('[data-guide="answer"]')).toContainText('%')
      await expect(page.getByLabel('weight', { exact: true }).first()).toBeVisible()
      await expect(page.getByText('bmi')).toHaveCount(0)

      // The project says the same when it is opened again.
      await page.reload()
      await window.show('prepare')
      await expect(page.locator('[data-step]')).toHaveCount(3)
      await expect(page.getByRole('combobox', { name: said.formula })).toHaveValue('weight / (height / 100) ^ 2')
    })

    test('rare values are grouped, numbers cut, transformed and read otherwise, rows drawn, and what is learned is said', async ({ page, host }) => {
      test.setTimeout(120_000)
      const said = words[language]
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [await people()])
      await window.target.selectOption('ill')
      await window.show('prepare')
      const effect = (step: Locator): Locator => step.getByRole('status').last()
      const chosen = async (kind: RegExp, column: string): Promise<Locator> => {
        const step = await addStep(page, said.add, kind)
        const field = step.getByRole('combobox', { name: said.column })
        await expect(field).toBeFocused()
        await expect(field).toHaveValue('')
        await field.selectOption(column)
        return step
      }
      const sample = await addStep(page, said.add, said.sample)
      await sample.getByRole('textbox', { name: said.keep }).fill('200')
      await expect(effect(sample)).toHaveText(said.sampled)
      const group = await chosen(said.group, 'city')
      await expect(effect(group)).toHaveText(said.grouped)
      const bin = await chosen(said.bin, 'height')
      await expect(effect(bin)).toHaveText(said.ranges)
      const log = await chosen(said.log, 'weight')
      await expect(effect(log)).toHaveText(said.logged)
      const even = await chosen(said.even, 'weight')
      await expect(effect(even)).toHaveText(said.power)
      const cast = await chosen(said.cast, 'age')
      await expect(effect(cast)).toHaveText(/20.*34.*41/)
      await expect(page.getByRole('row').filter({ has: page.getByRole('button', { name: 'height', exact: true }) })).toContainText('5')

      for (const width of [1024, 1280, 1920]) {
        await page.setViewportSize({ width, height: width === 1920 ? 1080 : 800 })
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
        expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
        await even.scrollIntoViewIfNeeded()
        if (pictures !== undefined) await page.screenshot({ path: join(pictures, `learned-${language}-${theme}-${width}.png`) })
      }
      await page.setViewportSize({ width: 1280, height: 800 })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      if (pictures !== undefined) {
        await page.getByRole('button', { name: said.add }).click()
        await page.screenshot({ path: join(pictures, `kinds-${language}-${theme}.png`) })
        await page.keyboard.press('Escape')
      }

      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible({ timeout: 60_000 })
      await window.show('predict')
      await expect(page.locator('[data-guide="answer"]')).toContainText('%')
      // A number of the file, not its range.
      await expect(page.getByLabel('height', { exact: true }).first()).toHaveValue(/^\d{3}$/)
    })
  })
}

test('a step is moved, switched off, deleted and brought back', async ({ page, host }) => {
  const said = words.en
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [await people()])
  await window.target.selectOption('ill')

  // From a column on Data to a formula with it.
  await page.getByRole('columnheader', { name: /weight/ }).click()
  await page.getByRole('button', { name: said.withColumn }).click()
  await page.getByRole('menuitem', { name: said.compute }).click()
  const formula = page.getByRole('combobox', { name: said.formula })
  await expect(formula).toBeFocused()
  await page.keyboard.type('* 2')
  await expect(formula).toHaveValue('weight * 2')
  await expect(page.getByText(/^First rows: 100, 146/)).toBeVisible()
  const second = await addStep(page, said.add, said.compute)
  await second.getByRole('combobox', { name: said.formula }).fill('[new column] + 1')
  await expect(second.getByRole('status').last()).toHaveText(/^First rows: 101, 147/)

  // Another name goes through the formulas behind it, and one undo takes both back.
  const firstName = page.locator('[data-step]').first().getByRole('textbox', { name: said.name })
  await firstName.fill('twice')
  await expect(second.getByRole('combobox', { name: said.formula })).toHaveValue('twice + 1')
  await expect(second.getByRole('status').last()).toHaveText(/^First rows: 101, 147/)
  await second.focus()
  await page.keyboard.press('Control+z')
  await expect(second.getByRole('combobox', { name: said.formula })).toHaveValue('[new column] + 1')
  await expect(firstName).toHaveValue('new column')

  await second.focus()
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page.getByText('Step 1 can’t be done').or(page.getByText(/Step 1 can't be done/)).first()).toBeVisible()
  await page.getByRole('button', { name: said.switchOff }).first().click()
  await expect(page.getByText(/Step 1 can't be done/)).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-step]').last().getByRole('combobox')).toHaveValue('[new column] + 1')

  const last = page.locator('[data-step]').last()
  await last.focus()
  await page.keyboard.press('Delete')
  await expect(page.locator('[data-step]')).toHaveCount(1)
  await page.keyboard.press('Control+z')
  await expect(page.locator('[data-step]')).toHaveCount(2)
})
