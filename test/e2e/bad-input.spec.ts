/** Bad input, case by case and in both languages: one sentence at its place, what was kept, and the next step as a button. */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import type { Language } from '#contract/language.ts'
import { dropFiles, expect, lineOf, startHost, test } from './candor.ts'
import { CandorWindow } from './window.ts'

const words = {
  en: {
    another: 'Choose another file',
    again: 'Try again',
    projects: 'See the projects',
    question: 'What do you want to predict?',
    openAnother: 'Open another file',
    saved: 'Saved',
    finished: 'Finished. See how good it is',
    open: (name: string) => `Open ${name}`,
    columns: 'Columns',
    empty: '“empty.csv” is empty: there is nothing in it to read. Choose a file with a row of names and rows of data.',
    headerOnly: '“header-only.csv” has column names but no rows below them, so there is nothing to learn from. Choose a file with data rows.',
    binary: '“binary.csv” is not a table in any form that is read here. Save it as CSV or .xlsx in the program it comes from, then drop that file.',
    damaged: 'it breaks off before its end, and nothing in it is whole. Copy or download it again from where it came from.',
    tooLong: '“long-line.csv” goes beyond what can be read in line 121: one row takes more than 16,777,216 bytes.',
    look: '1 thing to look at',
    linesBefore: 'Read the 120 lines before it',
    firstLines: 'Only the first 120 lines of the file were read, as you chose; what stands below them is not in the table.',
    changed: '“large.csv” was changed by another program while it was being read or after it was imported. Drop it again to read it as it is now.',
    oneClass: 'Every row of “target” says “yes”, so there is nothing to learn. Choose another column.',
    targetEmpty: 'The column “target” has no value in any row, so there is nothing to learn. Choose another column, or check what counts as missing.',
    targetGaps: '10 rows have no value in “target” and are left out.',
    tooMany: 'The column “name” has 100,000 different answers; at most 1000 can be learned. Predict it as a number, or choose another column.',
    noFeatures: 'No column is left to learn from: besides “target” every column is left out. Use at least one of them.',
    tooFew: /^There are too few rows to learn from: 1, at least \d+ are needed in each part\. /,
    infinite: '2 values of “size” are infinite or too large for a number: “inf” in line 6, then 8. Treated as missing.',
    identifier: 'identifier: it only names the row',
    noValues: 'no values',
    readOnly: 'The project “iris” lies on a disk or in a folder that can\'t be written, and Candor saves as you work. Make it writable, or copy its folder to another disk; nothing of it was changed.',
    noRoom: 'The disk is full, so “large.csv” could not be saved.',
    full: 'The disk is full, so this could not be saved. What was saved before is complete. Free some space and try again.',
    unsaved: 'The last changes are not on the disk yet. They stay in this window, and saving is tried again.',
    busy: 'This project is in use: a run is still going, or another Candor has it open. Finish the run or close the other window, then try again.',
    newer: 'This plan was made by a newer Candor (version 2; this one reads 1). Update Candor to use it.',
  },
  'zh-CN': {
    another: '选择别的文件',
    again: '再试一次',
    projects: '查看所有项目',
    question: '想预测哪一列？',
    openAnother: '打开另一个文件',
    saved: '已保存',
    finished: '已完成，看看效果如何',
    open: (name: string) => `打开 ${name}`,
    columns: '列',
    empty: '“empty.csv”是空的，没有可以读取的内容。选择一个有列名和数据行的文件。',
    headerOnly: '“header-only.csv”只有列名，没有数据行，没有可学的内容。选择一个有数据行的文件。',
    binary: '“binary.csv”不是可以读取的表格文件。在原来的程序里另存为 CSV 或 .xlsx，再把新文件拖进来。',
    damaged: '“workbook.xlsx.csv”：它没有到结尾就中断了，里面没有完整的文件。请从原处重新复制或下载。',
    tooLong: '“long-line.csv”第 121 行超出可读取的范围：一行超过 16,777,216 字节。',
    look: '1 处需要留意',
    linesBefore: '读取这之前的 120 行',
    firstLines: '按你的选择只读取了文件的前 120 行，之后的内容不在表中。',
    changed: '“large.csv”在读取期间或导入之后被其他程序改动了。重新拖入，即可按现在的内容读取。',
    oneClass: '“target”列全是“yes”，没有可学的内容。换一列试试。',
    targetEmpty: '“target”列没有任何值，没有可学的内容。换一列，或检查哪些内容被视为缺失。',
    targetGaps: '有 10 行在“target”列没有值，不参与训练和评估。',
    tooMany: '“name”列有 100,000 种不同的答案，最多支持 1000 种。改为预测数值，或换一列。',
    noFeatures: '没有可供学习的列：除“target”以外，其余各列都未使用。至少使用其中一列。',
    tooFew: /^可用的行太少：只有 1 行，每一部分至少需要 \d+ 行。/,
    infinite: '“size”列有 2 个无穷大或超出范围的值：文件第 6 行的“inf”，其后有第 8 行，视为缺失。',
    identifier: '编号，只用来区分各行',
    noValues: '没有值',
    readOnly: '项目“iris”所在的磁盘或文件夹不能写入，而 Candor 会随时保存。解除只读，或把项目文件夹复制到别的磁盘；项目本身没有任何改动。',
    noRoom: '磁盘已满，没能保存“large.csv”。',
    full: '磁盘已满，这次没能保存。之前保存的内容完好。腾出一些空间后再试。',
    unsaved: '最近的改动还没写入磁盘，仍保留在窗口里，稍后会再试。',
    busy: '这个项目正在使用：训练还在进行，或另一个 Candor 已打开它。结束训练或关闭另一个窗口后再试。',
    newer: '这个方案由更新版本的 Candor 生成（版本 2，当前支持 1）。更新 Candor 后即可使用。',
  },
} as const satisfies Record<Language, unknown>

