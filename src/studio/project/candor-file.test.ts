import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportedTo, filesBelow, going, ignore, projectIn, runIn, takenFrom } from '#test/archives/project-in.ts'
import { candorFileOf, zipOf } from '#test/archives/zip-of.ts'
import type { ZipPart } from '#test/archives/zip-of.ts'
import type { Run } from '../run/run.ts'
import { isCandorFileName } from './candor-file.ts'
import { Projects } from './projects.ts'
import type { Project } from './projects.ts'
import { unpackProject } from './unpack-project.ts'

let base = ''
let projects: Projects
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'candor-file-'))
  projects = new Projects(path.join(base, 'home'))
})
afterEach(async () => {
  await projects.close()
  await rm(base, { recursive: true, force: true })
})

const at = (...names: string[]): string => path.join(base, ...names)
const exported = (project: Project, runs: readonly Run[] = []): Promise<string> => exportedTo(at('saved.candor'), project, runs)
const taken = (file: string): Promise<Project> => takenFrom(file, projects)

/** A file of these bytes, not opened: with the code, and with nothing left of it in the home. */
async function refusal(bytes: Uint8Array | string, name = 'bad.candor'): Promise<unknown> {
  await writeFile(at(name), bytes)
  const error = await taken(at(name)).then(() => 'it was opened', (reason: unknown) => reason)
  expect(await filesBelow(at('home'))).toEqual({})
  return error
}

const projectJson = (changed: object = {}): string =>
  JSON.stringify({ version: 1, name: 'sent', createdAt: '2026-01-01T00:00:00.000Z', changedAt: '2026-01-01T00:00:00.000Z', plan: { version: 1 }, dataset: null, nextRun: 1, looks: 0, ...changed })
const sent: ZipPart = { name: 'project.json', content: projectJson() }

