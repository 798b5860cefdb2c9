import { describe, expect, it } from 'vitest'
import { errorCodes } from './errors.ts'
import type { ErrorDetails } from './errors.ts'
import { describeError } from './wording/errors.ts'

const latin: ErrorDetails = {
  file: '/home/ana/result.csv', line: 48211, row: 12, column: 'income', layer: 3, layerId: 'layer-3', setting: 'units', value: 'n/a', expected: '>= 1', limit: '1000', count: 1234567,
}
const han: ErrorDetails = { ...latin, file: '结果', column: '收入', value: '无', expected: '数值', setting: '单元数' }
const none: ErrorDetails = {}

const asciiBesideHan = /\p{Script=Han}[,:;?!()"'.]|[,:;?!()"'.]\p{Script=Han}/u
const unspaced = /\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u

describe('the sentence of an error', () => {
  const cases = errorCodes.flatMap((code) => [latin, han, none].map((details, index) => ({ code, details, with: ['Latin', 'Chinese', 'no'][index] })))

  it.each(cases)('$code with $with details is a whole sentence in both languages', ({ code, details }) => {
    const en = describeError(code, details, 'en')
    const zh = describeError(code, details, 'zh-CN')
    expect(en).toMatch(/^[“A-Z].*\.$/u)
    expect(zh).toMatch(/。$/u)
    for (const text of [en, zh]) expect(text).not.toMatch(/undefined|null|NaN|\s{2}/u)
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(zh).not.toMatch(/您|！|!/u)
    expect(zh).not.toMatch(asciiBesideHan)
    expect(zh).not.toMatch(unspaced)
    if (details !== han) expect(en).not.toMatch(/\p{Script=Han}/u)
  })

  it('says the words of the interface page', () => {
    expect(describeError('recipe.oneClass', { column: 'churn', value: 'no' }, 'en')).toBe('Every row of “churn” says “no”, so there is nothing to learn. Choose another column.')
    expect(describeError('recipe.oneClass', { column: '是否流失', value: '否' }, 'zh-CN')).toBe('“是否流失”列全是“否”，没有可学的内容。换一列试试。')
    expect(describeError('file.format', { file: 'a.zip', problem: 'noTables' }, 'en')).toBe('“a.zip” can\'t be read: there is no table in it. Choose a file with at least one table.')
  })

  it('says what is wrong with a layer where that is known', () => {
    const details = { layer: 2, problem: 'layer.unknown', value: 'conv9' }
    expect(describeError('network.invalid', details, 'en')).toBe('The network can\'t be built. Layer 2: There is no layer called “conv9”. Remove it.')
    expect(describeError('network.invalid', details, 'zh-CN')).toBe('无法搭建这个网络。第 2 层：没有名为“conv9”的层。把它移除即可。')
    expect(describeError('training.invalid', { problem: 'setting.notWhole', setting: 'epochs', value: '1.5' }, 'zh-CN')).not.toMatch(asciiBesideHan)
  })

  it('names the file of a plan that is wrong as a whole', () => {
    expect(describeError('plan.invalid', { file: '/work/plan.json', setting: '', expected: 'JSON' }, 'en')).toMatch(/^The plan is not valid at “plan\.json”: expected JSON\./)
  })

  it('names the limit that a file goes beyond', () => {
    const details = { file: 'a.csv', line: 7, limit: 'cell', count: 1048576 }
    expect(describeError('file.limit', details, 'en')).toMatch(/^“a\.csv” goes beyond what can be read in line 7: one cell takes more than 1,048,576 bytes\./)
    expect(describeError('file.limit', details, 'zh-CN')).toMatch(/^“a\.csv”第 7 行超出可读取的范围：一个单元格超过 1,048,576 字节。/)
  })

  it('names the file by its last part on every system', () => {
    expect(describeError('file.notFound', { file: 'C:\\Users\\ana\\data.csv' }, 'en')).toMatch(/^“data\.csv” was not found/)
  })
})
