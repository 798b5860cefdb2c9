/** JSON lines as programs leave them that were stopped while they wrote: what is whole is read, what is not is told by its line. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { convertFile } from './convert-file.ts'

let folder = ''
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'candor-json-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

async function convert(text: string): Promise<{ rows: string[]; findings: string[] }> {
  const path = join(folder, 'log.jsonl')
  await writeFile(path, text)
  const made = await convertFile({ path, fileName: 'log.jsonl', scratch: folder, chosen: {} }, () => {})
  const rows = (await readFile(made.path, 'utf8')).trim().split('\n').slice(1)
  return { rows, findings: made.findings.map(({ code, lines = [] }) => [code, ...lines].join(' ')) }
}

describe('JSON lines with a broken line', () => {
  it.each([
    ['that is not closed', '{"a":3,"b"'],
    ['that ends inside a list', '{"a":3,"b":[1,{"c":2}'],
    ['that ends inside a text', '{"a":3,"b":"half a te'],
    ['that ends behind a backslash', '{"a":3,"b":"half\\'],
    ['that is something else', '<error>'],
  ])('%s are read without it', async (_, broken) => {
    const lines = ['{"a":1,"b":"{ x"}', '{"a":2,"b":"\\"[ y"}', broken, '{"a":4,"b":"z"}', '{"a":5,"b":"w"}']
    expect(await convert(`${lines.join('\n')}\n`)).toEqual({ rows: ['1,{ x', '2,"""[ y"', '4,z', '5,w'], findings: ['recordsBroken 3'] })
  })

  it('tell only that the file breaks off where the last one does', async () => {
    expect(await convert('{"a":1}\n{"a":2}\n{"a":')).toMatchObject({ findings: ['sourceCutOff'] })
  })

  it('are refused where most are broken', async () => {
    await expect(convert('{"a":1}\n{"a":\n{"a":\n{"a":2\n')).rejects.toMatchObject({ code: 'file.format', details: { problem: 'json', line: 2 } })
  })
})

describe('JSON records of several lines', () => {
  it('are whole where a broken one of theirs is told', async () => {
    expect(await convert('{"a":1}\n{"a":2\n}\n{a:3}\n')).toMatchObject({ rows: ['1', '2'], findings: ['recordsBroken 4'] })
  })

  it('may have what begins a record at the beginning of a line', async () => {
    const pretty = (a: number): string => `{\n"a":${a},\n"list":[\n{\n"x":1\n}\n]\n}`
    expect(await convert([1, 2, 3].map(pretty).join('\n'))).toMatchObject({ rows: [1, 2, 3].map((a) => `${a},"[{""x"":1}]"`), findings: ['listsAsText'] })
  })
})
