/** From words on the command line to a command. Knows which options there are, not what their values must be. */
import { parseArgs } from 'node:util'
import { Delimiter, type ReadingChoices, type SourcePartChoice } from '#contract/dataset.ts'
import type { Language } from '#contract/language.ts'
import { languages } from '#contract/language.ts'
import { languageOfLocale, systemLanguage } from '#host/system-language.ts'
import { readPort } from '#web/port.ts'
import { UsageError } from './usage-error.ts'

export interface TrainCommand {
  name: 'train'
  file: string
  reading: ReadingChoices
  target: string | undefined
  plan: string | undefined
  /** As typed; checked against the catalogue's ranges. */
  settings: { epochs?: string; batchSize?: string; seed?: string; engine?: string; split?: string }
  out: string | undefined
  json: boolean
}

export type EnginesCommand =
  | { name: 'engines'; task: 'list'; json: boolean }
  /** `from`: a file that was brought along. `cuda`: the build for NVIDIA cards. */
  | { name: 'engines'; task: 'install'; from: string | undefined; index: string | undefined; cuda: boolean; json: boolean }
  | { name: 'engines'; task: 'remove'; json: boolean }

export type Command =
  | { name: 'help' }
  | { name: 'inspect'; file: string; reading: ReadingChoices; json: boolean }
  | TrainCommand
  | { name: 'predict'; run: string; file: string; reading: ReadingChoices; out: string }
  | { name: 'resume'; run: string; json: boolean }
  | { name: 'verify'; run: string; json: boolean }
  | { name: 'export'; project: string; out: string }
  | { name: 'import'; file: string; json: boolean }
  | EnginesCommand
  | { name: 'serve'; port: number | undefined }

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  lang: { type: 'string' },
  sheet: { type: 'string' },
  range: { type: 'string' },
  table: { type: 'string' },
  member: { type: 'string' },
  delimiter: { type: 'string' },
  target: { type: 'string' },
  plan: { type: 'string' },
  epochs: { type: 'string' },
  'batch-size': { type: 'string' },
  seed: { type: 'string' },
  split: { type: 'string' },
  engine: { type: 'string' },
  out: { type: 'string' },
  port: { type: 'string' },
  from: { type: 'string' },
  cuda: { type: 'boolean' },
  'python-index': { type: 'string' },
} as const

/** Those without a value. */
const switches = ['--help', '--json', '--cuda']

type Option = keyof typeof options
type Values = ReturnType<typeof parse>['values']

const everywhere: Option[] = ['help', 'lang']
const ofPart: (Option & keyof SourcePartChoice)[] = ['sheet', 'range', 'table', 'member']
const ofReading: Option[] = [...ofPart, 'delimiter']
const ofCommand: Record<Exclude<Command['name'], 'help'>, { files: string[]; options: Option[] }> = {
  inspect: { files: ['FILE'], options: ['json', ...ofReading] },
  train: { files: ['FILE'], options: ['json', 'target', 'plan', 'epochs', 'batch-size', 'seed', 'split', 'engine', 'out', ...ofReading] },
  predict: { files: ['RUN', 'FILE'], options: ['out', ...ofReading] },
  resume: { files: ['RUN'], options: ['json'] },
  verify: { files: ['RUN'], options: ['json'] },
  export: { files: ['PROJECT'], options: ['out'] },
  import: { files: ['FILE'], options: ['json'] },
  engines: { files: [], options: ['json', 'from', 'python-index', 'cuda'] },
  serve: { files: [], options: ['port'] },
}

/** Throws UsageError and PortRefused. */
export function readCommand(words: string[]): Command {
  const { values, positionals } = parse(words)
  checkLanguage(values.lang)
  const [name, ...files] = positionals
  if (values.help || name === 'help') return { name: 'help' }
  if (name === undefined) throw new UsageError({ en: 'No command was given. `candor --help` lists them.', 'zh-CN': '没有给出命令。用 `candor --help` 查看全部命令。' })
  if (!isCommandName(name)) {
    throw new UsageError({ en: `There is no command “${name}”. \`candor --help\` lists them.`, 'zh-CN': `没有名为 “${name}” 的命令。用 \`candor --help\` 查看全部命令。` })
  }
  if (name === 'engines') return readEngines(files, values)
  checkShape(name, files, values)
  const [first = '', second = ''] = files
  const json = values.json === true
  switch (name) {
    case 'inspect':
      return { name, file: first, reading: readingOf(values), json }
    case 'train':
      return { name, file: first, reading: readingOf(values), target: values.target, plan: values.plan, settings: settingsOf(values), out: values.out, json }
    case 'predict':
      if (values.out === undefined) throw new UsageError({ en: '`candor predict` needs --out with the file to write.', 'zh-CN': '`candor predict` 需要用 --out 给出要写入的文件。' })
      return { name, run: first, file: second, reading: readingOf(values), out: values.out }
    case 'resume':
    case 'verify':
      return { name, run: first, json }
    case 'export':
      if (values.out === undefined) throw new UsageError({ en: '`candor export` needs --out with the file to write.', 'zh-CN': '`candor export` 需要用 --out 给出要写入的文件。' })
      return { name, project: first, out: values.out }
    case 'import':
      return { name, file: first, json }
    case 'serve':
      return { name, port: values.port === undefined ? undefined : readPort(values.port) }
    default:
      return name satisfies never
  }
}

