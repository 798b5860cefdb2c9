/** The sentence for every error code, in both languages: what happened, what was expected, how to go on. Knows no screen. */
import type { ErrorCode, ErrorDetails } from '../errors.ts'
import type { Language } from '../language.ts'
import { describeFormulaMistake } from './formula-mistakes.ts'
import { describeFormatLimit, describeFormatProblem } from './format-errors.ts'
import { describeProblem } from './problems.ts'
import { runtimeSentences } from './runtime-errors.ts'

type Sentence = (details: ErrorDetails) => string
type Sentences = Record<Language, Sentence>

/** One or two sentences for a person. Details that are absent are left out, never shown as "undefined". */
export function describeError(code: ErrorCode, details: ErrorDetails, language: Language): string {
  return sentences[code][language](details)
}

function enQuoted(text: string | undefined, otherwise: string): string {
  return text === undefined || text === '' ? otherwise : `“${text}”`
}
function zhQuoted(text: string | undefined, otherwise: string): string {
  return text === undefined || text === '' ? otherwise : `“${text}”`
}

const enFile = ({ file }: ErrorDetails): string => enQuoted(lastPart(file), 'The file')
const zhFile = ({ file }: ErrorDetails): string => zhQuoted(lastPart(file), '文件')
const enColumn = ({ column }: ErrorDetails): string => (column === undefined ? 'The column' : `The column “${column}”`)
const zhColumn = ({ column }: ErrorDetails): string => (column === undefined ? '这一列' : `“${column}”列`)

/** A path is shown by its last part: the folder is no news to the person who chose it. */
function lastPart(file: string | undefined): string | undefined {
  return file?.split(/[/\\]/).filter((part) => part !== '').at(-1)
}

