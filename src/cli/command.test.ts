/** From words to a command, and every way to mistype one. */
import { describe, expect, it } from 'vitest'
import { languages } from '#contract/language.ts'
import { PortRefused } from '#web/port.ts'
import { languageOf, readCommand } from './command.ts'
import { UsageError } from './usage-error.ts'

function problemOf(line: string): UsageError | PortRefused | null {
  try {
    readCommand(line.split(' ').filter((word) => word !== ''))
    return null
  } catch (error) {
    if (error instanceof UsageError || error instanceof PortRefused) return error
    throw error
  }
}

describe('a command', () => {
  it('is read with all its options', () => {
    expect(readCommand('train data.csv --target y --plan p.json --epochs 3 --batch-size 16 --seed 7 --split sklearn --engine tfjs --out runs --json'.split(' '))).toEqual({
      name: 'train',
      file: 'data.csv',
      reading: {},
      target: 'y',
      plan: 'p.json',
      settings: { epochs: '3', batchSize: '16', seed: '7', split: 'sklearn', engine: 'tfjs' },
      out: 'runs',
      json: true,
    })
    expect(readCommand(['inspect', 'data.csv'])).toEqual({ name: 'inspect', file: 'data.csv', reading: {}, json: false })
    expect(readCommand(['predict', 'run', 'new.csv', '--out', 'p.csv'])).toEqual({ name: 'predict', run: 'run', file: 'new.csv', reading: {}, out: 'p.csv' })
    expect(readCommand(['inspect', 'book.xlsx', '--sheet', '数据', '--range', 'A1:C9'])).toMatchObject({ reading: { part: { sheet: '数据', range: 'A1:C9' } } })
    expect(readCommand(['inspect', 'housing.data', '--delimiter', ' +'])).toMatchObject({ reading: { delimiter: ' +' } })
    expect(readCommand(['predict', 'run', 'new.txt', '--out', 'p.csv', '--delimiter', '\\t'])).toMatchObject({ reading: { delimiter: '\t' } })
    expect(() => readCommand(['inspect', 'a.csv', '--delimiter', 'x'])).toThrow(UsageError)
    expect(readCommand(['resume', 'kept'])).toEqual({ name: 'resume', run: 'kept', json: false })
    expect(readCommand(['verify', '3', '--json'])).toEqual({ name: 'verify', run: '3', json: true })
    expect(readCommand(['export', 'iris', '--out', 'iris.candor'])).toEqual({ name: 'export', project: 'iris', out: 'iris.candor' })
    expect(readCommand(['import', 'iris.candor', '--json'])).toEqual({ name: 'import', file: 'iris.candor', json: true })
    expect(readCommand(['engines', '--json'])).toEqual({ name: 'engines', task: 'list', json: true })
    expect(readCommand('engines install tensorflow --from t.whl --python-index https://mirror/simple'.split(' '))).toEqual({ name: 'engines', task: 'install', from: 't.whl', index: 'https://mirror/simple', cuda: false, json: false })
    expect(readCommand('engines install tensorflow --cuda'.split(' '))).toMatchObject({ task: 'install', cuda: true, from: undefined })
    expect(readCommand(['engines', 'remove', 'tensorflow'])).toEqual({ name: 'engines', task: 'remove', json: false })
    expect(readCommand(['serve', '--port', '8080'])).toEqual({ name: 'serve', port: 8080 })
    expect(readCommand(['serve'])).toEqual({ name: 'serve', port: undefined })
    for (const words of [['train', '--help'], ['-h'], ['help'], ['help', 'train']]) expect(readCommand(words)).toEqual({ name: 'help' })
  })

  it('takes the language in any usual spelling', () => {
    for (const lang of ['zh', 'zh-CN', 'zh_TW', 'en', 'en-GB']) expect(readCommand(['engines', '--lang', lang])).toEqual({ name: 'engines', task: 'list', json: false })
  })

  it.each([
    { line: '', says: 'No command' },
    { line: 'trian data.csv', says: '“trian”' },
    { line: 'constructor', says: '“constructor”' },
    { line: 'engines instal', says: '“instal”' },
    { line: 'engines install', says: '`candor engines install tensorflow`' },
    { line: 'engines install torch', says: '“torch”' },
    { line: 'engines remove tensorflow now', says: '“now” is one word too many' },
    { line: 'engines remove tensorflow --from x', says: '--from' },
    { line: 'engines --from x', says: '--from' },
    { line: 'engines install tensorflow --cuda --from x.whl', says: '--cuda needs many files' },
    { line: 'engines remove tensorflow --cuda', says: '--cuda' },
    { line: 'inspect', says: '`candor inspect FILE`' },
    { line: 'inspect a.csv b.csv', says: '“b.csv” is one word too many' },
    { line: 'inspect a.csv --target y', says: 'no option --target' },
    { line: 'train a.csv --epoch 3', says: 'no option --epoch' },
    { line: 'train a.csv --epochs', says: '--epochs needs a value' },
    { line: 'train a.csv --epochs --json', says: '--epochs needs a value' },
    { line: 'inspect a.csv --json=1', says: '--json takes no value' },
    { line: 'inspect a.csv --lang fr', says: '“fr”. Languages: zh-CN, en' },
    { line: 'predict run new.csv', says: '--out' },
    { line: 'export iris', says: '`candor export` needs --out' },
    { line: 'import', says: '`candor import FILE`' },
    { line: 'import a.candor --out x', says: 'no option --out' },
    { line: 'verify', says: '`candor verify RUN`' },
    { line: 'resume run --out x', says: 'no option --out' },
    { line: 'serve --port 0', says: '“0”' },
    { line: 'serve --port 65536', says: '“65536”' },
    { line: 'serve --port 80a', says: '“80a”' },
  ])('that is mistyped is answered in one sentence: "$line"', ({ line, says }) => {
    const problem = problemOf(line)
    expect(problem?.text.en).toContain(says)
    for (const language of languages) expect(problem?.text[language]).not.toMatch(/\n|undefined/)
  })
})

describe('the language', () => {
  it('is the one asked for, else the system’s', () => {
    expect(languageOf(['inspect', 'a', '--lang', 'zh-CN'], { LANG: 'en_US.UTF-8' })).toBe('zh-CN')
    expect(languageOf(['inspect', 'a', '--lang=en'], { LANG: 'zh_CN.UTF-8' })).toBe('en')
    expect(languageOf([], { LANG: 'zh_CN.UTF-8' })).toBe('zh-CN')
    expect(languageOf([], { LC_ALL: 'de_DE.UTF-8', LANG: 'zh_CN.UTF-8' })).toBe('en')
  })
})