describe('a file that is no such project', () => {
  it.each<[string, string | Uint8Array]>([
    ['a CSV with another ending', 'a,b\n1,2\n'],
    ['an empty file', ''],
    ['a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['another zip', zipOf([{ name: '[Content_Types].xml', content: '<x/>' }])],
    ['a zip of a folder with a project in it', zipOf([{ name: 'x/candor.json', content: '{}' }])],
    ['an empty zip', zipOf([])],
  ])('is answered: %s', async (_, bytes) => {
    expect(await refusal(bytes)).toMatchObject({ code: 'archive.foreign', details: { file: 'bad.candor' } })
  })

  it('is answered where it is cut off anywhere', async () => {
    const project = await projectIn(projects, 'x')
    const whole = await readFile(await exported(project, [await runIn(project, 1, 'completed')]))
    await projects.remove(project.id)
    for (let part = 1; part < 20; part++) {
      expect(await refusal(whole.subarray(0, Math.floor((whole.length * part) / 20)))).toMatchObject({ code: 'archive.damaged', details: { file: 'bad.candor' } })
    }
    for (const bytes of [whole.subarray(0, -1), whole.subarray(0, 50), Buffer.concat([whole, whole.subarray(0, 9)])]) expect(await refusal(bytes)).toMatchObject({ code: 'archive.damaged' })
    expect(await refusal(whole.subarray(0, 20))).toMatchObject({ code: 'archive.foreign' })
  })

  it('is answered, or opened whole, whichever byte of it is another one', { timeout: 60_000 }, async () => {
    const project = await projectIn(projects, 'x')
    const whole = await readFile(await exported(project, [await runIn(project, 1, 'completed')]))
    await projects.remove(project.id)
    const codes = new Set<unknown>()
    for (let place = 0; place < whole.length; place += 53) {
      const bytes = Buffer.from(whole)
      bytes[place] = (bytes[place] ?? 0) ^ (1 << place % 8)
      await writeFile(at('bad.candor'), bytes)
      const outcome = await taken(at('bad.candor')).then((opened) => opened, (error: unknown) => error)
      if (outcome instanceof Error) {
        codes.add('code' in outcome ? outcome.code : outcome)
        continue
      }
      // A time or a comment: nothing that counts.
      const [listed] = await projects.list()
      expect([place, listed?.name, listed?.runs]).toEqual([place, 'x', 1])
      await projects.remove(listed?.id ?? '')
    }
    expect([...codes].every((code) => /^archive\.(foreign|damaged|refused|limit)$/.test(String(code)))).toBe(true)
    expect(codes).toContain('archive.damaged')
  })

  it.each<[string, ZipPart]>([
    ['a folder above', { name: '../outside.json', content: 'x' }],
    ['a folder above, inside', { name: 'data/../../outside.csv', content: 'x' }],
    ['a root', { name: '/etc/cron.d/x', content: 'x' }],
    ['a drive', { name: 'C:/x.json', content: 'x' }],
    ['a backslash', { name: 'data\\..\\..\\x.csv', content: 'x' }],
    ['a program in a run', { name: 'runs/1-a/x.mjs', content: 'x' }],
    ['a lock', { name: 'lock.json', content: '{}' }],
    ['a hidden file', { name: 'data/.x.tmp', content: 'x' }],
    ['a device name', { name: 'data/con.csv', content: 'x' }],
    ['a control sign', { name: 'data/a\u0007.csv', content: 'x' }],
    ['a name that is no UTF-8', { name: 'data/\ufffd\u0000.csv', content: 'x' }],
    ['a link', { name: 'data/link.csv', content: '/etc/passwd', mode: 0o120777 }],
    ['a device', { name: 'data/pipe.csv', content: '', mode: 0o010644 }],
    ['a name twice', { name: 'project.json', content: projectJson({ name: 'other' }) }],
    ['a name twice, in other letters', { name: 'PROJECT.json', content: projectJson({ name: 'other' }) }],
    ['a folder of another name', { name: '__MACOSX/', content: '' }],
    ['a secret', { name: 'data/secret.csv', content: 'x', flags: 0x801 }],
    ['another packing', { name: 'data/lzma.csv', content: 'x', method: 14 }],
  ])('is refused with its name: %s', async (_, part) => {
    // The project's own table, where it is one: refused for nothing but its name or its kind.
    const storedAs = /^data.([^/\\]+)$/.exec(part.name)?.[1]
    const dataset = { fileName: 'a.csv', storedAs, sha256: createHash('sha256').update(part.content).digest('hex'), bytes: Buffer.byteLength(part.content), reading: {} }
    const project = storedAs === undefined ? sent : { name: 'project.json', content: projectJson({ dataset }) }
    expect(await refusal(candorFileOf([project, part]))).toMatchObject({ code: 'archive.refused', details: { file: 'bad.candor' } })
    expect((await readdir(base)).toSorted()).toEqual(['bad.candor', 'home'])
  })

  it('is refused where it has files that its list does not name, or two tables', async () => {
    const table = { name: 'data/a.csv', content: 'a\n1\n' }
    expect(await refusal(candorFileOf([sent, table], (list) => ({ ...list, files: Array.isArray(list['files']) ? list['files'].slice(0, 1) : [] })))).toMatchObject({ code: 'archive.refused', details: { value: 'data/a.csv' } })
    expect(await refusal(candorFileOf([sent, table]))).toMatchObject({ code: 'archive.refused', details: { value: 'data/a.csv' } })
  })

  it('is damaged where its list, its project, its table or a run is not what it says', async () => {
    const sha256 = createHash('sha256').update('a\n1\n').digest('hex')
    const withTable = { name: 'project.json', content: projectJson({ dataset: { fileName: 'a.csv', storedAs: 'a.csv', sha256, bytes: 4, reading: {} } }) }
    const wrongSum = (list: Record<string, unknown>) => ({ ...list, files: [{ path: 'project.json', bytes: Buffer.byteLength(projectJson()), sha256: 'f'.repeat(64) }] })
    const run: ZipPart = { name: 'runs/1-a/events.jsonl', content: `${JSON.stringify({ kind: 'created', summary: { id: '../../x' } })}\n` }
    const cases: [Buffer, string][] = [
      [candorFileOf([sent], wrongSum), 'project.json'],
      [candorFileOf([sent], (list) => ({ ...list, files: [] })), 'candor.json'],
      [candorFileOf([sent], (list) => ({ ...list, format: 'other' })), 'candor.json'],
      [zipOf([sent, { name: 'candor.json', content: '{' }]), 'candor.json'],
      [candorFileOf([{ name: 'project.json', content: '{"version":1}' }]), 'project.json'],
      [candorFileOf([withTable]), 'data/a.csv'],
      [candorFileOf([withTable, { name: 'data/a.csv', content: 'a\n2\n' }]), 'data/a.csv'],
      [candorFileOf([sent, run]), 'runs/1-a'],
      [candorFileOf([{ ...sent, claimedBytes: 7 }]), 'project.json'],
    ]
    for (const [bytes, value] of cases) expect(await refusal(bytes)).toMatchObject({ code: 'archive.damaged', details: { file: 'bad.candor', value } })
  })

  it('is answered with the versions where a newer Candor made it', async () => {
    expect(await refusal(candorFileOf([sent], (list) => ({ ...list, version: 2 })))).toMatchObject({ code: 'project.newer', details: { value: '2', expected: '1' } })
    expect(await refusal(candorFileOf([{ name: 'project.json', content: projectJson({ version: 7 }) }]))).toMatchObject({ code: 'project.newer', details: { value: '7' } })
    expect(await refusal(candorFileOf([{ name: 'project.json', content: projectJson({ plan: { version: 9 } }) }]))).toMatchObject({ code: 'plan.newer', details: { value: '9' } })
  })

  it('is refused before a byte is unpacked where it would fill the disk', async () => {
    const bomb = { name: 'data/zeros.csv', content: Buffer.alloc(80e6, '0') }
    expect(await refusal(candorFileOf([sent, bomb]))).toMatchObject({ code: 'archive.limit', details: { limit: 'ratio', expected: '400' } })
    const giants = Array.from({ length: 6 }, (_, number) => ({ name: `data/${number}.csv`, content: 'x', claimedBytes: 4e9 }))
    expect(await refusal(candorFileOf([sent, ...giants]))).toMatchObject({ code: 'archive.limit', details: { limit: 'bytes' } })
    expect(await refusal(candorFileOf([sent, { name: 'data/more.csv', content: Buffer.alloc(1e6, 'x'), claimedBytes: 10 }]))).toMatchObject({ code: 'archive.damaged', details: { value: 'data/more.csv' } })
    const limits = { files: 3, bytes: 1e6, ratio: 10, ratioFrom: 1e6 }
    await writeFile(at('many.candor'), candorFileOf([sent, { name: 'data/a.csv', content: 'a' }, { name: 'data/b.csv', content: 'b' }]))
    const many = projects.take((place) => unpackProject({ path: at('many.candor'), fileName: 'many.candor' }, place, ignore, going(), limits))
    await expect(many).rejects.toMatchObject({ code: 'archive.limit', details: { limit: 'files', count: 4 } })
  })
})

describe('names in such a file', () => {
  it.each(['candor.json', 'project.json', 'data/iris.csv', 'data/größe 表 (2).CSV', 'runs/1-ab12/weights.safetensors', 'runs/1-ab12/events.jsonl', 'runs/1-ab12/checkpoint-12.safetensors', 'runs/1-ab12/cut-off.json'])('%s is taken', (name) => {
    expect(isCandorFileName(name)).toBe(true)
  })
  it.each(['', '/', 'x', 'data', 'data/', 'data/a/b.csv', 'data/.x', 'data/..', 'runs/x.json', 'runs/../x.json', 'runs/1/../x.json', 'runs/1/X.json', 'runs/1/a.js', 'runs/1/.a.json', 'Candor.json', 'project.json/', 'data//x', './project.json'])('%j is not', (name) => {
    expect(isCandorFileName(name)).toBe(false)
  })
})
