/** What keeps a file of some format from being read, in both languages. Keys: `details.problem` and `details.limit`. */
import type { ErrorDetails } from '../errors.ts'
import type { Language } from '../language.ts'

type Sentence = (details: ErrorDetails) => string
type Sentences = Record<Language, Sentence>

const lineOf = { en: ({ line }: ErrorDetails) => (line === undefined ? '' : ` in line ${line.toLocaleString('en-US')}`), 'zh-CN': ({ line }: ErrorDetails) => (line === undefined ? '' : `第 ${line.toLocaleString('en-US')} 行`) }
const quoted = (text: string | undefined, otherwise: string): string => (text === undefined || text === '' ? otherwise : `“${text}”`)

const formatProblems: Record<string, Sentences> = {
  oldWorkbook: {
    en: () => 'it is an Excel workbook of before 2007 (.xls). In Excel choose Save As, “Excel Workbook (.xlsx)”, then drop that file.',
    'zh-CN': () => '它是 2007 年以前的 Excel 工作簿（.xls）。在 Excel 中选择“另存为 → Excel 工作簿（.xlsx）”，再把新文件拖进来。',
  },
  lockedWorkbook: {
    en: () => 'a password protects this workbook. In Excel choose File, Info, Protect Workbook, “Encrypt with Password” and empty the password, save it, then drop it again.',
    'zh-CN': () => '这个工作簿设有密码。在 Excel 中选择“文件 → 信息 → 保护工作簿 → 用密码进行加密”，清空密码并保存，再重新拖进来。',
  },
  binaryWorkbook: {
    en: () => 'it is a binary Excel workbook (.xlsb). In Excel choose Save As, “Excel Workbook (.xlsx)”, then drop that file.',
    'zh-CN': () => '它是二进制 Excel 工作簿（.xlsb）。在 Excel 中选择“另存为 → Excel 工作簿（.xlsx）”，再把新文件拖进来。',
  },
  openDocument: {
    en: () => 'it is an OpenDocument file. In LibreOffice choose Save As, “Excel (.xlsx)” or “Text CSV”, then drop that file.',
    'zh-CN': () => '它是 OpenDocument 文件。在 LibreOffice 中选择“另存为”，保存成“Excel（.xlsx）”或“文本 CSV”，再把新文件拖进来。',
  },
  document: {
    en: () => 'it is an Office document without a table. Choose a workbook (.xlsx) or a text table.',
    'zh-CN': () => '它是没有表格数据的 Office 文档。请选择工作簿（.xlsx）或文本表格。',
  },
  locked: {
    en: () => 'a password protects it. Unpack or save it without a password, then drop that file.',
    'zh-CN': () => '它设有密码。先去掉密码解压或另存，再把新文件拖进来。',
  },
  oldFeather: {
    en: () => 'it is a Feather file of the first version. Write it again with a pandas or R of after 2020, then drop that file.',
    'zh-CN': () => '它是第一版的 Feather 文件。用 2020 年以后的 pandas 或 R 重新写出，再把新文件拖进来。',
  },
  otherPacking: {
    en: () => 'it is packed in a way that is not read here (tar, bzip2, xz, 7z or RAR). Unpack it, then drop the table inside; zip, gzip and zstd are read as they are.',
    'zh-CN': () => '它的压缩方式不受支持（tar、bzip2、xz、7z 或 RAR）。先解压，再把里面的表格拖进来；zip、gzip 和 zstd 可以直接读取。',
  },
  webPage: {
    en: () => 'it is a web page or XML, whatever its name ends in. Open it in Excel or LibreOffice, save it as .xlsx or CSV, then drop that file.',
    'zh-CN': () => '它其实是网页或 XML，与文件名的后缀无关。用 Excel 或 LibreOffice 打开，另存为 .xlsx 或 CSV，再把新文件拖进来。',
  },
  tooDeep: {
    en: () => 'it is packed in a packed file several times over. Unpack it, then drop the table inside.',
    'zh-CN': () => '它被反复压缩了好几层。先解压，再把里面的表格拖进来。',
  },
  noTables: {
    en: () => 'there is no table in it. Choose a file with at least one table.',
    'zh-CN': () => '里面没有表格。请选择至少含有一张表格的文件。',
  },
  noColumns: {
    en: () => 'its table has no columns. Choose another file.',
    'zh-CN': () => '表格没有任何列。请换一个文件。',
  },
  emptySheet: {
    en: ({ value }) => `${quoted(value, 'the sheet')} has no values in the cells that were asked for. Choose another sheet or range.`,
    'zh-CN': ({ value }) => `${quoted(value, '工作表')}在所选区域内没有任何值。请换一个工作表或区域。`,
  },
  range: {
    en: ({ value }) => `${quoted(value, 'the range')} is no range of cells. Write it like A1:F200, or leave it empty for the whole sheet.`,
    'zh-CN': ({ value }) => `${quoted(value, '所填内容')}不是单元格区域。请写成 A1:F200 的形式，留空表示整张工作表。`,
  },
  nested: {
    en: ({ column }) => `every column holds lists or records inside its cells${column === undefined ? '' : `, such as “${column}”`}, and a table needs single values. Write the file again with one value a cell.`,
    'zh-CN': ({ column }) => `所有列的单元格里都是列表或记录${column === undefined ? '' : `（如“${column}”）`}，而表格的每格只能有一个值。请改成每格一个值后重新写出。`,
  },
  json: {
    en: (d) => `it is no valid JSON${lineOf.en(d)}. Correct it there, or write the file again with the program it comes from.`,
    'zh-CN': (d) => `${lineOf['zh-CN'](d)}不是有效的 JSON。请改正那里，或用原来的程序重新写出。`,
  },
  cutOff: {
    en: () => 'it breaks off before its end, and nothing in it is whole. Copy or download it again from where it came from.',
    'zh-CN': () => '它没有到结尾就中断了，里面没有完整的文件。请从原处重新复制或下载。',
  },
  damaged: {
    en: () => 'it is incomplete or damaged. Copy or download it again from where it came from.',
    'zh-CN': () => '它不完整或已损坏。请从原处重新复制或下载。',
  },
}

