/** A run judged in depth, as a person does it: a cut-off moved by hand and used, percentages that can be believed or not, misses; in both languages. */
import { AxeBuilder } from '@axe-core/playwright'
import { readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']

const words = {
  en: {
    cutOff: 'Cut-off', sure: 'How sure', residuals: 'Pattern of misses', test: /^114 test rows$/, use: /^Use 0\.10 for predictions$/, back: /^Back to 0\.50$/, usesJudged: /^Predictions use 0\.50, the cut-off that was judged\./,
    uses: /^Predictions use 0\.10, chosen by you on the validation rows\./, honest: /^Check here, choose on the validation rows\./, seen: { validation: /^0\.10 was chosen on these same rows/, test: /^0\.10 was chosen on other rows.* looked at 2 times, this one included\.$/ }, roc: /^How many false/, recall: 'How often is it right when it finds more?', reliability: 'Can its percentages be believed?',
    misses: 'Does it miss more in some places?', histogram: 'How large are its misses?', table: 'As table', area: /the area under the curve is|The area under the curve is/, predicts: /from 10 % on\. This cut-off was chosen on the validation rows\./, measured: /measured at cut-off 0\.50/,
  },
  'zh-CN': {
    cutOff: '判定阈值', sure: '把握', residuals: '误差规律', test: /^测试集 114 行$/, use: /^预测时使用 0\.10$/, back: /^恢复为 0\.50$/, usesJudged: /^预测时使用 0\.50，也就是评判时的阈值。/,
    uses: /^预测时使用 0\.10，由你在验证集上选定。/, honest: /^这里只用来核对，选择请在验证集上做。/, seen: { validation: /^0\.10 正是在这些行上选出来的/, test: /^0\.10 是在另外的行上选出的.*连同这次已查看 2 次。$/ }, roc: /^要多找到/, recall: '找到更多时，还能判得多准？', reliability: '它给出的百分比可信吗？',
    misses: '它在某些地方误差更大吗？', histogram: '误差有多大？', table: '表格', area: /曲线下面积为/, predicts: /把握达到 10% 时判为“.*”。这个判定阈值是在验证集上选定的。/, measured: /这是在阈值 0\.50 下测得的。/,
  },
} as const

async function look(page: Page, name: string): Promise<void> {
  for (const width of [1024, 1280, 1920]) {
    await page.setViewportSize({ width, height: 1000 })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    if (pictures === undefined) continue
    const tall = await page.evaluate(() => Math.max(...Array.from(document.querySelectorAll('*'), ({ scrollHeight }) => scrollHeight)))
    await page.setViewportSize({ width, height: Math.max(1000, tall + 140) })
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: 1000 })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

async function judged(page: Page, window: CandorWindow, sample: string, target: string): Promise<void> {
  await dropFiles(page, [resolve(`resources/samples/${sample}.csv`)])
  await window.target.selectOption(target)
  await window.train.click()
  await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
  await window.show('evaluate')
}

for (const [language, theme] of [['en', 'light'], ['zh-CN', 'dark']] as const) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })
    const said = words[language]

    test('a cut-off is moved on validation rows, moves every number, and is used by Predict; the sentence stays', async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await judged(page, window, 'breast_cancer', 'target')
      const headline = await page.getByRole('heading', { level: 2 }).first().innerText()
      await page.getByRole('tab', { name: said.cutOff, exact: true }).click()
      const slider = page.getByRole('slider', { name: said.cutOff, exact: true })
      await expect(slider).toHaveValue('0.5')
      await expect(page.getByText(said.usesJudged)).toBeVisible()

      const numbers = page.locator('[data-measure]')
      const before = await numbers.allInnerTexts()
      const curve = page.getByRole('slider', { name: said.roc })
      const place = await curve.getAttribute('aria-valuetext')
      await slider.focus()
      for (let step = 0; step < 40; step++) await page.keyboard.press('ArrowLeft')
      await expect(slider).toHaveValue('0.1')
      for (const [key, reached] of [['PageUp', '0.2'], ['End', '1'], ['Home', '0'], ['PageDown', '0']] as const) {
        await page.keyboard.press(key)
        await expect(slider).toHaveValue(reached)
      }
      for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight')
      await expect(slider).toHaveValue('0.1')
      await expect(page.locator('[data-seen]')).toHaveText(said.seen.validation)
      await expect.poll(() => numbers.allInnerTexts()).not.toEqual(before)
      await expect(curve).not.toHaveAttribute('aria-valuetext', place ?? '')
      await expect(page.getByText(said.area)).toBeAttached()
      await look(page, `cut-off-${language}-${theme}`)

      await page.getByRole('button', { name: said.use }).click()
      await expect(page.getByText(said.uses)).toBeVisible()
      await expect(page.getByRole('heading', { level: 2 }).first()).toHaveText(headline, { useInnerText: true })
      await page.getByRole('button', { name: said.test }).click()
      await expect(page.getByText(said.honest)).toBeVisible()
      await expect(page.locator('[data-seen]')).toHaveText(said.seen.test)
      await window.show('predict')
      await expect(page.getByText(said.predicts)).toBeVisible()
      await expect(page.getByText(said.measured)).toBeVisible()

      await page.reload()
      await window.show('evaluate')
      await page.getByRole('tab', { name: said.cutOff, exact: true }).click()
      await expect(slider).toHaveValue('0.1')
      await page.getByRole('button', { name: said.back }).click()
      await expect(page.getByText(said.usesJudged)).toBeVisible()
      await expect(slider).toHaveValue('0.5')
    })

    test('says whether percentages can be believed, and how the misses of numbers lie', async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await judged(page, window, 'penguins', 'Species')
      await expect(page.getByRole('tab', { name: said.cutOff, exact: true })).toHaveCount(0)
      await page.getByRole('tab', { name: said.sure, exact: true }).click()
      const diagram = page.getByRole('slider', { name: said.reliability })
      await diagram.focus()
      await page.keyboard.press('Home')
      const first = await diagram.getAttribute('aria-valuetext')
      await page.keyboard.press('End')
      await expect(diagram).not.toHaveAttribute('aria-valuetext', first ?? '')
      await look(page, `sure-${language}-${theme}`)

      await page.goto(host.address)
      await judged(page, window, 'cars', 'Miles_per_Gallon')
      await page.getByRole('tab', { name: said.residuals, exact: true }).click()
      const misses = page.getByRole('slider', { name: said.misses })
      await misses.focus()
      await page.keyboard.press('ArrowRight')
      await expect(page.locator('.judged tr[aria-selected=true], .judged button[aria-pressed=true]').first()).toBeAttached()
      await expect(page.getByRole('slider', { name: said.histogram })).toBeVisible()
      await look(page, `residuals-${language}-${theme}`)
      await page.getByRole('button', { name: said.table }).first().click()
      await expect(page.getByRole('region', { name: said.misses }).getByRole('row')).toHaveCount(81)
    })
  })
}

