/** The words for findings: complete in both languages, and written as Chinese is written. */
import { expect, test } from 'vitest'
import type { Finding } from '#contract/dataset.ts'
import { datasetFindingTexts, describeDatasetFinding, describeTargetReason, describeTypeReason, targetReasonTexts } from './dataset-findings.ts'
import { typeReasonTexts } from './type-reasons.ts'

const asciiBesideHan = /[\p{Script=Han}][,.;:!?()"']|[,.;:!?()"'][\p{Script=Han}]/u
const facts = { column: '收入', value: 'n/a', line: 48211, lines: [48211, 48300, 48400], count: 12 }

test('names line and value of the one cell that is not a number', () => {
  const finding = { code: 'almostNumbers', severity: 'attention', column: 'income', line: 48211, value: 'n/a', count: 1 } as const
  expect(describeDatasetFinding(finding, 'en')).toBe('“n/a” in line 48,211 is the only value of “income” that is not a number.')
  expect(describeDatasetFinding({ ...finding, column: '收入' }, 'zh-CN')).toBe('“收入”列只有文件第 48,211 行的“n/a”不是数值。')
})

test('lists further lines and says when there are more', () => {
  const finding: Finding = { code: 'rowsShort', severity: 'attention', line: 3, lines: [3, 9, 12], count: 7 }
  expect(describeDatasetFinding(finding, 'en')).toBe('7 rows have too few cells, first line 3, then 9, 12 and more. What is lacking counts as missing.')
})

test('has full-width punctuation beside Han characters in every text', () => {
  const texts = [
    ...Object.keys(datasetFindingTexts).flatMap((code) => [1, 12].map((count) => describeDatasetFinding({ ...facts, code, count, severity: 'note' }, 'zh-CN'))),
    ...Object.keys(typeReasonTexts).flatMap((key) => [1, 12].map((count) => describeTypeReason({ ...facts, key, count }, 'zh-CN'))),
    ...Object.keys(targetReasonTexts).map((reason) => describeTargetReason(reason, 'zh-CN')),
  ]
  expect(texts.filter((text) => asciiBesideHan.test(text) || /您|！/.test(text))).toEqual([])
})

test('answers an unknown key, or one of every object, with the key', () => {
  expect(describeDatasetFinding({ code: 'constructor', severity: 'note' }, 'en')).toBe('constructor')
  expect(describeTypeReason({ key: 'toString' }, 'zh-CN')).toBe('toString')
})