const limitTexts: Record<string, Record<Language, (count: number) => string>> = {
  unpacked: { en: (count) => `unpacked it takes more than ${gigabytes(count)} GB`, 'zh-CN': (count) => `解压后超过 ${gigabytes(count)} GB` },
  ratio: { en: (count) => `unpacked it would grow more than ${number(count)}-fold`, 'zh-CN': (count) => `解压后会膨胀到 ${number(count)} 倍以上` },
  rows: { en: (count) => `it has more than ${number(count)} rows`, 'zh-CN': (count) => `超过 ${number(count)} 行` },
  columns: { en: (count) => `it has more than ${number(count)} columns`, 'zh-CN': (count) => `超过 ${number(count)} 列` },
  cells: { en: (count) => `it claims more than ${number(count)} cells`, 'zh-CN': (count) => `自称超过 ${number(count)} 个单元格` },
  memory: { en: (count) => `a part of it needs more than ${gigabytes(count)} GB of memory at once`, 'zh-CN': (count) => `其中一部分需要一次占用超过 ${gigabytes(count)} GB 内存` },
  members: { en: (count) => `it holds more than ${number(count)} files`, 'zh-CN': (count) => `其中的文件超过 ${number(count)} 个` },
  pasted: { en: (count) => `what was pasted has more than ${number(count)} characters`, 'zh-CN': (count) => `粘贴的内容超过 ${number(count)} 个字符` },
  record: { en: (count) => `one record takes more than ${number(count)} bytes`, 'zh-CN': (count) => `一条记录超过 ${number(count)} 字节` },
}

/** What is wrong and what to do, without the file's name before it. */
export function describeFormatProblem(details: ErrorDetails, language: Language): string {
  return (formatProblems[details.problem ?? ''] ?? formatProblems['damaged'])?.[language](details) ?? ''
}

/** The limit that the file goes beyond. */
export function describeFormatLimit({ limit, count = 0 }: ErrorDetails, language: Language): string {
  return limitTexts[limit ?? '']?.[language](count) ?? { en: 'it is too large', 'zh-CN': '内容太大' }[language]
}

function number(count: number): string {
  return count.toLocaleString('en-US')
}
function gigabytes(bytes: number): string {
  return number(Math.round(bytes / 1e8) / 10)
}
