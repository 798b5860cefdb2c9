/** The words for what was found in a file, why a column has its type, and why a target is proposed. */
import type { ColumnSummary, Finding } from '#contract/dataset.ts'
import type { Language, Text } from '#contract/language.ts'
import { encodingNames } from './encoding-names.ts'
import { fileChangeTexts } from './file-changes.ts'
import type { Describe, Facts } from './finding-facts.ts'
import { numberFindingTexts } from './number-findings.ts'
import { formatSpelled } from './numbers.ts'
import { typeReasonTexts } from './type-reasons.ts'

export const datasetFindingTexts = {
  encodingGuessed: ({ value }) => ({
    en: `The file does not say how its text is encoded; it is read as ${value}. Look whether names and words look right, and choose another encoding if not.`,
    'zh-CN': `文件没有注明文字编码，现按 ${value} 读取。请看看列名和文字是否正常，不对就换一种编码。`,
  }),
  firstLinesOnly: ({ count }) => ({
    en: `Only the first ${count} lines of the file were read, as you chose; what stands below them is not in the table.`,
    'zh-CN': `按你的选择只读取了文件的前 ${count} 行，之后的内容不在表中。`,
  }),
  sourceCutOff: () => ({
    en: 'The file breaks off before its end. The rows up to there were read; copy or download it again for the rest.',
    'zh-CN': '文件没有到结尾就中断了，在此之前的行已读取。需要其余部分，请重新复制或下载文件。',
  }),
  zipCutOff: () => ({
    en: 'The zip breaks off before its end. Its files that are whole can be read; those behind them are lacking. Copy or download it again for the rest.',
    'zh-CN': '压缩包没有到结尾就中断了。其中完整的文件可以读取，之后的文件则缺失。需要其余部分，请重新复制或下载。',
  }),
  sheetAbsent: ({ value }) => ({
    en: `There is no sheet “${value}” in this file, so another one was read. Look whether it is the right one.`,
    'zh-CN': `文件里没有工作表“${value}”，读取的是另一张。请看看是不是要用的那一张。`,
  }),
  tableAbsent: ({ value }) => ({
    en: `There is no table “${value}” in this file, so another one was read. Look whether it is the right one.`,
    'zh-CN': `文件里没有数据表“${value}”，读取的是另一张。请看看是不是要用的那一张。`,
  }),
  memberAbsent: ({ value }) => ({
    en: `There is no file “${value}” in this one, so another was read. Look whether it is the right one.`,
    'zh-CN': `压缩包里没有文件“${value}”，读取的是另一个。请看看是不是要用的那一个。`,
  }),
  sourceDamaged: () => ({
    en: 'The packed file is damaged. What could be unpacked was read; values in it may be wrong, and rows may be lacking. Copy or download it again.',
    'zh-CN': '压缩文件已损坏。能解压的部分已读取，其中的值可能有误，也可能缺少一些行。请重新复制或下载文件。',
  }),
  recordsBroken: ({ count, line, lines, one }) => ({
    en: `${count} ${one ? 'record is' : 'records are'} broken JSON and ${one ? 'is' : 'are'} not in the table: line ${line}${lines}. Correct ${one ? 'it' : 'them'} in the file and drop the file again to have ${one ? 'it' : 'them'}.`,
    'zh-CN': `有 ${count} 条记录不是完整的 JSON，没有读入：文件第 ${line} 行${lines}。需要时在文件里改正，再重新拖进来。`,
  }),
  columnsNested: ({ count, value, one }) => ({
    en: one ? `The column “${value}” holds lists or records inside its cells and is left out: a table needs single values.` : `${count} columns, among them “${value}”, hold lists or records inside their cells and are left out: a table needs single values.`,
    'zh-CN': one ? `“${value}”列的单元格里是列表或记录，没有读入：表格的每格只能有一个值。` : `有 ${count} 列（如“${value}”）的单元格里是列表或记录，没有读入：表格的每格只能有一个值。`,
  }),
  listsAsText: ({ value }) => ({
    en: `Lists inside records, as in “${value}”, stand in the table as text.`,
    'zh-CN': `记录中的列表（如“${value}”）在表格里以文本显示。`,
  }),
  errorCells: ({ count, value, one }) => ({
    en: `${count} ${one ? 'cell holds' : 'cells hold'} an error instead of a value (${value}) and ${one ? 'counts' : 'count'} as missing. Correct the formula in the workbook to use ${one ? 'it' : 'them'}.`,
    'zh-CN': `有 ${count} 个单元格是错误而不是值（${value}），视为缺失值。需要用到时，请在工作簿里改正公式。`,
  }),
  formulasWithoutResult: ({ count, value, one }) => ({
    en: `${count} ${one ? 'formula has' : 'formulas have'} no result in the file, first in ${value}, and ${one ? 'counts' : 'count'} as missing. Open the workbook in Excel or LibreOffice, save it, and drop it again.`,
    'zh-CN': `有 ${count} 个公式在文件里没有结果，第一个在 ${value}，视为缺失值。用 Excel 或 LibreOffice 打开并保存一次，再重新拖进来。`,
  }),
  mergedCells: ({ count, value, one }) => ({
    en: `${count} merged ${one ? 'area' : 'areas'} in the sheet, first ${value}: the value stands in the first cell, the others are empty.`,
    'zh-CN': `工作表里有 ${count} 处合并单元格，第一处是 ${value}：值在左上角的单元格里，其余为空。`,
  }),
  databaseLog: () => ({
    en: 'The database keeps its latest changes in a second file (-wal), which was not read. If rows are lacking, close the program that uses it and drop the file again.',
    'zh-CN': '数据库把最近的改动放在另一个文件（-wal）里，没有读取。如果缺少数据，请关闭正在使用它的程序，再重新拖入文件。',
  }),
  replacedBytes: ({ count, line, lines, one }) => ({
    en: `${count} ${one ? 'place is' : 'places are'} not readable text and ${one ? 'is' : 'are'} shown as “\ufffd”, first in line ${line}${lines}. Another encoding may fit better.`,
    'zh-CN': `有 ${count} 处无法识别的文字，显示为“\ufffd”，第一处在文件第 ${line} 行${lines}。换一种编码也许更合适。`,
  }),
  unclosedQuote: ({ count, line, one }) => ({
    en: `A quotation mark opened in line ${line} is never closed${one ? '' : ` (${count} such marks)`}. It is read as an ordinary character, so that the rows after it are kept.`,
    'zh-CN': `文件第 ${line} 行有一个引号没有配对${one ? '' : `（共 ${count} 处）`}，已当作普通字符，后面的行都保留了下来。`,
  }),
  strayQuotes: ({ count, line, lines, one }) => ({
    en: `${count} ${one ? 'cell has' : 'cells have'} text after a closing quotation mark, first in line ${line}${lines}. Such cells are kept as they are written.`,
    'zh-CN': `有 ${count} 个单元格在右引号之后还有文字，第一个在文件第 ${line} 行${lines}，均按原样保留。`,
  }),
  linesLikeRows: ({ count, line, lines, one }) => ({
    en: `${count} ${one ? 'line stands' : 'lines stand'} inside the quotation marks of a cell but ${one ? 'looks like a row' : 'look like rows'}; ${one ? 'it is' : 'they are'} read as the text of that cell, from line ${line} on${lines}. If a quotation mark is missing there, read quotation marks as ordinary characters.`,
    'zh-CN': `有 ${count} 行写在单元格的引号里，看上去却像表格的行，从文件第 ${line} 行起${lines}，都算作那个单元格的文字。如果那里漏了一个引号，就把引号按普通字符读取。`,
  }),
  rowsShort: ({ count, line, lines, one }) => ({
    en: `${count} ${one ? 'row has' : 'rows have'} too few cells, first line ${line}${lines}. What is lacking counts as missing.`,
    'zh-CN': `有 ${count} 行的单元格不够，第一处在文件第 ${line} 行${lines}，缺少的部分视为缺失值。`,
  }),
  rowsLong: ({ count, line, lines, value, one }) => ({
    en: `${count} ${one ? 'row has' : 'rows have'} more cells than there are columns, first line ${line}${lines}, with “${value}” left over. What is left over is not used.`,
    'zh-CN': `有 ${count} 行的单元格比列数多，第一处在文件第 ${line} 行${lines}，多出“${value}”。多出的部分不使用。`,
  }),
  rowsLongEmpty: ({ count, one }) => ({
    en: `${count} ${one ? 'row ends' : 'rows end'} with additional separators and nothing behind them.`,
    'zh-CN': `有 ${count} 行末尾多了分隔符，后面没有内容。`,
  }),
  blankLines: ({ count, one }) => ({
    en: `${count} empty ${one ? 'line is' : 'lines are'} not counted as ${one ? 'a row' : 'rows'}.`,
    'zh-CN': `有 ${count} 个空行，不计入行数。`,
  }),
  nulCharacters: ({ count, line, lines, one }) => ({
    en: `${count} NUL ${one ? 'character' : 'characters'} in the text, first in line ${line}${lines}; kept as ${one ? 'it is' : 'they are'}.`,
    'zh-CN': `文字中有 ${count} 个 NUL 字符，第一个在文件第 ${line} 行${lines}，按原样保留。`,
  }),
  headerShort: ({ count, one }) => ({
    en: `The first row names too few columns: ${count} ${one ? 'has' : 'have'} no name and ${one ? 'is' : 'are'} called by number.`,
    'zh-CN': `首行的列名不够，有 ${count} 列没有名称，用序号代替。`,
  }),
  namesDuplicate: ({ count, value, one }) => ({
    en: one ? `Several columns are called “${value}”; a number tells them apart.` : `${count} names, among them “${value}”, belong to several columns each; numbers tell them apart.`,
    'zh-CN': one ? `有几列都叫“${value}”，已加上序号区分。` : `有 ${count} 个列名重复（如“${value}”），已加上序号区分。`,
  }),
  namesEmpty: ({ count, one }) => ({
    en: `${count} ${one ? 'column has' : 'columns have'} no name and ${one ? 'is' : 'are'} called by number.`,
    'zh-CN': `有 ${count} 列没有名称，用序号代替。`,
  }),
  markerNotInForce: ({ value, count, one }) => ({
    en: `“${value}” occurs ${count} ${one ? 'time' : 'times'} and may mean a missing value; it is read as an ordinary value.`,
    'zh-CN': `“${value}”出现了 ${count} 次，可能表示缺失值，现按普通取值读取。`,
  }),
  infinite: ({ column, value, count, line, lines, one }) => ({
    en: `${count} ${one ? 'value' : 'values'} of “${column}” ${one ? 'is' : 'are'} infinite or too large for a number: “${value}” in line ${line}${lines}. Treated as missing.`,
    'zh-CN': `“${column}”列有 ${count} 个无穷大或超出范围的值：文件第 ${line} 行的“${value}”${lines}，视为缺失。`,
  }),
  notNumbers: ({ column, value, count, line, lines, one }) => ({
    en: `${count} ${one ? 'value' : 'values'} of “${column}” ${one ? 'is' : 'are'} not a number: “${value}” in line ${line}${lines}. Treated as missing, because you chose numbers.`,
    'zh-CN': `“${column}”列有 ${count} 个值不是数值：文件第 ${line} 行的“${value}”${lines}。这一列已选为数值，因此视为缺失。`,
  }),
  notDates: ({ column, value, count, line, one }) => ({
    en: `${count} ${one ? 'value' : 'values'} of “${column}” ${one ? 'is' : 'are'} not a date${line === '' ? '' : `: “${value}” in line ${line}`}. Treated as missing, because you chose dates.`,
    'zh-CN': `“${column}”列有 ${count} 个值不是日期${line === '' ? '' : `：文件第 ${line} 行的“${value}”`}。这一列已选为日期，因此视为缺失。`,
  }),
  longIntegersRounded: ({ column, value, count, line, one }) => ({
    en: `${count} ${one ? 'number' : 'numbers'} of “${column}” ${one ? 'has' : 'have'} too many digits to be exact: “${value}” in line ${line}. As numbers they are rounded; as an identifier they stay exact.`,
    'zh-CN': `“${column}”列有 ${count} 个数位数太多：文件第 ${line} 行的“${value}”。作为数值会被舍入，作为编号则保持原样。`,
  }),
  commentLines: ({ count, line, lines, one }) => ({
    en: `${count} ${one ? 'line is a remark and is' : 'lines are remarks and are'} not counted as ${one ? 'a row' : 'rows'}, first line ${line}${lines}.`,
    'zh-CN': `有 ${count} 行是注释，不计入行数，第一处在文件第 ${line} 行${lines}。`,
  }),
  skippedLines: ({ count, one }) => ({
    en: one ? 'The first line stands before the table and is not read.' : `The first ${count} lines stand before the table and are not read.`,
    'zh-CN': `表格前的 ${count} 行不读取。`,
  }),
  almostNumbers: ({ column, value, count, line, one }) => ({
    en: one
      ? `“${value}” in line ${line} is the only value of “${column}” that is not a number.`
      : `Only ${count} values of “${column}” are not numbers, the first is “${value}” in line ${line}.`,
    'zh-CN': one ? `“${column}”列只有文件第 ${line} 行的“${value}”不是数值。` : `“${column}”列只有 ${count} 个值不是数值，第一个是文件第 ${line} 行的“${value}”。`,
  }),
  almostDates: ({ column, value, count, line, one }) => ({
    en: one
      ? `“${value}” in line ${line} is the only value of “${column}” that is not a date.`
      : `Only ${count} values of “${column}” are not dates, the first is “${value}” in line ${line}.`,
    'zh-CN': one ? `“${column}”列只有文件第 ${line} 行的“${value}”不是日期。` : `“${column}”列只有 ${count} 个值不是日期，第一个是文件第 ${line} 行的“${value}”。`,
  }),
  dateOrderUnknown: ({ column, value, line }) => ({
    en: `“${column}” looks like dates, but no row tells whether “${value}” (line ${line}) has the day or the month first. It is not read as dates until you choose.`,
    'zh-CN': `“${column}”列像是日期，但看不出“${value}”（文件第 ${line} 行）是日在前还是月在前，选定之前不按日期读取。`,
  }),
  dateOrderContradictory: ({ column, value, line }) => ({
    en: `“${column}” has some dates with the day first and some with the month first, such as “${value}” in line ${line}. It is not read as dates.`,
    'zh-CN': `“${column}”列的日期有的日在前，有的月在前（如文件第 ${line} 行的“${value}”），因此不按日期读取。`,
  }),
  dateOrderAssumed: ({ column, value, line }) => ({
    en: `No row of “${column}” tells whether the day or the month comes first; “${value}” (line ${line}) is read with the day first.`,
    'zh-CN': `“${column}”列看不出是日在前还是月在前，“${value}”（文件第 ${line} 行）按日在前读取。`,
  }),
  emptyColumn: ({ column }) => ({ en: `“${column}” is empty.`, 'zh-CN': `“${column}”列是空的。` }),
  constantColumn: ({ column, value }) => ({
    en: `Every value of “${column}” is “${value}”, so nothing can be learned from it.`,
    'zh-CN': `“${column}”列全是“${value}”，学不到东西。`,
  }),
  valuesMerged: ({ column, count }) => ({
    en: `“${column}” has very many different values; ${count} of the later ones are kept only in the file, not in memory.`,
    'zh-CN': `“${column}”列的不同取值太多，靠后的 ${count} 个只保留在文件里，不载入内存。`,
  }),
  ...numberFindingTexts,
  ...fileChangeTexts,
  spacesAround: ({ column, count, one }) => ({
    en: `${count} ${one ? 'value' : 'values'} of “${column}” ${one ? 'has' : 'have'} spaces around ${one ? 'it' : 'them'}, which do not count.`,
    'zh-CN': `“${column}”列有 ${count} 个值前后带空格，空格不计入取值。`,
  }),
} as const satisfies Record<string, Describe>

