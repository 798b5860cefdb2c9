/** The command line as a person or a script uses it: the built program, real files, exit codes, and what is on which stream. */
import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inRoot } from '#scripts/root.mjs'

interface Outcome {
  code: number | null
  output: string
  errors: string
}

const sample = (name: string) => inRoot('resources', 'samples', `${name}.csv`)

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor-command-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

function start(words: string[]): ChildProcessWithoutNullStreams {
  const environment = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', CANDOR_HOME: join(folder, 'home'), TMPDIR: folder }
  return spawn(process.execPath, [inRoot('out', 'main', 'cli.js'), ...words], { env: environment, cwd: folder })
}

function candor(...words: string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = start(words)
    let output = ''
    let errors = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
    child.on('close', (code) => resolve({ code, output, errors }))
  })
}

/** Its whole standard output as one JSON object. */
async function answerOf(...words: string[]): Promise<Record<string, unknown>> {
  const { code, output, errors } = await candor(...words, '--json')
  expect({ code, errors }).toEqual({ code: 0, errors: '' })
  return JSON.parse(output)
}

describe('candor inspect', () => {
  it('answers rows, columns and findings', async () => {
    const answer = await answerOf('inspect', sample('penguins'))
    expect(Object.keys(answer)).toEqual(['rows', 'columns', 'findings'])
    expect(answer['rows']).toBe(344)
    expect(answer['columns']).toContainEqual({ name: 'Species', type: 'category', missing: 0, distinct: 3 })
  })

  it('shows a person a table', async () => {
    const { code, output } = await candor('inspect', sample('iris'))
    expect(code).toBe(0)
    expect(output).toMatch(/^iris\.csv: 150 rows, 5 columns/)
  })

  it('reads no other sheet than the one that was asked for', async () => {
    const { code, output, errors } = await candor('inspect', inRoot('test', 'fixtures', 'formats', 'book.xlsx'), '--sheet', '2025')
    expect([code, output]).toEqual([2, ''])
    expect(errors).toMatch(/^“book\.xlsx” has no sheet “2025”\. It has: .*数据/)
  })
})

