/** The same journey in Chinese, with a file as a Chinese Excel saves it: Chinese names, GB18030. */
import { resolve } from 'node:path'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

test.use({ locale: 'zh-CN' })

test('拖入、选择目标、训练、看结论、预测', async ({ page, host }) => {
  const window = new CandorWindow(page, 'zh-CN')
  await page.goto(host.address)
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN')
  await expect(page.getByText('把表格文件拖到这里，或点击选择')).toBeVisible()

  await dropFiles(page, [resolve('test/fixtures/csv/penguins-gb18030.csv')])
  await expect(page.getByRole('button', { name: '识别为 GB18030' })).toBeVisible()
  await expect(window.stageButton('data')).toContainText('344 × 7')
  await expect(page.getByRole('grid').or(page.getByRole('table')).first()).toContainText('喙长（毫米）')
  await window.target.selectOption('种类')
  await expect(page.getByText('3 种答案')).toBeVisible()

  await window.train.click()
  await page.getByRole('banner').getByRole('button', { name: '已完成，看看效果如何' }).click()
  await expect(page.getByRole('heading', { level: 2, name: /^69 行没见过的数据，答对 6\d 行：每 100 次约对 \d\d 次。$/ })).toBeVisible()
  await expect(page.getByText(/^换一批类似的数据，约为 [\d.]+～[\d.]+ 次。总猜“阿德利”能对 \d+ 次，线性模型能对 \d+ 次。/)).toBeVisible()

  await window.show('predict')
  const answer = page.getByRole('region', { name: '预测结果' })
  await expect(answer).toContainText(/阿德利|帽带|巴布亚/)
  // Another field may start outside of what was learned, too.
  const mass = page.getByLabel('体重（克）', { exact: true })
  await mass.fill('99999')
  await expect(mass).toHaveAccessibleDescription(/^超出学过的范围：/)
})

test('switches to Chinese and back while it runs, without losing anything', async ({ page, host }) => {
  const window = new CandorWindow(page, 'zh-CN')
  await page.goto(host.address)
  await dropFiles(page, [resolve('resources/samples/iris.csv')])
  await window.target.selectOption('species')
  await expect(window.train).toBeEnabled()
  await page.getByRole('contentinfo').getByRole('button', { name: '中文' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'English' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  const english = new CandorWindow(page)
  await expect(english.target).toHaveValue('species')
  await english.train.click()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Finished. See how good it is' })).toBeVisible()
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
})