export const targetReasonTexts = {
  named: { en: 'Its name says that it is what people want to know.', 'zh-CN': '从列名看，这就是要预测的内容。' },
  lastTwoValues: { en: 'It is the last column and has two values.', 'zh-CN': '它是最后一列，只有两种取值。' },
  onlyTwoValues: { en: 'It is the only column with two values.', 'zh-CN': '只有这一列恰好有两种取值。' },
  last: { en: 'It is the last column, where the answer often stands.', 'zh-CN': '它是最后一列，答案常放在那里。' },
} as const satisfies Record<string, Text>

/** The code itself for a finding that this file has no words for. */
export function describeDatasetFinding(finding: Finding, language: Language): string {
  const describe: Describe | undefined = own(datasetFindingTexts, finding.code)
  const { code, value } = finding
  const shown = code === 'encodingGuessed' ? (own(encodingNames, value ?? '') ?? value) : value
  return describe ? describe(factsOf({ ...finding, ...(shown === undefined ? {} : { value: shown }) }, language))[language] : code
}

export function describeTypeReason(reason: ColumnSummary['typeReason'], language: Language): string {
  const describe: Describe | undefined = own(typeReasonTexts, reason.key)
  return describe ? describe(factsOf(reason, language))[language] : reason.key
}

export function describeTargetReason(reason: string, language: Language): string {
  return own<Text>(targetReasonTexts, reason)?.[language] ?? reason
}

/** A key that came over the wire must not reach the prototype. */
function own<T>(texts: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(texts, key) ? texts[key] : undefined
}

const listed = 5

function factsOf(
  { column = '', value = '', readAs = '', count = 1, line, lines = [] }: { column?: string | undefined; value?: string | undefined; readAs?: string | undefined; count?: number | undefined; line?: number | undefined; lines?: number[] | undefined },
  language: Language,
): Facts {
  const number = new Intl.NumberFormat('en')
  const others = [...new Set(lines)].filter((one) => one !== line).slice(0, listed)
  const written = others.map((one) => number.format(one))
  const list = written.length === 0 ? '' : language === 'en' ? `, then ${written.join(', ')}` : `，其后有第 ${written.join('、')} 行`
  const more = others.length > 0 && count > others.length + 1 ? (language === 'en' ? ' and more' : ' 等') : ''
  return {
    column,
    value: value.length > 80 ? `${value.slice(0, 80)}…` : value,
    readAs: formatSpelled(readAs),
    count: number.format(count),
    line: line === undefined ? '' : number.format(line),
    lines: list + more,
    one: count === 1,
  }
}
