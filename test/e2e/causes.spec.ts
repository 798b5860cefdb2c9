/** A bad result as a person sees it: the likely causes with their evidence, a button each, and undo; a good result names none. */
import { AxeBuilder } from '@axe-core/playwright'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']

const words = {
  en: { noBetter: /^No better than always guessing/, causes: 'Likely causes', done: 'In the plan. Train again to see.', undo: /^Undo/, watched: /chosen by the training loss, and the cut-off stays at 0\.50\. Test rows had no part in it\.$/, columns: /^A linear model learned from them is right on \d+ of 60 rows; always guessing, on \d+\.$/, heart: /^Right on \d+ in 100 training rows, on \d+ in 100 test rows\./ },
  'zh-CN': { noBetter: /^仅凭这 \d+ 行，看不出它比总猜/, causes: '可能的原因', done: '已写入方案，重新训练即可看到结果。', undo: /^撤销/, watched: /最佳轮是按训练损失选的，判定阈值保持 0\.50，测试集没有参与。$/, columns: /^用这些列训练的线性模型，60 行中答对 \d+ 行；总猜能对 \d+ 行。$/, heart: /^训练集每 100 行答对 \d+ 行，测试集每 100 行只答对 \d+ 行。/ },
} as const

/** Answers drawn by lot: whatever is learned of them is luck. */
function shuffledTable(): string {
  let state = 7
  const random = (): number => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648
  const row = (): string => [...Array.from({ length: 6 }, () => random().toFixed(4)), random() < 0.4 ? 'yes' : 'no'].join(',')
  return `a,b,c,d,e,f,bought\n${Array.from({ length: 300 }, row).join('\n')}\n`
}

async function look(page: Page, name: string): Promise<void> {
  for (const [width, height] of [[1024, 640], [1280, 800], [1920, 1080]] as const) {
    await page.setViewportSize({ width, height })
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}-${width}.png`) })
  }
  await page.setViewportSize({ width: 1280, height: 900 })
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

for (const [language, theme] of [['en', 'light'], ['zh-CN', 'dark']] as const) {
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })
    const said = words[language]

    test('a result no better than guessing names its causes; a button makes the change, and undo takes it back', async ({ page, host }) => {
      const folder = await mkdtemp(join(tmpdir(), 'candor-shuffled-'))
      const file = join(folder, 'shuffled.csv')
      await writeFile(file, shuffledTable())
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [file])
      await window.target.selectOption('bought')
      await rm(folder, { recursive: true })
      await window.proposalHasCome()
      await window.show('train')
      // So long, and without early stopping, that it learns its rows by heart.
      await page.getByRole('spinbutton', { name: /^(Epochs|轮数)/ }).fill('200')
      await page.getByRole('switch', { name: /^(Stop early|不再进步时)/ }).uncheck()
      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible({ timeout: 30_000 })
      await window.show('evaluate')
      await expect(page.locator('[data-guide=sentence]').getByRole('heading')).toHaveText(said.noBetter)
      const causes = page.getByRole('region', { name: said.causes })
      await expect(causes.getByRole('listitem')).toHaveCount(3)
      const [columns, heart] = [causes.locator('[data-cause=columnsSayNothing]'), causes.locator('[data-cause=memorising]')]
      await expect(columns.locator('.evidence')).toHaveText(said.columns)
      await expect(heart.locator('.evidence')).toHaveText(said.heart)
      await look(page, `causes-${language}-${theme}`)

      await heart.getByRole('button').click()
      await expect(heart.getByText(said.done)).toBeVisible()
      await page.getByRole('banner').getByRole('button', { name: said.undo }).click()
      await expect(heart.getByRole('button')).toBeVisible()
      await heart.getByRole('button').click()
      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
      await window.show('evaluate')
      await expect(causes.locator('[data-cause=memorising]')).toHaveCount(0)
      await columns.getByRole('button').click()
      await expect(window.stageButton('prepare')).toHaveAttribute('aria-current', /.+/)
    })

    test('a run without validation rows says that the training loss chose its epoch, and that its cut-off stays', async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
      await window.target.selectOption('target')
      await window.show('prepare')
      const border = page.locator('[data-border=validation]')
      await border.focus()
      for (let step = 0; step < 10; step++) await page.keyboard.press('Shift+ArrowRight')
      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
      await window.show('evaluate')
      await expect(page.locator('[data-watched=training]')).toHaveText(said.watched)
    })

    test('a good result names none', async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
      await window.target.selectOption('target')
      await window.train.click()
      await expect(window.stageButton('evaluate').locator('[data-state=done]')).toBeVisible()
      await window.show('evaluate')
      await expect(page.getByRole('region', { name: said.causes })).toHaveCount(0)
      await look(page, `good-${language}-${theme}`)
    })
  })
}