describe('candor train', () => {
  it('answers exactly the promised keys, and twice the same but for the times', async () => {
    const words = ['train', sample('breast_cancer'), '--target', 'target', '--split', 'sklearn', '--seed', '3']
    const [once, twice] = [await answerOf(...words), await answerOf(...words)]
    expect(Object.keys(once)).toEqual(['task', 'engine', 'rows', 'parameters', 'seconds', 'compileSeconds', 'weightsSha256', 'metrics'])
    expect(once).toMatchObject({ task: 'binary', rows: 569, parameters: 30 * 64 + 64 + 64 * 32 + 32 + 32 + 1 })
    expect(Object.keys(Object(once['metrics']))).toEqual(['train', 'validation', 'test'])
    expect({ ...twice, seconds: 0, compileSeconds: 0 }).toEqual({ ...once, seconds: 0, compileSeconds: 0 })
  })

  it('is right on at least 95 of 100 unseen rows of breast cancer, for each of five seeds', async () => {
    const accuracies = []
    for (const seed of ['1', '2', '3', '4', '5']) {
      const { metrics } = await answerOf('train', sample('breast_cancer'), '--target', 'target', '--split', 'sklearn', '--seed', seed)
      accuracies.push(Reflect.get(Reflect.get(Object(metrics), 'test'), 'accuracy'))
    }
    for (const accuracy of accuracies) expect(accuracy, `all: ${accuracies.join(', ')}`).toBeGreaterThanOrEqual(0.95)
  })

  it('tells a person how good it is, in their language', async () => {
    const { code, output } = await candor('train', sample('iris'), '--target', 'species', '--epochs', '30', '--lang', 'zh-CN')
    expect(code).toBe(0)
    expect(output).toContain('没见过的数据')
    expect(output).toContain('accuracy')
  })

  it('says so where the loss was no longer a number, beside an answer that is still one object', async () => {
    await writeFile(join(folder, 'wild.json'), JSON.stringify({ version: 1, network: { layers: [{ id: 'a', type: 'dense', units: 8 }] }, training: { optimizer: { type: 'sgd', learningRate: 1e9 } } }))
    const { code, output, errors } = await candor('train', sample('cars'), '--target', 'Miles_per_Gallon', '--plan', 'wild.json', '--json')
    expect(code).toBe(0)
    expect(errors).toMatch(/^Training stopped at step \d+: the loss was no longer a number\..*learning rate is too large\.\n$/)
    expect(JSON.parse(output)).toMatchObject({ task: 'regression' })
  })

  it('keeps the network where --out says, and candor predict answers with it', async () => {
    await answerOf('train', sample('cars'), '--target', 'Miles_per_Gallon', '--out', 'kept')
    const { code, errors, output } = await candor('predict', 'kept', sample('cars'), '--out', 'predictions.csv')
    expect({ code, output }).toEqual({ code: 0, output: '' })
    expect(errors).toContain('406 predictions')
    expect((await readFile(join(folder, 'predictions.csv'), 'utf8')).trimEnd().split('\n')).toHaveLength(407)
  })

  it('takes the plan of a run again, as it was asked and as it was run', async () => {
    const runs = (await readdir(join(folder, 'kept'), { recursive: true })).filter((name) => /runs\/[^/]+\/(asked-)?plan\.json$/.test(name))
    expect(runs).toHaveLength(2)
    for (const plan of runs) await answerOf('train', sample('cars'), '--plan', join('kept', plan), '--epochs', '1')
  })

  it.each([['SIGINT', 130], ['SIGTERM', 143]] as const)('is ended by %s at once and leaves nothing behind', async (signal, expected) => {
    const child = start(['train', sample('breast_cancer'), '--target', 'target', '--epochs', '100000'])
    const ended = once(child, 'exit')
    await expect.poll(async () => (await readdir(folder, { recursive: true })).some((name) => name.endsWith('steps.bin') && name.startsWith('candor-')), { timeout: 20_000 }).toBe(true)
    child.kill(signal)
    // As Ctrl+C under npm: to the group, and passed on.
    setTimeout(() => child.kill(signal), 5)
    expect(await ended).toEqual([expected, null])
    expect((await readdir(folder)).filter((name) => name.startsWith('candor-'))).toEqual([])
  })
})