/** A disk of its own is a right of the administrator, and not on every system. */
const mayMount = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d" && rmdir "$d"']).status === 0

let folder = ''
test.beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor 坏 '))))
test.afterEach(() => rm(folder, { recursive: true, force: true }))

async function fileOf(name: string, header: string, rows: number, row: (at: number) => string): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, `${header}\n${Array.from({ length: rows }, (_, at) => row(at)).join('\n')}\n`)
  return file
}
const size = (at: number): number => (at * 7) % 13
const answer = (at: number): string => (at % 2 === 0 ? 'yes' : 'no')

const stripOf = (page: Page, text: string): Locator => page.getByRole('alert').filter({ hasText: text })

async function picture(page: Page, name: string, language: Language): Promise<void> {
  const pictures = process.env['CANDOR_PICTURES']
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `bad-${name}-${language}.png`) })
}

async function withIris(page: Page, address: string, language: Language): Promise<CandorWindow> {
  const window = new CandorWindow(page, language)
  await page.goto(address)
  await dropFiles(page, [resolve('resources/samples/iris.csv')])
  await expect(window.stageButton('data')).toContainText('150 × 5')
  return window
}

for (const [language, locale] of [['en', 'en-US'], ['zh-CN', 'zh-CN']] as const) {
  const said = words[language]
  test.describe(locale, () => {
    test.use({ locale })

    test(`files that are no tables: what was open stays, and another file is one click away (${language})`, async ({ page, host }) => {
      const window = await withIris(page, host.address, language)
      await window.target.selectOption('species')
      for (const [file, sentence] of [
        ['empty.csv', said.empty],
        ['header-only.csv', said.headerOnly],
        ['binary.csv', said.binary],
        ['workbook.xlsx.csv', said.damaged],
      ] as const) {
        await dropFiles(page, [resolve('test/fixtures/csv', file)])
        const strip = stripOf(page, sentence)
        await expect(strip.getByRole('button', { name: said.another })).toBeVisible()
        await expect(window.stageButton('data')).toContainText('150 × 5')
        await expect(window.target).toHaveValue('species')
      }
      await picture(page, 'file', language)
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('alert').getByRole('button', { name: said.another }).click()])
      await chooser.setFiles(resolve('resources/samples/cars.csv'))
      await expect(window.stageButton('data')).toContainText('406 × 9')
      await expect(page.getByRole('alert')).toHaveCount(0)
    })

    test(`a line without end: what stands before it is read by one click (${language})`, async ({ page, host }) => {
      const window = await withIris(page, host.address, language)
      const file = join(folder, 'long-line.csv')
      const rows = (from: number, count: number): string => Array.from({ length: count }, (_, at) => `${size(from + at)},${answer(from + at)}\n`).join('')
      await writeFile(file, `size,target\n${rows(0, 119)}${'x'.repeat(40_000_000)}\n${rows(119, 50)}`)
      await dropFiles(page, [file])
      const strip = stripOf(page, said.tooLong)
      await expect(strip.getByRole('button', { name: said.another })).toBeVisible()
      await expect(window.stageButton('data')).toContainText('150 × 5')
      await picture(page, 'long-line', language)
      await strip.getByRole('button', { name: said.linesBefore }).click()
      await expect(window.stageButton('data')).toContainText('119 × 2')
      await expect(page.getByRole('alert')).toHaveCount(0)
      await page.getByRole('button', { name: said.look }).click()
      await expect(page.getByText(said.firstLines)).toBeVisible()
      // As it was read it opens again.
      await page.reload()
      await expect(window.stageButton('data')).toContainText('119 × 2')
    })

    test(`a file that another program changes while it is sent (${language})`, async ({ page, host }) => {
      const window = await withIris(page, host.address, language)
      const carry = await lineOf(page)
      const file = await fileOf('large.csv', 'size,target', 2_000_000, (at) => `${size(at)},${answer(at)}`)
      await carry(500_000)
      await dropFiles(page, [file])
      const sent = page.getByRole('progressbar').first()
      await expect.poll(() => sent.evaluate((bar) => (bar instanceof HTMLProgressElement ? bar.value : 0))).toBeGreaterThan(0)
      // Another second: the browser knows a changed file by it.
      await page.waitForTimeout(1500)
      await writeFile(file, 'other,names\n1,2\n')
      await carry(null)
      const strip = stripOf(page, said.changed)
      await expect(strip.getByRole('button', { name: said.another })).toBeVisible({ timeout: 30_000 })
      await expect(window.stageButton('data')).toContainText('150 × 5')
    })

    test(`a target with one answer, with none, with gaps, with too many (${language})`, async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [await fileOf('one.csv', 'size,colour,target', 40, (at) => `${size(at)},${answer(at)},yes`)])
      await window.target.selectOption('target')
      await expect(page.getByText(said.oneClass).first()).toBeVisible()
      await window.target.selectOption('colour')
      await expect(window.train).toBeEnabled()
      await dropFiles(page, [await fileOf('none.csv', 'size,colour,target', 41, (at) => `${size(at)},${answer(at)},`)])
      await expect(window.stageButton('data')).toContainText('41 × 3')
      await window.target.selectOption('target')
      await expect(page.getByText(said.targetEmpty).first()).toBeVisible()
      await picture(page, 'target', language)
      await dropFiles(page, [await fileOf('gaps.csv', 'size,colour,target', 60, (at) => `${size(at)},${answer(at + 1)},${at < 10 ? '' : answer(at)}`)])
      await expect(window.stageButton('data')).toContainText('60 × 3')
      await window.target.selectOption('target')
      await expect(window.train).toBeEnabled()
      await window.show('prepare')
      await expect(page.getByText(said.targetGaps).first()).toBeVisible()
    })

    test(`a column of 100,000 categories is left out with its reason, and refused as a target (${language})`, async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [await fileOf('many.csv', 'name,size,target', 100_000, (at) => `n${at}x,${size(at)},${answer(at)}`)])
      await expect(window.stageButton('data')).toContainText('100,000 × 3')
      await window.target.selectOption('name')
      await expect(page.getByText(said.tooMany).first()).toBeVisible()
      await window.target.selectOption('target')
      await expect(window.train).toBeEnabled()
      await window.show('prepare')
      await expect(page.getByText(said.identifier).first()).toBeVisible()
    })

    test(`no column left, a column without values, one row, cells that are no numbers (${language})`, async ({ page, host }) => {
      const window = new CandorWindow(page, language)
      await page.goto(host.address)
      await dropFiles(page, [await fileOf('features.csv', 'nothing,target', 40, (at) => `,${answer(at)}`)])
      await expect(window.stageButton('data')).toContainText('40 × 2')
      await window.target.selectOption('target')
      await expect(page.getByText(said.noFeatures).first()).toBeVisible()
      await expect(page.getByRole('region', { name: said.question }).getByRole('button', { name: said.openAnother })).toBeVisible()
      await window.show('prepare')
      await expect(page.getByText(said.noValues).first()).toBeVisible()
      await picture(page, 'no-columns', language)
      await dropFiles(page, [await fileOf('one.csv', 'size,target', 1, () => '2,yes')])
      await expect(window.stageButton('data')).toContainText('1 × 2')
      await window.target.selectOption('size')
      await expect(page.getByText(said.tooFew).first()).toBeVisible()
      await expect(page.getByRole('region', { name: said.question }).getByRole('button', { name: said.openAnother })).toBeVisible()
      await picture(page, 'one-row', language)
      await dropFiles(page, [await fileOf('odd.csv', 'size,target', 60, (at) => `${at === 4 || at === 6 ? 'inf' : at === 9 ? 'NaN' : size(at)},${answer(at)}`)])
      await expect(window.stageButton('data')).toContainText('60 × 2')
      await page.getByRole('button', { name: language === 'en' ? /thing.? to look at/ : /处需要留意/ }).first().click()
      await expect(page.getByText(said.infinite).first()).toBeVisible()
      await window.target.selectOption('target')
      await window.train.click()
      await expect(page.getByRole('banner').getByRole('button', { name: said.finished })).toBeVisible()
    })

    test(`a plan from a newer Candor is left as it is, and the other projects are one click away (${language})`, async ({ page, host }) => {
      const window = await withIris(page, host.address, language)
      await window.target.selectOption('species')
      await expect(page.getByText(said.saved, { exact: true })).toBeVisible()
      const projects = join(host.home, 'projects')
      const [id = ''] = await readdir(projects)
      const file = join(projects, id, 'project.json')
      await host.killStudio()
      const newer = (await readFile(file, 'utf8')).replace('"plan": {\n    "version": 1', '"plan": {\n    "version": 2')
      await writeFile(file, newer)
      await page.reload()
      const strip = stripOf(page, said.newer)
      await expect(strip.getByRole('button', { name: said.projects })).toBeVisible()
      await picture(page, 'newer', language)
      await strip.getByRole('button', { name: said.projects }).click()
      await expect(page.getByRole('button', { name: new RegExp(`^${said.open(id)}`) })).toBeVisible()
      await expect(strip).toHaveCount(0)
      expect(await readFile(file, 'utf8')).toBe(newer)
    })

    test(`a project that another Candor has open is not opened twice, and opens when that one is closed (${language})`, async ({ page, host }) => {
      const other = await startHost(locale, host.home)
      try {
        const window = await withIris(page, host.address, language)
        const second = await page.context().newPage()
        await second.goto(other.address)
        await second.getByRole('button', { name: new RegExp(`^${said.open('iris')} `) }).click()
        const strip = stripOf(second, said.busy)
        await expect(strip.getByRole('button', { name: said.again })).toBeVisible()
        await picture(second, 'busy', language)
        await window.target.selectOption('species')
        await expect(page.getByText(said.saved, { exact: true })).toBeVisible()
        // Another project lets go of nothing: the Candor that has it must end.
        await host.stop()
        await strip.getByRole('button', { name: said.again }).click()
        await expect(new CandorWindow(second, language).target).toHaveValue('species')
        await expect(strip).toHaveCount(0)
      } finally {
        await other.close()
      }
    })

    test(`a project on a read-only disk is left as it is, and opens when the disk can be written (${language})`, async ({ page, host }) => {
      test.skip(!mayMount, 'no disk of its own may be mounted here')
      await host.stop()
      const disk = join(folder, 'home', 'projects')
      await mkdir(disk, { recursive: true })
      spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', disk])
      try {
        const writable = await startHost(locale, join(folder, 'home'))
        const there = await page.context().newPage()
        await withIris(there, writable.address, language)
        await expect(there.getByText(said.saved, { exact: true })).toBeVisible()
        await writable.close()
        spawnSync('mount', ['-o', 'remount,ro', disk])
        const readOnly = await startHost(locale, join(folder, 'home'))
        try {
          await there.goto(readOnly.address)
          const strip = stripOf(there, said.readOnly)
          await there.getByRole('button', { name: said.open('iris') }).click()
          await expect(strip.getByRole('button', { name: said.projects })).toBeVisible()
          await picture(there, 'read-only', language)
          await strip.getByRole('button', { name: said.again }).click()
          await expect(strip).toBeVisible()
          spawnSync('mount', ['-o', 'remount,rw', disk])
          await strip.getByRole('button', { name: said.again }).click()
          await expect(new CandorWindow(there, language).stageButton('data')).toContainText('150 × 5')
          await expect(strip).toHaveCount(0)
        } finally {
          await readOnly.close()
        }
      } finally {
        spawnSync('umount', ['-l', disk])
      }
    })

    test(`a full disk: a file is not taken in, changes stay in the window, and both go through when there is room (${language})`, async ({ page, host }) => {
      test.skip(!mayMount, 'no disk of its own may be mounted here')
      await host.stop()
      const disk = join(folder, 'disk')
      await mkdir(disk)
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', disk])
      const full = await startHost(locale, disk)
      // The page at the host of before is watched for requests to any other.
      const there = await page.context().newPage()
      try {
        const window = await withIris(there, full.address, language)
        await dropFiles(there, [await fileOf('large.csv', 'size,target', 600_000, (at) => `${size(at)},${answer(at)}`)])
        const refused = stripOf(there, said.noRoom)
        await expect(refused.getByRole('button', { name: said.again })).toBeVisible({ timeout: 30_000 })
        await expect(window.stageButton('data')).toContainText('150 × 5')
        await picture(there, 'full', language)
        await refused.getByRole('button').last().click()
        await expect(refused).toHaveCount(0)
        const filler = join(disk, 'filler')
        spawnSync('sh', ['-c', `cat /dev/zero > '${filler}'`])
        await window.target.selectOption('species')
        const unsaved = stripOf(there, said.unsaved)
        await expect(unsaved).toContainText(said.full)
        await expect(unsaved.getByRole('button', { name: said.again })).toBeVisible()
        await expect(window.target).toHaveValue('species')
        // A run can not be written down either, and the plan stays.
        await window.train.click()
        const notStarted = stripOf(there, said.full).filter({ hasNotText: said.unsaved })
        await expect(notStarted.getByRole('button', { name: said.again })).toBeVisible()
        await picture(there, 'unsaved', language)
        await rm(filler)
        await expect(there.getByText(said.saved, { exact: true })).toBeVisible({ timeout: 30_000 })
        await expect(unsaved).toHaveCount(0)
        await notStarted.getByRole('button', { name: said.again }).click()
        await expect(there.getByRole('banner').getByRole('button', { name: said.finished })).toBeVisible({ timeout: 30_000 })
        await expect(there.getByRole('alert')).toHaveCount(0)
      } finally {
        await full.close()
        spawnSync('umount', ['-l', disk])
      }
    })
  })
}
