/** Predicting a file of new rows, clause by clause, in both languages: what is found, told, previewed and saved. */
import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Locator, Page } from '@playwright/test'
import { encodingNames } from '#contract/wording/encoding-names.ts'
import type { Language } from '#contract/language.ts'
import { dropFiles, expect, test } from './candor.ts'
import { CandorWindow } from './window.ts'

const words = {
  en: {
    finished: 'Finished. See how good it is',
    file: 'A file',
    zone: 'Drop a table with new rows here, or choose one',
    done: '新 数据.csv: 5 rows',
    findings: 'To know about this file',
    absent: 'One column it learned from is not in this file: 年龄. Every row counts as a gap there and is filled as in training. Take these answers with care.',
    unseen: '2 cells of “city” hold a value not seen before, such as “Lhasa” in row 2. It is treated as “other”.',
    outside: '1 value of “size” is outside what it has learned: 9999 in row 3.',
    illegible: '1 cell of “size” is not a number: “big” in line 6. It is treated as missing.',
    found: '2 of the 3 columns it learned from were found.',
    answerThere: '“sold” is in the file already and was not looked at.',
    unused: 'Not used for the answer, but saved with it: 备注.',
    preview: 'All rows, as they will be saved.',
    save: 'Save predictions (for Excel)',
    saveExact: 'Save exactly (plain CSV)',
    saved: 'Saved among your downloads: 新 数据-predictions.csv',
    choose: 'Choose another file',
    openAsProject: 'Open it as a new project',
    another: 'Another file',
    again: 'Try again',
    excel: '“表格.xlsx” can\'t be read: it breaks off before its end, and nothing in it is whole. Copy or download it again from where it came from.',
    empty: '“empty.csv” is empty: there is nothing in it to read. Choose a file with a row of names and rows of data.',
    foreign: '“iris.csv” has none of the 3 columns the run learned from, such as “size”. Check that its first row has the same names, or choose another file.',
    gone: '“gb.csv” was not found. It may have been moved, renamed or deleted. Choose it again.',
    readAs: 'Read as',
  },
  'zh-CN': {
    finished: '已完成，看看效果如何',
    file: '一个文件',
    zone: '把含有新数据的表格文件拖到这里，或点击选择',
    done: '新 数据.csv：5 行',
    findings: '关于这个文件',
    absent: '训练时用到的列，有 1 列不在这个文件里：年龄。每一行在这里都视为缺失，按训练时的方式填补。看这些结果时要谨慎。',
    unseen: '“city”列有 2 个单元格的取值未见过，例如第 2 行的“Lhasa”，按“其他”处理。',
    outside: '“size”列有 1 个值超出学过的范围：第 3 行的 9999。',
    illegible: '“size”列有 1 个单元格不是数值：文件第 6 行的“big”，视为缺失。',
    found: '训练时用到的 3 列，找到了 2 列。',
    answerThere: '文件里已有“sold”列，预测时没有看它。',
    unused: '预测没有用到，但会一起保存：备注。',
    preview: '所有行，保存后就是这样。',
    save: '保存预测结果（适合 Excel）',
    saveExact: '原样保存（普通 CSV）',
    saved: '已保存到浏览器的下载文件夹：新 数据-predictions.csv',
    choose: '选择别的文件',
    openAsProject: '作为新项目打开',
    another: '换一个文件',
    again: '再试一次',
    excel: '无法读取“表格.xlsx”：它没有到结尾就中断了，里面没有完整的文件。请从原处重新复制或下载。',
    empty: '“empty.csv”是空的，没有可以读取的内容。选择一个有列名和数据行的文件。',
    foreign: '“iris.csv”里没有训练时用到的 3 列（如“size”）。看看首行的列名是否相同，或换一个文件。',
    gone: '找不到“gb.csv”，它可能已被移动、改名或删除。重新选择文件即可。',
    readAs: '识别为',
  },
} as const satisfies Record<Language, unknown>

/** What is to be learned: three columns, of which the new rows have two. */
const learned = `size,city,年龄,sold\n${Array.from({ length: 120 }, (_, at) => `${(at * 7) % 50},${['Paris', 'Rome', '上海'][at % 3]},${20 + (at % 40)},${(at * 7) % 50 > 24 ? 'yes' : 'no'}`).join('\n')}\n`
/** In another order, with the answer among them, one column more and one less, and one cell of each kind that is to be told. */
const newRows = '备注,city,size,sold\n=1+1,Paris,12,yes\n-3.5,Lhasa,30,no\n"a,""b""",上海,9999,no\n @x,Lhasa,7,\n+SUM(A1),Rome,big,yes\n'
const newNames = { en: '备注,city,size,sold,sold_predicted,sold_probability', 'zh-CN': '备注,city,size,sold,sold_预测,sold_概率' } as const satisfies Record<Language, string>