function isTable({ file = '' }: ErrorDetails): boolean {
  return file.toLowerCase().endsWith('.csv')
}
/** A file that the person saves under a name of their own; the others are a project's. */
function isForPerson(details: ErrorDetails): boolean {
  return isTable(details) || details.file?.toLowerCase().endsWith('.candor') === true
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

/** ` in line 48,211`, ` in row 3`, or nothing. */
function enLine({ line, row }: ErrorDetails): string {
  if (line === undefined) return row === undefined ? '' : ` in row ${number(row)}`
  return ` in line ${number(line)}`
}
function zhLine({ line, row }: ErrorDetails): string {
  const place = line ?? row
  return place === undefined ? '' : `第 ${number(place)} 行`
}

/** `Layer 3, “units”`, `“epochs”`, or the given word. */
function enPlace({ layer, setting }: ErrorDetails, otherwise: string): string {
  const parts = [...(layer === undefined ? [] : [`layer ${layer}`]), ...(setting === undefined || setting === '' ? [] : [`“${setting}”`])]
  return parts.length === 0 ? otherwise : parts.join(', ')
}
function zhPlace({ layer, setting }: ErrorDetails, otherwise: string): string {
  const place = `${layer === undefined ? '' : `第 ${layer} 层`}${setting === undefined || setting === '' ? '' : `的“${setting}”`}`
  return place === '' ? otherwise : place.replace(/^的/, '')
}

/** ` and 2 other columns` or nothing. */
function enOthers({ count = 1 }: ErrorDetails): string {
  return count < 2 ? '' : count === 2 ? ' and 1 other column that differs' : ` and ${number(count - 1)} other columns that differ`
}
function zhOthers({ count = 1 }: ErrorDetails): string {
  return count < 2 ? '' : `（另有 ${number(count - 1)} 列不同）`
}

/** `: it is 0, expected >= 1`, with what is known of it. */
function enFound({ value, expected }: ErrorDetails): string {
  if (value !== undefined && expected !== undefined) return `: it is “${value}”, expected ${expected}`
  if (expected !== undefined) return `: expected ${expected}`
  return value === undefined ? '' : `: it is “${value}”`
}
function zhFound({ value, expected }: ErrorDetails): string {
  if (value !== undefined && expected !== undefined) return `：现在是“${value}”，应为“${expected}”`
  if (expected !== undefined) return `：应为“${expected}”`
  return value === undefined ? '' : `：现在是“${value}”`
}

/** `Layer 3: ` and what is wrong there, with what to do about it. */
function enProblem({ layer, ...facts }: ErrorDetails, problem: string): string {
  return `${layer === undefined ? '' : `Layer ${layer}: `}${describeProblem({ ...facts, problem }, 'en')}`
}
function zhProblem({ layer, ...facts }: ErrorDetails, problem: string): string {
  return `${layer === undefined ? '' : `第 ${layer} 层：`}${describeProblem({ ...facts, problem }, 'zh-CN')}`
}

/** Names of limits, as `details.limit` carries them; `count` is the most that is possible. */
const limitTexts: Record<string, Record<Language, (count: number | undefined) => string>> = {
  record: {
    en: (count = 0) => `one row takes more than ${number(count)} bytes`,
    'zh-CN': (count = 0) => `一行超过 ${number(count)} 字节`,
  },
  cell: {
    en: (count = 0) => `one cell takes more than ${number(count)} bytes`,
    'zh-CN': (count = 0) => `一个单元格超过 ${number(count)} 字节`,
  },
  columns: {
    en: (count = 0) => `there are more than ${number(count)} columns`,
    'zh-CN': (count = 0) => `超过 ${number(count)} 列`,
  },
}

/** What a `.candor` file has too much of, as `details.limit` carries it. */
const archiveLimitTexts: Record<string, Record<Language, (count: number | undefined) => string>> = {
  files: {
    en: (count = 0) => `it holds ${number(count)} files`,
    'zh-CN': (count = 0) => `其中有 ${number(count)} 个文件`,
  },
  bytes: {
    en: (count = 0) => `it would take ${gigabytes(count)} GB on the disk`,
    'zh-CN': (count = 0) => `展开后将占用 ${gigabytes(count)} GB`,
  },
  ratio: {
    en: (count = 0) => `unpacked it would grow ${number(count)}-fold`,
    'zh-CN': (count = 0) => `展开后会膨胀到 ${number(count)} 倍`,
  },
}

function gigabytes(bytes: number): string {
  return number(Math.round(bytes / 1e8) / 10)
}

const sentences: Record<ErrorCode, Sentences> = {
  internal: {
    en: () => 'Something went wrong inside Candor; this is a fault of the program, not of your data. Your project is saved. Try again, or restart Candor.',
    'zh-CN': () => 'Candor 内部出错，这是程序的问题，与你的数据无关。项目已保存，可以再试一次，或重新启动 Candor。',
  },
  'request.invalid': {
    en: (d) => `The request can't be understood, at ${enPlace(d, 'an unknown place')}${enFound(d)}. Check that value and try again.`,
    'zh-CN': (d) => `无法理解这个请求，问题在${zhPlace(d, '未知位置')}${zhFound(d)}。检查后再试。`,
  },
  'studio.stopped': {
    en: () => 'The studio stopped and was started again. Your project is complete; a run that was going is kept up to its last epoch.',
    'zh-CN': () => '后台意外退出，已重新启动。项目完好，正在进行的训练保留到最后一轮。',
  },
  'file.notFound': {
    en: (d) => `${enFile(d)} was not found. It may have been moved, renamed or deleted. Choose it again.`,
    'zh-CN': (d) => `找不到${zhFile(d)}，它可能已被移动、改名或删除。重新选择文件即可。`,
  },
  'file.unreadable': {
    en: (d) => `${enFile(d)} can't be opened. It may be a folder, belong to someone else, or be open in another program, probably Excel. Close it there and try again.`,
    'zh-CN': (d) => `打不开${zhFile(d)}。它可能是文件夹、没有读取权限，或正被其他程序占用（可能是 Excel）。关闭后再试。`,
  },
  'file.empty': {
    en: (d) => `${enFile(d)} is empty: there is nothing in it to read. Choose a file with a row of names and rows of data.`,
    'zh-CN': (d) => `${zhFile(d)}是空的，没有可以读取的内容。选择一个有列名和数据行的文件。`,
  },
  'file.headerOnly': {
    en: (d) => `${enFile(d)} has column names but no rows below them, so there is nothing to learn from. Choose a file with data rows.`,
    'zh-CN': (d) => `${zhFile(d)}只有列名，没有数据行，没有可学的内容。选择一个有数据行的文件。`,
  },
  'file.binary': {
    en: (d) => `${enFile(d)} is not a table in any form that is read here. Save it as CSV or .xlsx in the program it comes from, then drop that file.`,
    'zh-CN': (d) => `${zhFile(d)}不是可以读取的表格文件。在原来的程序里另存为 CSV 或 .xlsx，再把新文件拖进来。`,
  },
  'file.format': {
    en: (d) => `${enFile(d)} can't be read: ${describeFormatProblem(d, 'en')}`,
    'zh-CN': (d) => `无法读取${zhFile(d)}：${describeFormatProblem(d, 'zh-CN')}`,
  },
  'file.tooLarge': {
    en: (d) => `${enFile(d)} was not read${enLine(d)}: ${describeFormatLimit(d, 'en')}, which is beyond what is read here. Check where it comes from, or split it into smaller files.`,
    'zh-CN': (d) => `没有读取${zhFile(d)}${zhLine(d)}：${describeFormatLimit(d, 'zh-CN')}，超出可读取的范围。请核对文件来源，或把它拆成几个小文件。`,
  },
  'file.otherColumns': {
    en: (d) =>
      d.problem === 'extra'
        ? `These files don't make one table: ${enFile(d)} has ${enQuoted(d.column, 'a column')}${enOthers(d)}, which ${enQuoted(d.value, 'the first file')} does not have. Make the columns the same, or open the files one by one.`
        : `These files don't make one table: ${enQuoted(d.value, 'the first file')} has ${enQuoted(d.column, 'a column')}${enOthers(d)}, which ${enFile(d)} does not have. Make the columns the same, or open the files one by one.`,
    'zh-CN': (d) =>
      d.problem === 'extra'
        ? `这些文件拼不成一张表：${zhFile(d)}有${zhQuoted(d.column, '某一列')}列${zhOthers(d)}，而${zhQuoted(d.value, '第一个文件')}没有。请统一各文件的列，或逐个打开。`
        : `这些文件拼不成一张表：${zhQuoted(d.value, '第一个文件')}有${zhQuoted(d.column, '某一列')}列${zhOthers(d)}，而${zhFile(d)}没有。请统一各文件的列，或逐个打开。`,
  },
  'file.limit': {
    en: (d) => `${enFile(d)} goes beyond what can be read${enLine(d)}: ${limitTexts[d.limit ?? '']?.en(d.count) ?? 'it is too large'}. Check the separator and the quotes there, or split the file.`,
    'zh-CN': (d) => `${zhFile(d)}${zhLine(d)}超出可读取的范围：${limitTexts[d.limit ?? '']?.['zh-CN'](d.count) ?? '内容太大'}。检查那里的分隔符和引号，或把文件拆开。`,
  },
  'file.changed': {
    en: (d) => `${enFile(d)} was changed by another program while it was being read or after it was imported. Drop it again to read it as it is now.`,
    'zh-CN': (d) => `${zhFile(d)}在读取期间或导入之后被其他程序改动了。重新拖入，即可按现在的内容读取。`,
  },
  'file.encoding': {
    en: (d) => `${enFile(d)} holds bytes that are no text in ${d.expected ?? 'the chosen encoding'}${enLine(d)}. Choose another encoding under “Read as”.`,
    'zh-CN': (d) => `${zhFile(d)}${zhLine(d)}有些字节不符合${d.expected === undefined ? '所选编码' : `“${d.expected}”编码`}。在“识别为”中换一种编码。`,
  },
  'file.refused': {
    en: (d) => `${enFile(d)} can't be read by its path here: in the browser only files that you choose or drop may be read. Drop the file on the window.`,
    'zh-CN': (d) => `这里不能按路径读取${zhFile(d)}：在浏览器中只能读取你选择或拖入的文件。把文件拖到窗口里。`,
  },
  'file.locked': {
    en: (d) => `${enFile(d)} is open in another program${isTable(d) ? ', probably Excel' : ''}. Close it there${isForPerson(d) ? ', or save under another name' : ' and try again'}.`,
    'zh-CN': (d) => `${zhFile(d)}正被其他程序占用${isTable(d) ? '（可能是 Excel）' : ''}。关闭后再试${isForPerson(d) ? '，或换个名字保存' : ''}。`,
  },
  'disk.full': {
    en: (d) => `The disk is full, so ${isForPerson(d) ? enFile(d) : 'this'} could not be saved. What was saved before is complete. Free some space and try again.`,
    'zh-CN': (d) => `磁盘已满，${isForPerson(d) ? `没能保存${zhFile(d)}` : '这次没能保存'}。之前保存的内容完好。腾出一些空间后再试。`,
  },
  'disk.readOnly': {
    en: (d) => `${enQuoted(lastPart(d.file), 'The file')} could not be written: the folder is read-only, or the file is open in another program. Choose another place, or close it there and try again.`,
    'zh-CN': (d) => `无法写入${zhQuoted(lastPart(d.file), '文件')}：文件夹是只读的，或文件正被其他程序占用。换个位置，或关闭后再试。`,
  },
  'project.unknown': {
    en: () => 'This project is not on this computer any more. Choose another one, or start a new one.',
    'zh-CN': () => '这台电脑上已经没有这个项目。打开别的项目，或新建一个。',
  },
  'project.newer': {
    en: (d) => `This project was saved by a newer Candor${d.value === undefined ? '' : ` (format ${d.value}; this one reads ${d.expected ?? 'older ones'})`}. Nothing was changed. Update Candor to open it.`,
    'zh-CN': (d) => `这个项目由更新版本的 Candor 保存${d.value === undefined ? '' : `（格式 ${d.value}，当前支持 ${d.expected ?? '更早的格式'}）`}。内容没有改动，更新 Candor 后即可打开。`,
  },
  'project.damaged': {
    en: (d) => `${enQuoted(lastPart(d.file), 'A file of this project')} is damaged and can't be read. The other files were left as they are. Put back a copy of it, or start a new project with the same data.`,
    'zh-CN': (d) => `${zhQuoted(lastPart(d.file), '项目中的一个文件')}已损坏，无法读取。其他文件没有改动。用备份替换它，或用同样的数据新建项目。`,
  },
  'project.readOnly': {
    en: (d) => `The project ${enQuoted(d.file, 'you chose')} lies on a disk or in a folder that can't be written, and Candor saves as you work. Make it writable, or copy its folder to another disk; nothing of it was changed.`,
    'zh-CN': (d) => `项目${zhQuoted(d.file, '')}所在的磁盘或文件夹不能写入，而 Candor 会随时保存。解除只读，或把项目文件夹复制到别的磁盘；项目本身没有任何改动。`,
  },
  'project.busy': {
    en: () => 'This project is in use: a run is still going, or another Candor has it open. Finish the run or close the other window, then try again.',
    'zh-CN': () => '这个项目正在使用：训练还在进行，或另一个 Candor 已打开它。结束训练或关闭另一个窗口后再试。',
  },
  'archive.foreign': {
    en: (d) => `${enFile(d)} is not a project saved by Candor. Choose a file made with “Save as one file…”; a table is opened under any other name.`,
    'zh-CN': (d) => `${zhFile(d)}不是 Candor 保存的项目。请选择用“存为单个文件…”生成的文件；表格请用其他文件名打开。`,
  },
  'archive.damaged': {
    en: (d) => `${enFile(d)} is incomplete or damaged${d.value === undefined ? '' : ` (in “${d.value}”)`}, so nothing of it was opened. Copy or download it again from where it came from.`,
    'zh-CN': (d) => `${zhFile(d)}不完整或已损坏${d.value === undefined ? '' : `（“${d.value}”）`}，没有打开任何内容。请从原处重新复制或下载。`,
  },
  'archive.refused': {
    en: (d) => `${enFile(d)} holds ${enQuoted(d.value, 'something')}, which no Candor puts into a project, so nothing of it was opened. Ask whoever sent it for the file as Candor saved it.`,
    'zh-CN': (d) => `${zhFile(d)}含有 Candor 不会放进项目的${zhQuoted(d.value, '内容')}，因此没有打开任何内容。请向发送者索取 Candor 原样保存的文件。`,
  },
  'archive.limit': {
    en: (d) => `${enFile(d)} was not opened: ${archiveLimitTexts[d.limit ?? '']?.en(d.count) ?? 'it is too large'}; the most is ${d.expected ?? 'less'}. No project looks like that; ask whoever sent it for the file as Candor saved it.`,
    'zh-CN': (d) => `没有打开${zhFile(d)}：${archiveLimitTexts[d.limit ?? '']?.['zh-CN'](d.count) ?? '内容太大'}，上限为 ${d.expected ?? '更小的值'}。正常的项目不会这样，请向发送者索取 Candor 原样保存的文件。`,
  },
  'archive.changed': {
    en: () => 'The project changed while it was being saved, so no file was written. Wait until nothing is being opened or removed, then save it again.',
    'zh-CN': () => '保存期间项目发生了变化，因此没有写入文件。等打开或删除操作结束后，再保存一次。',
  },
  'dataset.none': {
    en: () => 'There is no data in this project yet. Drop a table first, such as a CSV file or an Excel workbook.',
    'zh-CN': () => '这个项目里还没有数据。先拖入一个表格文件，例如 CSV 或 Excel 工作簿。',
  },
  'plan.invalid': {
    en: (d) => `The plan is not valid at ${enPlace(d, enQuoted(lastPart(d.file), 'an unknown place'))}${enFound(d)}. Change it there; the rest of the plan is kept.`,
    'zh-CN': (d) => `方案有误，问题在${zhPlace(d, zhQuoted(lastPart(d.file), '未知位置'))}${zhFound(d)}。改正这一处即可，其余部分不变。`,
  },
  'plan.newer': {
    en: (d) => `This plan was made by a newer Candor${d.value === undefined ? '' : ` (version ${d.value}; this one reads ${d.expected ?? 'older ones'})`}. Update Candor to use it.`,
    'zh-CN': (d) => `这个方案由更新版本的 Candor 生成${d.value === undefined ? '' : `（版本 ${d.value}，当前支持 ${d.expected ?? '更早的版本'}）`}。更新 Candor 后即可使用。`,
  },
  'column.unknown': {
    en: (d) => `${enColumn(d)} is not in this data. Choose one of its columns.`,
    'zh-CN': (d) => `数据中没有${zhColumn(d)}。从现有的列中选择。`,
  },
  'recipe.noTarget': {
    en: () => 'Nothing to predict has been chosen. Choose the column to predict.',
    'zh-CN': () => '还没有选择要预测的列。先选一列。',
  },
  'recipe.step': {
    en: (d) => `${d.count === undefined ? 'A step' : `Step ${number(d.count)}`} can't be done. ${describeFormulaMistake(d.problem ?? '', d, 'en')}`.trim(),
    'zh-CN': (d) => `${d.count === undefined ? '有一个步骤' : `第 ${number(d.count)} 步`}无法完成。${describeFormulaMistake(d.problem ?? '', d, 'zh-CN')}`,
  },
  'recipe.oneClass': {
    en: (d) => `Every row of ${enQuoted(d.column, 'the target')} says ${enQuoted(d.value, 'the same')}, so there is nothing to learn. Choose another column.`,
    'zh-CN': (d) => `${zhColumn(d)}全是${zhQuoted(d.value, '同一个值')}，没有可学的内容。换一列试试。`,
  },
  'recipe.targetEmpty': {
    en: (d) => `${enColumn(d)} has no value in any row, so there is nothing to learn. Choose another column, or check what counts as missing.`,
    'zh-CN': (d) => `${zhColumn(d)}没有任何值，没有可学的内容。换一列，或检查哪些内容被视为缺失。`,
  },
  'recipe.targetNotNumeric': {
    en: (d) => `${enQuoted(d.value, 'A value')}${d.row === undefined ? '' : ` in row ${number(d.row)}`} of ${enQuoted(d.column, 'the target')} is not a number, but a number is to be predicted. Treat that value as missing, or predict categories instead.`,
    'zh-CN': (d) => `${zhColumn(d)}${d.row === undefined ? '' : `第 ${number(d.row)} 行`}的${zhQuoted(d.value, '值')}不是数值，而当前要预测的是数值。把它视为缺失，或改为预测类别。`,
  },
  'recipe.tooManyClasses': {
    en: (d) => `${enColumn(d)} has ${d.count === undefined ? 'too many' : number(d.count)} different answers; at most ${d.limit ?? 'a few hundred'} can be learned. Predict it as a number, or choose another column.`,
    'zh-CN': (d) => `${zhColumn(d)}有${d.count === undefined ? '过多' : ` ${number(d.count)} 种`}不同的答案，最多支持 ${d.limit ?? '数百'} 种。改为预测数值，或换一列。`,
  },
  'recipe.noFeatures': {
    en: (d) => `No column is left to learn from: besides ${enQuoted(d.column, 'the target')} every column is left out. Use at least one of them.`,
    'zh-CN': (d) => `没有可供学习的列：除${zhQuoted(d.column, '目标列')}以外，其余各列都未使用。至少使用其中一列。`,
  },
  'recipe.tooFewRows': {
    en: (d) => `There are too few rows to learn from${d.count === undefined ? '' : `: ${number(d.count)}`}${d.expected === undefined ? '' : `, at least ${d.expected} are needed in each part`}. Add rows, keep fewer for the test, or fill gaps instead of dropping rows.`,
    'zh-CN': (d) => `可用的行太少${d.count === undefined ? '' : `：只有 ${number(d.count)} 行`}${d.expected === undefined ? '' : `，每一部分至少需要 ${d.expected} 行`}。增加数据、减少测试集，或填补缺失值而不是丢弃行。`,
  },
  'network.invalid': {
    en: (d) => (d.problem === undefined ? `The network can't be built: ${enPlace(d, 'the network')}${enFound(d)}. Change it there, or remove the layer.` : `The network can't be built. ${enProblem(d, d.problem)}`),
    'zh-CN': (d) => (d.problem === undefined ? `无法搭建这个网络，问题在${zhPlace(d, '网络')}${zhFound(d)}。改正这一处，或删除这一层。` : `无法搭建这个网络。${zhProblem(d, d.problem)}`),
  },
  'training.invalid': {
    en: (d) => (d.problem === undefined ? `The training can't start: ${enPlace(d, 'the training settings')}${enFound(d)}. Change it there and try again.` : `The training can't start. ${enProblem(d, d.problem)}`),
    'zh-CN': (d) => (d.problem === undefined ? `无法开始训练，问题在${zhPlace(d, '训练设置')}${zhFound(d)}。改正后再试。` : `无法开始训练。${zhProblem(d, d.problem)}`),
  },
  'engine.unavailable': {
    en: (d) =>
      d.value === 'tensorflow'
        ? 'TensorFlow is not installed on this computer. Add it with “candor engines install tensorflow”, or choose another engine under “More settings”.'
        : `The engine ${enQuoted(d.value, 'chosen')} does not run on this computer. Choose “auto” under “More settings”.`,
    'zh-CN': (d) =>
      d.value === 'tensorflow'
        ? '这台电脑没有安装 TensorFlow。运行“candor engines install tensorflow”来添加，或在“更多设置”中选择其他引擎。'
        : `这台电脑无法使用${zhQuoted(d.value, '所选')}引擎。在“更多设置”中选择“auto”。`,
  },
  'engine.stopped': {
    en: (d) => `The process of TensorFlow ended in the middle of the run${d.value === undefined || d.value === '' ? '' : ` (${d.value})`}. Nothing else was touched. Go on from the last checkpoint, or train with the engine “compiled”.`,
    'zh-CN': (d) => `TensorFlow 进程在训练途中意外结束${d.value === undefined || d.value === '' ? '' : `（${d.value}）`}。其他内容没有受影响。可从最近的检查点继续，或改用编译引擎训练。`,
  },
  'engine.broken': {
    en: (d) => `TensorFlow could not be started${d.value === undefined || d.value === '' ? '' : ` (${d.value})`}: a file of it is missing or was changed. Install it again under Engines, or train with the engine “compiled”, which is always there.`,
    'zh-CN': (d) => `TensorFlow 无法启动${d.value === undefined || d.value === '' ? '' : `（${d.value}）`}：有文件缺失或被改动。到“引擎”中重新安装，或改用始终可用的编译引擎训练。`,
  },
  'engine.memory': {
    en: (d) => `The memory that TensorFlow has is not enough for batches of this size. ${d.count === undefined || d.count < 1 ? 'Use a smaller network' : `Use a batch size of ${number(d.count)}`}, or train with the engine “compiled”.`,
    'zh-CN': (d) => `TensorFlow 可用的内存装不下这么大的批次。${d.count === undefined || d.count < 1 ? '换小一些的网络' : `把批大小改为 ${number(d.count)}`}，或改用编译引擎训练。`,
  },
  ...runtimeSentences,
  'memory.exceeded': {
    en: (d) => `There is not enough memory for this${d.count === undefined ? '' : ` (${number(d.count)} network inputs)`}. Use fewer columns or rows, fewer categories, or a smaller network.`,
    'zh-CN': (d) => `内存不足${d.count === undefined ? '' : `（网络输入有 ${number(d.count)} 个）`}。减少列、行或类别，或换小一些的网络。`,
  },
  'run.unknown': {
    en: () => 'This run does not exist any more; it was probably discarded. Choose another run.',
    'zh-CN': () => '这次训练已经不存在，可能已被放弃。选择别的训练记录。',
  },
  'run.ended': {
    en: () => 'This run is already over, so it can’t be paused or continued. Train again to start a new one.',
    'zh-CN': () => '这次训练已经结束，不能再暂停或继续。重新训练即可开始新的一次。',
  },
  'run.busy': {
    en: () => 'That is not possible just now: the run is waiting, starting or being judged. Try again in a moment.',
    'zh-CN': () => '现在还不行：这次训练正在排队、准备或评估。稍后再试。',
  },
  'run.noModel': {
    en: () => 'This run ended before it had anything to keep, so it can’t predict. Train again, or choose another run.',
    'zh-CN': () => '这次训练在留下结果之前就结束了，无法用来预测。重新训练，或选择别的训练记录。',
  },
  'run.otherData': {
    en: (d) => `The data of this project is no longer what this run learned from${d.file === undefined ? '' : `, ${enQuoted(lastPart(d.file), 'another file')}`}. Open that file again, unchanged, and try again; or train again on the data of now.`,
    'zh-CN': (d) => `项目中的数据已不是这次训练所用的数据${d.file === undefined ? '' : `（${zhQuoted(lastPart(d.file), '另一个文件')}）`}。重新打开那个未经改动的文件后再试，或用现在的数据重新训练。`,
  },
  'run.unfinished': {
    en: () => 'This run never came to its end, so there is no result to compare with. Resume it and let it finish, or choose another run.',
    'zh-CN': () => '这次训练没有进行到底，没有可供核对的结果。先继续训练直到结束，或选择别的训练记录。',
  },
  'checkpoint.damaged': {
    en: () => 'Every checkpoint of this run is damaged, so it can’t go on from where it was. Train again with the same plan: it gives the same result.',
    'zh-CN': () => '这次训练的检查点都已损坏，无法从中断处继续。用同样的方案重新训练，结果相同。',
  },
  'checkpoint.otherVersion': {
    en: (d) =>
      `The checkpoint of this run was made by ${d.value ?? 'another version of Candor'}, and this is ${d.expected ?? 'not that version'}: going on would not give the same result. Train again with the same plan, or resume it with the version that made it.`,
    'zh-CN': (d) => `这次训练的检查点由 ${d.value ?? '另一版本的 Candor'} 生成，当前是 ${d.expected ?? '别的版本'}，继续训练得不到相同的结果。用同样的方案重新训练，或用原来的版本继续。`,
  },
  'checkpoint.otherData': {
    en: () => 'The checkpoint in the folder of this run belongs to a run on other data, so it can’t go on from it. Put the run’s own checkpoint back, or train again with the same plan.',
    'zh-CN': () => '这次训练的文件夹里的检查点来自用其他数据的训练，无法从它继续。放回原来的检查点，或用同样的方案重新训练。',
  },
  'checkpoint.otherPlan': {
    en: () => 'The checkpoint in the folder of this run belongs to a run of another plan, so it can’t go on from it. Put the run’s own plan and checkpoint back, or train again.',
    'zh-CN': () => '这次训练的文件夹里的检查点来自另一个方案的训练，无法从它继续。放回原来的方案和检查点，或重新训练。',
  },
  'predict.columnMissing': {
    en: (d) =>
      d.count === undefined
        ? `${enColumn(d)} is missing from ${enQuoted(lastPart(d.file), 'the new data')}, but the run learned from it. Add it, or train again without it.`
        : `${enQuoted(lastPart(d.file), 'The file')} has none of the ${number(d.count)} columns the run learned from, such as ${enQuoted(d.column, 'the first')}. Check that its first row has the same names, or choose another file.`,
    'zh-CN': (d) =>
      d.count === undefined
        ? `${zhQuoted(lastPart(d.file), '新数据')}里没有${zhColumn(d)}，而训练时用到了它。补上这一列，或不使用它重新训练。`
        : `${zhQuoted(lastPart(d.file), '文件')}里没有训练时用到的 ${number(d.count)} 列${d.column === undefined ? '' : `（如“${d.column}”）`}。看看首行的列名是否相同，或换一个文件。`,
  },
  'predict.value': {
    en: (d) => `${enQuoted(d.value, 'The value')} in ${enQuoted(d.column, 'this field')} can't be used${d.expected === undefined ? '' : `: expected ${d.expected}`}. Change it, or leave the field empty.`,
    'zh-CN': (d) => `${zhColumn(d)}中的${zhQuoted(d.value, '值')}无法使用${d.expected === undefined ? '' : `：应为“${d.expected}”`}。改一下，或留空。`,
  },
  'predict.noRows': {
    en: (d) => `The answers to ${enQuoted(lastPart(d.file), 'this file')} are no longer in memory: the studio was started again, or other files came after it. Predict the file again, then save.`,
    'zh-CN': (d) => `${zhQuoted(lastPart(d.file), '这个文件')}的预测结果已不在内存中，可能是后台重新启动过，或之后又预测了别的文件。重新预测后再保存。`,
  },
}