test('a cut-off follows the pointer along the curve, and a run of an earlier version says calmly what it lacks', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await judged(page, window, 'breast_cancer', 'target')
  await page.getByRole('tab', { name: words.en.cutOff, exact: true }).click()
  const curve = page.getByRole('slider', { name: words.en.roc })
  const drawn = curve.locator('svg')
  const { width, height } = (await drawn.boundingBox()) ?? { width: 0, height: 0 }
  const slider = page.getByRole('slider', { name: words.en.cutOff, exact: true })
  const cutOff = async (): Promise<number> => Number(await slider.inputValue())
  // Hovering waits until it stands still.
  await drawn.hover({ position: { x: 70, y: height / 2 } })
  await page.mouse.down()
  await expect.poll(cutOff).toBeGreaterThan(0.5)
  await drawn.hover({ position: { x: width - 30, y: 20 } })
  await page.mouse.up()
  await expect.poll(cutOff).toBeLessThan(0.2)

  const [project = ''] = await readdir(join(host.home, 'projects'))
  const [run = ''] = await readdir(join(host.home, 'projects', project, 'runs'))
  await rm(join(host.home, 'projects', project, 'runs', run, 'scores.safetensors'))
  await page.reload()
  await window.show('evaluate')
  await page.getByRole('tab', { name: words.en.sure, exact: true }).click()
  await expect(page.getByText(/^This run is from an earlier version/)).toBeVisible()
  await page.locator('#evaluate-view').getByRole('button', { name: 'Train again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Train' })).toBeVisible()
  // Of the second run, not of the first one still.
  await expect(page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' })).toBeVisible()
  await window.show('evaluate')
  await page.getByRole('tab', { name: words.en.sure, exact: true }).click()
  await expect(page.getByRole('slider', { name: words.en.reliability })).toBeVisible()
})