let folder = ''
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'candor 预测 '))
  await writeFile(join(folder, '学习.csv'), learned)
  await writeFile(join(folder, '新 数据.csv'), newRows)
})
test.afterEach(() => rm(folder, { recursive: true, force: true }))

/** Trained on the small table, at the file side of Predict. */
async function atFiles(page: Page, address: string, language: Language): Promise<CandorWindow> {
  const window = new CandorWindow(page, language)
  await page.goto(address)
  await dropFiles(page, [join(folder, '学习.csv')])
  await window.target.selectOption('sold')
  await window.train.click()
  await expect(page.getByRole('banner').getByRole('button', { name: words[language].finished })).toBeVisible()
  await window.show('predict')
  await page.getByRole('tab', { name: words[language].file }).click()
  await expect(page.getByRole('button', { name: words[language].zone })).toBeVisible()
  return window
}

async function picture(page: Page, name: string, language: Language): Promise<void> {
  const pictures = process.env['CANDOR_PICTURES']
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `predicting-${name}-${language}.png`) })
}

async function savedBy(button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([button.page().waitForEvent('download'), button.click()])
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

for (const [language, locale] of [['en', 'en-US'], ['zh-CN', 'zh-CN']] as const) {
  const said = words[language]
  test.describe(locale, () => {
    test.use({ locale })

    test(`a file of new rows is matched by name and told what is odd about it (${language})`, async ({ page, host }) => {
      await atFiles(page, host.address, language)
      await dropFiles(page, [join(folder, '新 数据.csv')])
      await expect(page.getByRole('heading', { level: 2, name: said.done })).toBeVisible()
      const findings = page.getByRole('list', { name: said.findings })
      for (const sentence of [said.absent, said.unseen, said.outside, said.illegible]) await expect(findings.getByText(sentence, { exact: true })).toBeVisible()
      for (const sentence of [said.found, said.answerThere, said.unused]) await expect(page.getByText(sentence, { exact: true })).toBeVisible()
      const preview = page.getByRole('region', { name: said.preview })
      await expect(preview.getByRole('columnheader')).toHaveText([/./, ...newNames[language].split(',')])
      await expect(preview.getByRole('row')).toHaveCount(6)
      await expect(preview.getByRole('row').nth(3).getByRole('cell').first()).toHaveText('a,"b"')
      await picture(page, 'file', language)
    })

    test(`it is saved as Excel reads it, or exactly as it was (${language})`, async ({ page, host }) => {
      await atFiles(page, host.address, language)
      await dropFiles(page, [join(folder, '新 数据.csv')])
      const excel = await savedBy(page.getByRole('button', { name: said.save }))
      await expect(page.getByText(said.saved, { exact: true })).toBeVisible()
      expect(excel.name).toBe('新 数据-predictions.csv')
      expect([...excel.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      const forExcel = excel.bytes.subarray(3).toString('utf8')
      // Every line ends with CRLF, and no other line end is in it.
      expect(forExcel.split('\r\n').join('')).not.toMatch(/[\r\n]/)
      expect(forExcel.endsWith('\r\n')).toBe(true)
      const answer = ',(?:yes|no),(?:1|0\\.\\d+(?:e-\\d+)?)$'
      const cells = (lines: string[]): string[] => lines.map((line) => line.replace(new RegExp(answer), ''))
      expect(forExcel.split('\r\n').slice(1, 6).every((line) => new RegExp(answer).test(line))).toBe(true)
      expect(cells(forExcel.split('\r\n'))).toEqual([newNames[language], "'=1+1,Paris,12,yes", '-3.5,Lhasa,30,no', '"a,""b""",上海,9999,no', '" @x",Lhasa,7,', "'+SUM(A1),Rome,big,yes", ''])
      const exact = await savedBy(page.getByRole('button', { name: said.saveExact }))
      const asItWas = exact.bytes.toString('utf8')
      expect([...exact.bytes.subarray(0, 3)]).toEqual([...Buffer.from('备')])
      expect(asItWas).not.toContain('\r')
      expect(cells(asItWas.split('\n'))).toEqual([newNames[language], '=1+1,Paris,12,yes', '-3.5,Lhasa,30,no', '"a,""b""",上海,9999,no', '" @x",Lhasa,7,', '+SUM(A1),Rome,big,yes', ''])
      // The same answers in both.
      const answers = (text: string): (string | undefined)[] => text.split(/\r?\n/).map((line) => line.split(',').slice(-2).join())
      expect(answers(asItWas)).toEqual(answers(forExcel))
    })

    test(`a file that can not be predicted says why and what to do, and the answers of before stay (${language})`, async ({ page, host }) => {
      await atFiles(page, host.address, language)
      await dropFiles(page, [join(folder, '新 数据.csv')])
      const before = page.getByRole('heading', { level: 2, name: said.done })
      await expect(before).toBeVisible()
      await copyFile(resolve('test/fixtures/csv/workbook.xlsx.csv'), join(folder, '表格.xlsx'))
      for (const [file, sentence] of [
        [join(folder, '表格.xlsx'), said.excel],
        [resolve('test/fixtures/csv/empty.csv'), said.empty],
        [resolve('resources/samples/iris.csv'), said.foreign],
      ] as const) {
        await dropFiles(page, [file])
        const strip = page.getByRole('alert')
        await expect(strip).toContainText(sentence)
        await expect(strip.getByRole('button', { name: said.choose })).toBeVisible()
        await expect(before).toBeVisible()
      }
      await picture(page, 'refused', language)
      await expect(page.getByRole('alert').getByRole('button', { name: said.openAsProject })).toBeVisible()
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('alert').getByRole('button', { name: said.choose }).click()])
      await chooser.setFiles(join(folder, '学习.csv'))
      await expect(page.getByRole('heading', { level: 2, name: /^学习\.csv/ })).toBeVisible()
      await expect(page.getByRole('alert')).toHaveCount(0)
      await dropFiles(page, [resolve('resources/samples/iris.csv')])
      await page.getByRole('alert').getByRole('button', { name: said.openAsProject }).click()
      await expect(new CandorWindow(page, language).stageButton('data')).toContainText('150 × 5')
    })

    test(`a file in another encoding is read right, or as the person says (${language})`, async ({ page, host }) => {
      await atFiles(page, host.address, language)
      // 上海 and 北京 in GB18030.
      const [shanghai, beijing] = [[0xc9, 0xcf, 0xba, 0xa3], [0xb1, 0xb1, 0xbe, 0xa9]].map((bytes) => Buffer.from(bytes))
      const line = (size: number, city: Buffer | undefined): Buffer => Buffer.concat([Buffer.from(`${size},`), city ?? Buffer.alloc(0), Buffer.from('\r\n')])
      await writeFile(join(folder, 'gb.csv'), Buffer.concat([Buffer.from('size,city\r\n'), ...Array.from({ length: 20 }, (_, at) => line(at, at % 2 === 0 ? shanghai : beijing))]))
      await dropFiles(page, [join(folder, 'gb.csv')])
      const findings = page.getByRole('list', { name: said.findings })
      await expect(findings).toContainText('“北京”')
      await expect(findings).not.toContainText('“上海”')
      await expect(findings).toContainText('GB18030')
      const readAs = page.getByLabel(said.readAs, { exact: true })
      await readAs.selectOption(encodingNames['windows-1252'])
      await expect(findings).not.toContainText('“北京”')
      await readAs.selectOption(encodingNames.gb18030)
      await expect(findings).toContainText('“北京”')
      await writeFile(join(folder, 'wide.csv'), Buffer.from('\ufeffsize,city\r\n3,上海\r\n4,北京\r\n', 'utf16le'))
      // Gone meanwhile: the browser can send it no more, and what was answered stays.
      await rm(join(folder, 'gb.csv'))
      await readAs.selectOption(encodingNames.big5)
      await expect(page.getByRole('alert')).toContainText(said.gone)
      await expect(page.getByRole('alert').getByRole('button', { name: said.choose })).toBeVisible()
      await expect(findings).toContainText('“北京”')
      await dropFiles(page, [join(folder, 'wide.csv')])
      await expect(page.getByRole('heading', { level: 2, name: /^wide\.csv/ })).toBeVisible()
      await expect(findings).toContainText('“北京”')
    })

    test(`the command line says the same, with spaces and Chinese in its paths (${language})`, async ({ host }) => {
      const candor = (...asked: string[]): Promise<{ output: string; errors: string }> =>
        new Promise((answer, refuse) => {
          const environment = { ...process.env, CANDOR_HOME: host.home, LANG: `${locale.replace('-', '_')}.UTF-8`, LC_ALL: '' }
          execFile(process.execPath, [resolve('out/main/cli.js'), ...asked], { cwd: folder, env: environment }, (error, output, errors) => (error === null ? answer({ output, errors }) : refuse(new Error(errors))))
        })
      await candor('train', '学习.csv', '--target', 'sold', '--out', '训练 结果', '--json')
      const { errors } = await candor('predict', '训练 结果', '新 数据.csv', '--out', '预测 结果.csv')
      for (const sentence of [said.unseen, said.outside, said.illegible]) expect(errors.split('\n')).toContain(sentence)
      expect(errors).toContain('年龄')
      const [names, first] = (await readFile(join(folder, '预测 结果.csv'), 'utf8')).split('\n')
      expect(names).toBe(newNames[language])
      expect(first).toMatch(/^=1\+1,Paris,12,yes,(yes|no),/)
    })
  })
}