describe('candor resume and candor verify', () => {
  it('bring a run that was cut off to the end it would have had, and find it equal', async () => {
    const words = ['train', sample('breast_cancer'), '--target', 'target', '--epochs', '1500', '--out', 'cut']
    const child = start(words)
    const ended = once(child, 'exit')
    await expect.poll(async () => /"epoch":30,/.test(await readEvents('cut')), { timeout: 30_000, interval: 20 }).toBe(true)
    child.kill('SIGINT')
    expect(await ended).toEqual([130, null])
    const { code, output, errors } = await candor('resume', 'cut', '--json')
    expect(code).toBe(0)
    expect(errors).toMatch(/^Goes on in epoch [\d,]+, after step [\d,]+\.\n$/)
    const whole = await answerOf('train', sample('breast_cancer'), '--target', 'target', '--epochs', '1500')
    expect({ ...JSON.parse(output), seconds: 0, compileSeconds: 0 }).toEqual({ ...whole, seconds: 0, compileSeconds: 0 })
    expect(await answerOf('verify', 'cut')).toMatchObject({ equal: true, epochs: 1500, weights: { now: whole['weightsSha256'] } })
    const again = await candor('resume', 'cut')
    expect(again).toMatchObject({ code: 2, output: '' })
    expect(again.errors).toContain('already over')
  })

  it('ends with exit code 1 and the first difference where a run is not what it was', async () => {
    const [events = ''] = (await readdir(join(folder, 'cut'), { recursive: true })).filter((name) => name.endsWith('events.jsonl'))
    const file = join(folder, 'cut', events)
    await writeFile(file, (await readFile(file, 'utf8')).replace(/("epoch":3,.*?"training":\{"loss":)[\d.e-]+/, '$10.125').replace(/("epoch":3,.*?"training":\{[^}]*"loss":)[\d.e-]+/, '$10.125'))
    const { code, output } = await candor('verify', 'cut', '--lang', 'en')
    expect(output).toMatch(/^First differs in epoch 3: “loss” on the training rows is [\d.]+ now and was 0\.125 then\.\n$/)
    expect(code).toBe(1)
  })

  async function readEvents(kept: string): Promise<string> {
    const names = await readdir(join(folder, kept), { recursive: true }).catch((): string[] => [])
    const events = names.find((name) => name.endsWith('events.jsonl'))
    return events === undefined ? '' : await readFile(join(folder, kept, events), 'utf8')
  }
})

describe('candor engines', () => {
  it('lists what this computer can train with', async () => {
    expect(await answerOf('engines')).toMatchObject({ engines: [{ name: 'compiled', available: true }, { name: 'tfjs', available: true }, { name: 'tensorflow', available: false }], computer: { threads: expect.any(Number), memoryBytes: expect.any(Number) }, tensorflow: { version: '2.21.0', graphics: { reason: expect.any(String) } } })
    const { output } = await candor('engines', '--lang', 'en')
    expect(output).toMatch(/^Processor: .+ memory\.\nGraphics card: .+\.$/mu)
  })
})

describe('candor export and import', () => {
  it('carry a project with its run to another home, where it predicts the same', async () => {
    const { code, output } = await candor('export', 'kept', '--out', 'kept.candor')
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringMatching(/^“.+” with 1 run is in .+kept\.candor \([\d,]+ bytes\)\.\n$/) })
    const opened = await answerOf('import', 'kept.candor')
    expect(opened).toMatchObject({ runs: 1 })
    const again = await candor('import', 'kept.candor', '--lang', 'zh-CN')
    expect(again.output).toMatch(/^已打开为项目“.+ 2”（[\w-]+），含 1 次训练。\n$/)
    const [byId, byName] = [await candor('export', String(opened['id']), '--out', 'again.candor'), await candor('export', String(opened['name']), '--out', 'x.candor')]
    expect([byId.code, byName.code]).toEqual([0, 0])
    await candor('predict', 'kept', sample('cars'), '--out', 'there.csv')
    await candor('predict', '1', sample('cars'), '--out', 'here.csv')
    expect(await readFile(join(folder, 'here.csv'), 'utf8')).toBe(await readFile(join(folder, 'there.csv'), 'utf8'))
  })

  it('say in one sentence what is wrong', async () => {
    await writeFile(join(folder, 'fake.candor'), 'a,b\n1,2\n')
    await mkdir(join(folder, 'of mine'), { recursive: true })
    await writeFile(join(folder, 'of mine', 'whole.candor'), 'PK\u0003\u0004')
    for (const command of [['inspect'], ['train', '--target', 'a']]) {
      const { code, output, errors } = await candor(...command, 'of mine/whole.candor')
      expect([code, output]).toEqual([2, ''])
      expect(errors).toContain('“whole.candor” is a whole project saved by Candor, not a table. Open it as a project of this computer: candor import "of mine/whole.candor"')
    }
    const [fake, none, where] = [await candor('import', 'fake.candor'), await candor('import', 'none.candor'), await candor('export', 'nowhere', '--out', 'x.candor')]
    expect([fake, none, where].map(({ code, output }) => ({ code, output }))).toEqual([{ code: 2, output: '' }, { code: 2, output: '' }, { code: 2, output: '' }])
    expect(fake.errors).toMatch(/^“fake\.candor” is not a project saved by Candor\. .+\n$/)
    expect(none.errors).toMatch(/^“none\.candor” was not found\./)
    expect(where.errors).toMatch(/^“nowhere” is neither the name or id of a project/)
  })
})

describe('candor serve', () => {
  it('prints the address with its token on the first line, and ends with a signal', async () => {
    const child = spawn(process.execPath, [inRoot('out', 'main', 'cli.js'), 'serve'], { env: { ...process.env, CANDOR_HOME: join(folder, 'home') } })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve))
    expect(line).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}\n$/)
    const answer = await fetch(line.trim(), { redirect: 'manual' })
    expect(answer.status).toBe(302)
    child.kill('SIGINT')
    setTimeout(() => child.kill('SIGINT'), 5)
    expect(await ended).toBe(0)
    expect(await readdir(join(folder, 'home', 'hosts'))).toEqual([])
  })
})

