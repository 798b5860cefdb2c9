/** The first run as a new person makes it: the guide from start to end and left in the middle; words that explain themselves. */
import { AxeBuilder } from '@axe-core/playwright'
import { join, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Language } from '#contract/language.ts'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']

const words = {
  en: {
    offer: 'Start the guide', later: 'Not now', guide: 'Guided first run', leave: 'Leave', next: 'Next', show: 'Show it', close: 'Close', help: 'Help', sample: /Is this lump malignant\?/, use: 'Use “target”',
    open: 'Open a sample', target: 'Say what to predict', network: 'Look at the network', networkHere: 'This is the network', train: 'Train it', read: 'See how good it is', readHere: 'Read the sentence', predict: 'Ask it about a row', predictHere: 'Change a value', done: 'That is the whole way',
    first: 'Step 1 of 6', last: 'Step 6 of 6', finished: 'Finished. See how good it is', words: 'Words of the field', find: 'Find a word',
    test: 'Test', testName: 'Test rows', testWords: /Rows that are kept aside until training is over/, loss: 'Loss', lossName: 'Loss', formula: 'Formula', gradient: 'Gradient descent', gradientWords: /Changes all weights a little/, backpropagation: 'backprop', backpropagationName: 'Backpropagation', overfitting: 'overfitting', overfittingName: 'Overfitting (memorising)', all: 'All words', search: 'Search',
  },
  'zh-CN': {
    offer: '开始引导', later: '以后再说', guide: '首次引导', leave: '退出', next: '下一步', show: '指给我看', close: '关闭', help: '帮助', sample: /这个肿块是恶性的吗？/, use: '用“target”',
    open: '打开示例数据', target: '选择要预测的列', network: '看看网络', networkHere: '这就是网络', train: '开始训练', read: '看看效果如何', readHere: '读这句结论', predict: '问一行数据', predictHere: '改一个值', done: '全程就是这样',
    first: '第 1 步，共 6 步', last: '第 6 步，共 6 步', finished: '已完成，看看效果如何', words: '术语表', find: '查找术语',
    test: '测试集', testName: '测试集', testWords: /训练结束前一直放在一边/, loss: '损失', lossName: '损失', formula: '公式', gradient: '梯度下降', gradientWords: /让所有权重沿损失下降最快的方向/, backpropagation: '反向', backpropagationName: '反向传播', overfitting: '过拟合', overfittingName: '过拟合（死记硬背）', all: '全部术语', search: '搜索',
  },
} as const satisfies Record<Language, unknown>

