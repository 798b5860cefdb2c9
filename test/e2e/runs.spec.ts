/** The runs of a project: listed, sorted, renamed, deleted, brought back, by mouse and by keys; and what the plan has changed since. */
import { join, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { dropFiles, expect, test } from './candor.ts'
import { clipped, complaints } from './whole.ts'
import { CandorWindow } from './window.ts'

/** A folder for pictures, to be looked at; absent: none are taken. */
const pictures = process.env['CANDOR_PICTURES']

const words = {
  en: {
    change: 'Change',
    epochs: 'Epochs',
    all: 'All runs (3)',
    list: 'All runs of this project',
    first: 'the first run',
    second: /epochs 5 to 8/i,
    columns: { run: 'Run', result: 'How good', epochs: 'Epochs', time: 'Time', started: 'When' },
    run: (number: number) => `Run ${number}`,
    named: 'Run 2, a longer one',
    name: (number: number) => `Name of run ${number}`,
    given: 'a longer one',
    more: (name: string) => `More about ${name}`,
    rename: /^Rename/,
    remove: /^Delete/,
    answer: 'See how good it is',
    deleted: (number: number) => `Run ${number} is deleted. It can be brought back until Candor is closed.`,
    undo: 'Undo',
    outdated: 'This is run 1. Since then:',
    outdatedNamed: 'This is run 2, “a longer one”. Since then:',
    again: 'Train again',
    back: (number: number) => `Back to run ${number}’s plan`,
  },
  'zh-CN': {
    change: '修改',
    epochs: '轮数',
    all: '全部训练记录（3）',
    list: '这个项目的全部训练记录',
    first: '第一次训练',
    second: /轮数从 5 改为 8/,
    columns: { run: '训练', result: '有多准', epochs: '轮数', time: '用时', started: '时间' },
    run: (number: number) => `第 ${number} 次训练`,
    named: '第 2 次训练，训练久一些',
    name: (number: number) => `第 ${number} 次训练的名称`,
    given: '训练久一些',
    more: (name: string) => `${name}的更多操作`,
    rename: /^重命名/,
    remove: /^删除/,
    answer: '查看它有多准',
    deleted: (number: number) => `第 ${number} 次训练已删除，关闭 Candor 之前可以恢复。`,
    undo: '撤销',
    outdated: '这是第 1 次训练的结果。之后的改动：',
    outdatedNamed: '这是第 2 次训练“训练久一些”的结果。之后的改动：',
    again: '重新训练',
    back: (number: number) => `恢复第 ${number} 次训练的方案`,
  },
} as const

for (const [language, theme] of [
  ['en', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  const said = words[language]
  test.describe(`${language}, ${theme}`, () => {
    test.use({ locale: language, colorScheme: theme })
    test.setTimeout(150_000)

    test('are listed with what each changed, sorted, renamed, deleted and brought back by the keys alone', async ({ page, host }) => {
      const window = await threeRuns(page, host.address)
      await window.rail.getByRole('button', { name: said.all }).press('Enter')
      const list = page.getByRole('region', { name: said.list })
      await expect(numbers(list)).toHaveText(['3', '2', '1'])
      await expect(row(list, 1)).toContainText(said.first)
      await expect(row(list, 2)).toContainText(said.second)
      await expectWell(page, `runs-${language}`)

      const { columns } = said
      for (const [name, order] of [
        [columns.epochs, ['2', '3', '1']],
        [columns.epochs, ['1', '3', '2']],
        [columns.run, ['3', '2', '1']],
        [columns.run, ['1', '2', '3']],
      ] as const) {
        await list.getByRole('button', { name, exact: true }).press('Enter')
        await expect(numbers(list)).toHaveText([...order])
      }
      await expect(list.getByRole('columnheader', { name: columns.run, exact: true })).toHaveAttribute('aria-sort', 'ascending')
      await list.getByRole('button', { name: columns.run, exact: true }).press('Enter')

      // Tab reaches one row, the arrows go through them.
      const reached = list.locator('.run[tabindex="0"]')
      await expect(reached).toHaveCount(1)
      await reached.focus()
      await page.keyboard.press('ArrowDown')
      await expect(button(list, said.run(2))).toBeFocused()
      await page.keyboard.press('Enter')
      await expect(button(list, said.run(2))).toHaveAttribute('aria-pressed', 'true')

      await page.keyboard.press('F2')
      const field = list.getByRole('textbox', { name: said.name(2) })
      await expect(field).toBeFocused()
      await expectWell(page, `runs-rename-${language}`)
      await page.keyboard.type('no')
      await page.keyboard.press('Escape')
      await expect(row(list, 2)).not.toContainText('no')
      await expect(button(list, said.run(2))).toBeFocused()
      await page.keyboard.press('F2')
      await page.keyboard.type(said.given)
      await page.keyboard.press('Enter')
      await expect(row(list, 2)).toContainText(said.given)
      await expect(window.rail.getByRole('button', { name: said.named })).toBeVisible()
      await expect(row(list, 2).locator('.run')).toBeFocused()

      await page.keyboard.press('Delete')
      await expect(numbers(list)).toHaveText(['3', '1'])
      await expect(button(list, said.run(1))).toBeFocused()
      const strip = page.getByRole('status').filter({ hasText: said.deleted(2) })
      await expect(strip).toBeVisible()
      // The run before it is another one now.
      await expect(row(list, 3)).not.toContainText(said.second)
      await expectWell(page, `runs-deleted-${language}`)
      await strip.getByRole('button', { name: said.undo }).press('Enter')
      await expect(numbers(list)).toHaveText(['3', '2', '1'])
      await expect(row(list, 2)).toContainText(said.given)
      await expect(strip).toHaveCount(0)
      await list.focus()
      // The step before the deletion is the name.
      await page.keyboard.press('Control+z')
      await expect(row(list, 2)).not.toContainText(said.given)
      await page.keyboard.press('Control+y')
      await expect(row(list, 2)).toContainText(said.given)
    })

    test('have a menu that renames, deletes and shows one, in the rail and in the list', async ({ page, host }) => {
      const window = await threeRuns(page, host.address)
      await window.rail.getByRole('button', { name: said.all }).click()
      const list = page.getByRole('region', { name: said.list })
      await list.getByRole('button', { name: said.more(said.run(2)) }).click()
      await expect(page.getByRole('menu')).toBeInViewport({ ratio: 1 })
      await expectWell(page, `runs-menu-${language}`, true)
      await page.getByRole('menuitem', { name: said.rename }).click()
      await page.getByRole('textbox', { name: said.name(2) }).fill(said.given)
      await page.keyboard.press('Enter')
      await expect(row(list, 2)).toContainText(said.given)

      await inRail(window, 1).hover()
      await window.rail.getByRole('button', { name: said.more(said.run(1)) }).click()
      await expectWell(page, `runs-menu-rail-${language}`, true)
      await page.getByRole('menuitem', { name: said.remove }).click()
      await expect(numbers(list)).toHaveText(['3', '2'])
      await expect(page.getByRole('status').filter({ hasText: said.deleted(1) })).toBeVisible()
      await page.keyboard.press('Control+z')
      await expect(numbers(list)).toHaveText(['3', '2', '1'])

      await list.getByRole('button', { name: said.more(said.run(1)) }).click()
      await page.getByRole('menuitem', { name: said.answer }).click()
      await window.isShown('evaluate')
      await expect(page.getByText(said.outdated)).toBeVisible()
    })

    test('say on Train, Evaluate and Predict what the plan has changed since, and lead back to theirs', async ({ page, host }) => {
      const window = await threeRuns(page, host.address)
      await inRail(window, 2).press('F2')
      await page.keyboard.type(said.given)
      await page.keyboard.press('Enter')
      await window.rail.getByRole('button', { name: said.named }).click()
      const strip = page.getByRole('status').filter({ hasText: said.outdatedNamed })
      for (const stage of ['train', 'evaluate', 'predict'] as const) {
        await window.show(stage)
        await expect(strip).toBeVisible()
        await expect(strip.getByRole('button', { name: said.again })).toBeVisible()
        await expectWell(page, `runs-outdated-${stage}-${language}`)
      }
      await strip.getByRole('button', { name: said.back(2) }).click()
      await expect(strip).toHaveCount(0)
      await window.show('train')
      await page.keyboard.press('Control+z')
      await expect(strip).toBeVisible()
      await page.keyboard.press('Control+y')
      await expect(strip).toHaveCount(0)
      // The third run is the earlier one now, and training again makes a fourth of the plan as it stands.
      await inRail(window, 3).click()
      const third = page.getByRole('status').filter({ hasText: said.back(3) })
      await third.getByRole('button', { name: said.again }).click()
      await expect(inRail(window, 4)).toHaveAttribute('aria-current', 'true')
      await expect(third).toHaveCount(0)
    })

    async function threeRuns(page: Page, address: string): Promise<CandorWindow> {
      const window = new CandorWindow(page, language)
      await page.goto(address)
      await dropFiles(page, [resolve('resources/samples/iris.csv')])
      await window.target.selectOption('species')
      await window.proposalHasCome()
      await window.show('train')
      for (const [at, epochs] of [5, 8, 6].entries()) {
        if (at === 1) await page.getByRole('main').getByRole('button', { name: said.change, exact: true }).click()
        await page.getByLabel(said.epochs, { exact: true }).fill(String(epochs))
        await window.train.click()
        await expect(window.rail.locator('.run')).toHaveCount(at + 1)
        await expect(window.train).toBeEnabled()
        await expect(window.rail.locator('.run').first().locator('.figure')).toHaveText(/\d/)
      }
      return window
    }

    async function expectWell(page: Page, name: string, over = false): Promise<void> {
      await expect.poll(() => page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)).toBe(0)
      if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) })
      expect.soft([name, await complaints(page, { over }), await clipped(page)]).toEqual([name, [], []])
    }
  })
}

function numbers(list: Locator): Locator {
  return list.locator('tbody .number')
}
function row(list: Locator, number: number): Locator {
  return list.locator('tbody tr').filter({ has: list.page().locator('.number', { hasText: new RegExp(`^${number}$`) }) })
}
function inRail({ page, rail }: CandorWindow, number: number): Locator {
  return rail.locator('.run').filter({ has: page.locator('.number', { hasText: new RegExp(`^${number}$`) }) })
}
function button(list: Locator, name: string): Locator {
  return list.getByRole('button', { name, exact: true })
}