/** By each of the three ways to the window in a browser. */
describe('a port that another program uses', () => {
  it.each([
    { way: 'candor serve', words: ['out/main/cli.js', 'serve'] },
    { way: 'the web host itself', words: ['out/main/web.js'] },
    { way: 'npm start', words: ['scripts/start.mjs', '--web'] },
  ])('is named by $way with the way out, in both languages, and nothing is left running or lying about', async ({ words: [program = '', ...words] }) => {
    const other = createServer()
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const home = join(folder, 'home of the busy port')
    try {
      for (const [language, sentence] of [
        ['en_US', `Port ${port} is used by another program. Choose another with --port, or leave it out.\n`],
        ['zh_CN', `端口 ${port} 已被其他程序占用。请用 --port 换一个，或不指定端口。\n`],
      ]) {
        const child = spawn(process.execPath, [inRoot(program), ...words, '--port', port], { env: { ...process.env, LANG: `${language}.UTF-8`, LC_ALL: '', CANDOR_HOME: home } })
        let told = ''
        for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (told += text))
        const [code] = await once(child, 'close')
        // Before it, npm start may say that it built what was stale.
        expect({ code, said: told.split('\n').slice(-2).join('\n') }).toEqual({ code: 2, said: sentence })
        expect(await readdir(join(home, 'hosts'))).toEqual([])
      }
    } finally {
      other.close()
      await once(other, 'close')
    }
  })
})

it('does not fail where nobody reads its answer to the end', async () => {
  const child = start(['inspect', sample('breast_cancer'), '--json'])
  child.stdout.destroy()
  expect(await once(child, 'exit')).toEqual([0, null])
})

describe('bad input', () => {
  it.each([
    { words: ['train', 'none.csv', '--target', 'y'], says: 'none.csv' },
    { words: ['train', sample('iris'), '--target', 'price'], says: 'price' },
    { words: ['train', sample('iris'), '--target', 'species', '--epochs', '0'], says: '--epochs' },
    { words: ['train', sample('iris'), '--target', 'species', '--plan', 'plan.json'], says: 'plan' },
    { words: ['inspect', 'empty.csv'], says: 'empty' },
    { words: ['train', sample('iris'), '--target', 'species', '--plan', 'mistyped.json'], says: 'trainnig' },
    { words: ['train', sample('iris'), '--target', 'species', '--out', 'empty.csv'], says: 'empty.csv' },
    { words: ['train', sample('cars'), '--target', 'Miles_per_Gallon', '--plan', 'wrong.json'], says: 'Layer 1: There is no layer called “conv9”' },
    { words: ['predict', 'nowhere', sample('iris'), '--out', 'p.csv'], says: 'nowhere' },
    { words: ['predict', 'other', sample('iris'), '--out', 'p.csv'], says: 'other' },
    { words: ['predict', 'kept', sample('cars'), '--out', 'other'], says: 'other' },
    { words: ['predict', 'kept', 'empty.csv', '--out', join('other', '..', 'empty.csv')], says: 'overwrite “empty.csv”' },
    { words: ['verify', 'nowhere'], says: 'nowhere' },
    { words: ['resume', 'other'], says: 'other' },
    { words: ['serve', '--port', 'x'], says: '--port' },
    { words: ['fly'], says: 'fly' },
  ])('gives exit code 2 and one sentence that names “$says”', async ({ words, says }) => {
    await writeFile(join(folder, 'empty.csv'), '')
    await writeFile(join(folder, 'plan.json'), '{"version": 99}')
    await writeFile(join(folder, 'mistyped.json'), '{"version": 1, "trainnig": {"epochs": 3}}')
    await writeFile(join(folder, 'wrong.json'), '{"version": 1, "network": {"layers": [{"id": "a", "type": "conv9"}]}}')
    await mkdir(join(folder, 'other'), { recursive: true })
    const { code, output, errors } = await candor(...words)
    expect({ code, output }).toEqual({ code: 2, output: '' })
    expect(errors.trimEnd()).toContain(says)
    expect(errors.trimEnd().split('\n')).toHaveLength(1)
    expect(await readdir(join(folder, 'other'))).toEqual([])
  })
})

it('leaves nothing in the temporary folder', async () => {
  const left = (await readdir(folder)).filter((name) => name.startsWith('candor-'))
  expect(left).toEqual([])
})