for (const language of ['en', 'zh-CN'] as const) {
  const said = words[language]
  test.describe(language, () => {
    test.use({ locale: language })

    test('the guide leads from an empty profile to an answer, step by step, and is not offered again', async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      const card = page.getByRole('region', { name: said.guide })
      const at = (title: string): Promise<void> => expect(card.getByRole('heading', { name: title, exact: true })).toBeVisible()
      await page.goto(host.address)
      await expect(page.getByRole('button', { name: said.offer })).toBeVisible()
      await picture(page, `guide-offer-${language}`)
      await page.getByRole('button', { name: said.offer }).click()
      await at(said.open)
      await expect(card).toContainText(said.first)
      await expect(card).toBeFocused()
      await expectBeside(page, card, page.getByRole('button', { name: said.sample }))
      await picture(page, `guide-open-${language}`)
      await page.getByRole('button', { name: said.sample }).click()

      await at(said.target)
      await picture(page, `guide-target-${language}`)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      await page.locator('[data-guide="use-target"]').click()

      await at(said.network)
      await picture(page, `guide-network-${language}`)
      await window.show('network')
      await at(said.networkHere)
      await picture(page, `guide-network-here-${language}`)
      await card.getByRole('button', { name: said.next }).click()
      await at(said.train)
      await expect(card).toBeFocused()
      await expectBeside(page, card, window.train)
      await picture(page, `guide-train-${language}`)
      await window.train.click()
      await at(said.read)
      await picture(page, `guide-read-${language}`)
      await page.getByRole('banner').getByRole('button', { name: said.finished }).click()

      await at(said.readHere)
      await expectBeside(page, card, page.locator('main .answer'))
      await picture(page, `guide-read-here-${language}`)
      await card.getByRole('button', { name: said.next }).click()
      await at(said.predict)
      await window.show('predict')
      await at(said.predictHere)
      await expect(card).toContainText(said.last)
      await picture(page, `guide-predict-here-${language}`)
      await page.locator('[data-guide="field"] input').first().fill('20')
      await at(said.done)
      await picture(page, `guide-done-${language}`)
      await card.getByRole('button', { name: said.close }).click()
      await expect(card).toBeHidden()

      await page.reload()
      await expect(window.stageButton('predict')).toBeVisible()
      await expect(page.getByRole('button', { name: said.offer })).toHaveCount(0)
      await expect(card).toHaveCount(0)
    })

    test('the guide goes on after a reload, is left with Escape, and comes back from the menu', async ({ page, host }) => {
      const card = page.getByRole('region', { name: said.guide })
      await page.goto(host.address)
      await page.getByRole('button', { name: said.offer }).focus()
      await page.keyboard.press('Enter')
      await expect(card).toBeFocused()
      // With keys alone: the card leads to the control.
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: said.sample })).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(card).toContainText(said.target)
      await page.reload()
      await expect(card).toContainText(said.target)
      await page.keyboard.press('Escape')
      await expect(card).toHaveCount(0)
      await page.reload()
      await expect(page.locator('[data-guide="target"]')).toBeVisible()
      await expect(card).toHaveCount(0)

      await page.getByRole('banner').getByRole('button', { name: said.help, exact: true }).click()
      await page.getByRole('menuitem', { name: said.guide }).click()
      await expect(card).toContainText(said.open)
      await card.getByRole('button', { name: said.leave }).click()
      await expect(card).toHaveCount(0)
      await expect(page.getByRole('button', { name: said.offer })).toHaveCount(0)
    })

    test('a word explains itself to the mouse and to keys, with its formula and its neighbours', async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await page.getByRole('button', { name: said.later }).click()
      await expect(page.getByRole('button', { name: said.offer })).toHaveCount(0)
      await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
      await window.target.selectOption('target')
      await window.proposalHasCome()
      await window.show('prepare')
      const testRows = page.getByRole('button', { name: said.test, exact: true })
      await testRows.hover()
      const rowsCard = page.getByRole('dialog', { name: said.testName })
      await expect(rowsCard).toContainText(said.testWords)
      await expectBeside(page, rowsCard, testRows)
      await expect(testRows).toHaveAttribute('aria-expanded', 'true')
      await picture(page, `term-${language}`)
      await page.mouse.move(5, 300)
      await expect(rowsCard).toHaveCount(0)

      await window.show('train')
      const loss = page.getByRole('button', { name: said.loss, exact: true })
      await loss.focus()
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      await expect(page.getByRole('dialog', { name: said.lossName })).toBeVisible()
      await page.keyboard.press('Enter')
      const card = page.getByRole('dialog', { name: said.lossName })
      await card.getByRole('button', { name: said.formula }).focus()
      await page.keyboard.press('Enter')
      await expect(card.locator('pre')).toContainText('L = (1/n)')
      await picture(page, `term-formula-${language}`)
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      await card.getByRole('button', { name: said.gradient }).click()
      await expect(card).toContainText(said.gradientWords)
      await page.keyboard.press('Escape')
      await expect(card).toHaveCount(0)

      await loss.click()
      await expect(card).toBeVisible()
      await card.getByRole('button', { name: said.all }).click()
      const list = page.getByRole('dialog', { name: said.words })
      await expect(list.getByRole('article', { name: said.lossName, exact: language === 'en' }).first()).toBeInViewport()
      await list.getByRole('searchbox', { name: said.find }).fill(said.backpropagation)
      await expect(list.getByRole('heading', { name: said.backpropagationName })).toBeVisible()
      await picture(page, `glossary-${language}`)
      const inList = await new AxeBuilder({ page }).analyze()
      expect(inList.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      await page.keyboard.press('Escape')
      await expect(list).toHaveCount(0)

      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').or(page.getByRole('dialog').getByRole('textbox')).first().fill(said.overfitting)
      await page.keyboard.press('Enter')
      await expect(list.getByRole('heading', { name: said.overfittingName })).toBeInViewport()
    })
  })
}

test.describe('in the smallest window', () => {
  test.use({ viewport: { width: 1024, height: 640 }, colorScheme: 'dark' })
  test('no step of the guide and no word is cut off', async ({ page, host }) => {
    const window = new CandorWindow(page)
    const card = page.getByRole('region', { name: words.en.guide })
    await page.goto(host.address)
    await page.getByRole('button', { name: words.en.offer }).click()
    await expectWhole(page, card)
    await picture(page, 'small-guide-open')
    await page.getByRole('button', { name: words.en.sample }).click()
    await expect(card).toContainText(words.en.target)
    await expectWhole(page, card)
    await picture(page, 'small-guide-target')
    await page.locator('[data-guide="use-target"]').click()
    await expect(card).toContainText(words.en.network)
    await expectWhole(page, card)
    await card.getByRole('button', { name: words.en.leave }).click()
    for (const stage of ['prepare', 'network', 'train'] as const) {
      await window.show(stage)
      for (const word of await page.locator('main button.term:visible').all()) {
        await word.click()
        await expectWhole(page, page.getByRole('dialog'))
        await expectBeside(page, page.getByRole('dialog'), word)
        await picture(page, `small-term-${stage}`)
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toHaveCount(0)
      }
    }
  })
})

async function expectWhole(page: Page, card: Locator): Promise<void> {
  await expect(card).toBeInViewport({ ratio: 1 })
  const size = page.viewportSize()
  await expect.poll(async () => {
    const box = await card.boundingBox()
    return box !== null && size !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= size.width && box.y + box.height <= size.height
  }).toBe(true)
}

/** In the window, and not over what it is about. */
async function expectBeside(page: Page, card: Locator, control: Locator): Promise<void> {
  await expectWhole(page, card)
  await expect.poll(async () => {
    const [one, other] = [await card.boundingBox(), await control.boundingBox()]
    return one !== null && other !== null && !(one.x < other.x + other.width && one.x + one.width > other.x && one.y < other.y + other.height && one.y + one.height > other.y)
  }).toBe(true)
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return
  // The card follows its control in the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
  await page.screenshot({ path: join(pictures, `${name}.png`) })
}