/** `engines`, `engines install tensorflow` and `engines remove tensorflow`. */
function readEngines(words: string[], values: Values): EnginesCommand {
  const [task, engine] = words
  const json = values.json === true
  const wanted = task === 'install' || task === 'remove' ? ['tensorflow'] : []
  if (task !== undefined && wanted.length === 0) throw new UsageError({ en: `\`candor engines\` knows install and remove, not “${task}”.`, 'zh-CN': `\`candor engines\` 只有 install 和 remove，没有 “${task}”。` })
  if (engine !== undefined && engine !== 'tensorflow') throw new UsageError({ en: `“${engine}” is nothing that can be installed; “tensorflow” is.`, 'zh-CN': `“${engine}” 无法安装；可安装的是 “tensorflow”。` })
  const shape = `engines${task === undefined ? '' : ` ${task}`}`
  checkWords(shape, words.slice(1), { files: wanted.map(() => 'tensorflow'), options: task === 'install' ? ofCommand.engines.options : ['json'] }, values)
  if (task === 'install') {
    const cuda = values.cuda === true
    if (cuda && values.from !== undefined) throw new UsageError({ en: '--cuda needs many files, which come from an index of Python packages; --from takes one, for the processor. Leave one of them out.', 'zh-CN': '--cuda 需要许多文件，它们来自 Python 软件包索引；--from 只接受一个用于处理器的文件。去掉其中一个选项。' })
    return { name: 'engines', task, from: values.from, index: values['python-index'], cuda, json }
  }
  return { name: 'engines', task: task === 'remove' ? task : 'list', json }
}

/** --lang where it is given, else the system's; readable even from a command that is not. */
export function languageOf(words: string[], environment: Record<string, string | undefined>): Language {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const given = at < 0 ? undefined : words[at]?.includes('=') ? words[at].split('=')[1] : words[at + 1]
  return given === undefined ? systemLanguage(environment) : languageOfLocale(given)
}

function parse(words: string[]) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') throw error
    const option = /'(?:-\w, )?(--?[\w-]+)/.exec(error instanceof Error ? error.message : '')?.[1] ?? ''
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
      throw new UsageError({ en: `There is no option ${option}. \`candor --help\` lists them.`, 'zh-CN': `没有 ${option} 这个选项。用 \`candor --help\` 查看全部选项。` })
    }
    throw switches.includes(option)
      ? new UsageError({ en: `${option} takes no value.`, 'zh-CN': `${option} 不带值。` })
      : new UsageError({ en: `${option} needs a value.`, 'zh-CN': `${option} 需要一个值。` })
  }
}

function checkLanguage(lang: string | undefined): void {
  // As in a locale: `zh`, `zh_TW` and `en-GB` say enough.
  if (lang === undefined || /^(zh|en)([-_]\w+)*$/i.test(lang)) return
  const known = languages.join(', ')
  throw new UsageError({ en: `There is no language “${lang}”. Languages: ${known}.`, 'zh-CN': `没有名为 “${lang}” 的语言。可用的有：${known}。` })
}

function checkShape(name: keyof typeof ofCommand, files: string[], values: Values): void {
  checkWords(name, files, ofCommand[name], values)
}

function checkWords(name: string, files: string[], shape: { files: string[]; options: Option[] }, values: Values): void {
  const foreign = keysOf(values).find((option) => !everywhere.includes(option) && !shape.options.includes(option))
  if (foreign) throw new UsageError({ en: `\`candor ${name}\` has no option --${foreign}.`, 'zh-CN': `\`candor ${name}\` 没有 --${foreign} 选项。` })
  if (files.length === shape.files.length) return
  const wanted = ['candor', name, ...shape.files].join(' ')
  throw files.length < shape.files.length
    ? new UsageError({ en: `Something is missing: \`${wanted}\`.`, 'zh-CN': `缺少内容：\`${wanted}\`。` })
    : new UsageError({ en: `“${files[shape.files.length] ?? ''}” is one word too many: \`${wanted}\`.`, 'zh-CN': `多出了 “${files[shape.files.length] ?? ''}”：\`${wanted}\`。` })
}

function settingsOf(values: Values): TrainCommand['settings'] {
  const { epochs, 'batch-size': batchSize, seed, engine, split } = values
  return {
    ...(epochs === undefined ? {} : { epochs }),
    ...(batchSize === undefined ? {} : { batchSize }),
    ...(seed === undefined ? {} : { seed }),
    ...(engine === undefined ? {} : { engine }),
    ...(split === undefined ? {} : { split }),
  }
}

/** Throws a UsageError for a delimiter that can be none. */
function readingOf(values: Values): ReadingChoices {
  const part: SourcePartChoice = Object.fromEntries(ofPart.flatMap((option) => (values[option] === undefined ? [] : [[option, values[option]]])))
  // No shell has a short way to write a tab.
  const delimiter = values.delimiter?.replaceAll('\\t', '\t')
  if (delimiter !== undefined && !Delimiter.safeParse(delimiter).success) {
    throw new UsageError({
      en: `“${delimiter}” can’t be a delimiter: one to four characters, no Latin letters, digits, points, minus signs or quotation marks.`,
      'zh-CN': `“${delimiter}” 不能作为分隔符：一到四个字符，不能是英文字母、数字、小数点、减号或引号。`,
    })
  }
  return { ...(Object.keys(part).length > 0 && { part }), ...(delimiter !== undefined && { delimiter }) }
}

function isCommandName(name: string): name is keyof typeof ofCommand {
  return Object.hasOwn(ofCommand, name)
}

function keysOf(values: Values): Option[] {
  return Object.keys(values).filter((key): key is Option => Object.hasOwn(options, key))
}
