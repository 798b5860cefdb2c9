/** What opens over the window: each menu, dialog, card and drawer is open to everyone, closes with Escape and gives the focus back. */
import { join, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { complaints } from './whole.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']

const words = {
  en: { use: 'Use “target”', projects: 'Projects', help: 'Help', all: 'All words', loss: 'Loss', keys: 'Keyboard shortcuts', glossary: 'Words of the field', inspector: 'Show or hide the inspector', read: 'Read as UTF-8', missing: /^missing:/, add: 'Add a layer', drawer: 'Inspector', more: 'More' },
  'zh-CN': { use: '用“target”', projects: '所有项目', help: '帮助', all: '全部术语', loss: '损失', keys: '键盘快捷键', glossary: '术语表', inspector: '显示或隐藏详情栏', read: '识别为 UTF-8', missing: /^视为缺失/, add: '添加层', drawer: '详情栏', more: '更多' },
} as const

for (const [language, theme] of [
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  const said = words[language]
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })

    test('every menu, dialog and card passes axe, and Escape closes it', async ({ page, host }) => {
      test.setTimeout(120_000)
      const window = new CandorWindow(page, language)
      const top = page.getByRole('banner')
      const bottom = page.getByRole('contentinfo')
      await page.goto(host.address)
      await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
      await page.getByRole('button', { name: said.use }).click()
      await expect(window.train).toBeEnabled()

      await expectOpen(page, top.getByRole('button', { name: said.projects }), page.getByRole('menu'), 'projects')
      await expectOpen(page, top.getByRole('button', { name: said.help, exact: true }), page.getByRole('menu'), 'help')
      for (const at of [-1, -2, -3]) await expectOpen(page, bottom.getByRole('button').nth(at), page.getByRole('menu'), `status${at}`)
      await expectOpen(page, page.getByRole('button', { name: said.read }), page.getByRole('menu').or(page.getByRole('dialog')), 'reading')
      await expectOpen(page, page.getByRole('button', { name: said.missing }), page.getByRole('menu').or(page.getByRole('dialog')), 'missing')

      await window.show('network')
      await expectOpen(page, page.getByRole('button', { name: said.add }), page.getByRole('dialog').or(page.getByRole('listbox')), 'add-layer')

      for (const [key, name] of [['Control+k', 'palette'], ['Control+/', 'keys']] as const) {
        await page.keyboard.press(key)
        await expectWell(page, page.getByRole('dialog'), name)
        await page.keyboard.press('Escape')
        await expect(page.getByRole('dialog')).toHaveCount(0)
      }
    })

    test('all words, opened from a word’s card, closes to the word and leaves its card closed', async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
      await page.getByRole('button', { name: said.use }).click()
      await window.show('train')
      const loss = page.getByRole('button', { name: said.loss, exact: true })
      await loss.focus()
      await page.keyboard.press('Enter')
      await expectWell(page, page.getByRole('dialog'), 'term')
      await page.getByRole('dialog').getByRole('button', { name: said.all }).focus()
      await page.keyboard.press('Enter')
      await expectWell(page, page.getByRole('dialog', { name: said.glossary }), 'glossary')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(loss).toBeFocused()
      await page.waitForTimeout(400)
      await expect(page.getByRole('dialog')).toHaveCount(0)
    })

    test('a living run’s menu and the drawer of a small window pass axe', async ({ page, host }) => {
      await page.setViewportSize({ width: 1024, height: 640 })
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
      await page.getByRole('button', { name: said.use }).click()
      await window.proposalHasCome()
      await window.show('train')
      const epochs = page.locator('main').getByRole('spinbutton').first()
      await epochs.fill('100000')
      await page.locator('main').getByRole('switch').first().uncheck()
      await window.train.click()
      await expectOpen(page, page.getByRole('banner').locator('.more'), page.getByRole('menu'), 'run')
      const drawer = page.getByRole('group', { name: said.drawer })
      await page.keyboard.press('Control+i')
      await expectWell(page, drawer, 'drawer')
      await page.keyboard.press('Escape')
      await expect(drawer).toBeHidden()
    })

    async function expectOpen(page: Page, opener: Locator, opened: Locator, name: string): Promise<void> {
      await opener.click()
      await expectWell(page, opened, name)
      await page.keyboard.press('Escape')
      await expect(opened).toHaveCount(0)
      await expect(opener).toBeFocused()
    }

    async function expectWell(page: Page, opened: Locator, name: string): Promise<void> {
      await expect(opened).toBeInViewport({ ratio: 1 })
      await expect.poll(() => opened.evaluate((element) => element.getAnimations({ subtree: true }).length)).toBe(0)
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `over-${name}-${language}.png`) })
      expect.soft([name, await complaints(page, { over: true })]).toEqual([name, []])
    }
  })
}

test('what stops a run stands in the status bar, and choosing it leads there', async ({ page, host }) => {
  const window = new CandorWindow(page)
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/penguins.csv')])
  await window.target.selectOption('Species')
  await window.proposalHasCome()
  const bottom = page.getByRole('contentinfo')
  await expect(bottom.getByText('No problems')).toBeVisible()
  await window.show('network')
  await page.getByRole('button', { name: 'Convolutional' }).click()
  await page.getByRole('list', { name: 'Layers, from input to output' }).locator('[data-layer]').first().focus()
  await page.keyboard.press('Delete')
  const problems = bottom.getByRole('button', { name: /^\d+ problems?$/ })
  await expect(problems).toBeVisible()
  await window.show('data')
  await problems.click()
  await page.getByRole('menuitem').first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Network' })).toBeVisible()
  await page.keyboard.press('Control+z')
  await expect(bottom.getByText('No problems')).toBeVisible()
})

test('the palette finds a layer, a column and an action, in the other language and by pinyin', async ({ page, host }) => {
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/breast_cancer.csv')])
  await page.getByRole('button', { name: 'Use “target”' }).click()
  for (const [typed, found] of [
    ['layer 2', 'Layer 2, Dense'],
    ['全连接', 'Layer 1, Dense'],
    ['worst area', 'worst area'],
    ['深色', 'Dark theme'],
    ['sszt', 'Dark theme'],
  ] as const) {
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByPlaceholder('Stages, actions, columns').fill(typed)
    await expect(page.getByRole('dialog').getByRole('option', { name: found }).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByPlaceholder('Stages, actions, columns').fill('layer 2')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Network' })).toBeVisible()
  await expect(page.locator('[data-layer]').nth(1)).toHaveClass(/selected/)
})
