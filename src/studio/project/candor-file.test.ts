import { createHash, randomBytes } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { filesBelow, projectIn, runIn } from '#test/archives/project-in.ts'
import { candorFileOf, zipOf } from '#test/archives/zip-of.ts'
import type { ZipPart } from '#test/archives/zip-of.ts'
import { isCandorFileName } from './candor-file.ts'
import { exportProject } from './export-project.ts'
import { Projects } from './projects.ts'
import type { Project } from './projects.ts'
import { unpackProject } from './unpack-project.ts'

let base = ''
let projects: Projects
const mounts: string[] = []
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'candor-file-'))
  projects = new Projects(path.join(base, 'home'))
})
afterEach(async () => {
  await projects.close()
  for (const mount of mounts.splice(0)) spawnSync('umount', ['-l', mount])
  await rm(base, { recursive: true, force: true })
})

const going = () => new AbortController().signal
const ignore = (): void => {}
const at = (...names: string[]): string => path.join(base, ...names)

async function exported(project: Project, runs: Parameters<typeof exportProject>[1] = [], name = 'saved.candor'): Promise<string> {
  await exportProject(project, runs, '0.1.0', at(name), ignore, going())
  return at(name)
}

async function taken(file: string, into = projects, signal = going()): Promise<Project> {
  const source = { path: file, fileName: path.basename(file) }
  return (await into.take((place) => unpackProject(source, place, ignore, signal))).project
}

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

/** A folder on a disk of its own; null where this may not be made. */
function mounted(options: string): string | null {
  const folder = at(`disk-${mounts.length}`)
  const made = spawnSync('mkdir', ['-p', folder]).status === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0
  if (!made) return null
  mounts.push(folder)
  return folder
}
const mayMount = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d" && rmdir "$d"']).status === 0

describe('a project saved as one file', () => {
  it('opens again with the same bytes in every file, but for its name and the time of its change', async () => {
    const project = await projectIn(projects, '肿块 of 2026', 'größe,klasse\n1.5,ja\n', 'größe 表.csv')
    const runs = [await runIn(project, 1, 'completed'), await runIn(project, 2, 'interrupted')]
    const before = await filesBelow(project.place.folder)
    const again = await taken(await exported(project, runs))
    expect(again.file).toEqual({ ...project.file, name: '肿块 of 2026 2', changedAt: again.file.changedAt })
    const gone = new Set(['project.json', 'lock.json', 'runs/1-aaaaaaaa/checkpoint-12.safetensors'])
    const kept = Object.fromEntries(Object.entries(before).filter(([name]) => !gone.has(name)))
    const after = await filesBelow(again.place.folder)
    expect(Object.keys(after).filter((name) => !(name in kept))).toEqual(['lock.json', 'project.json'])
    expect(after).toMatchObject(kept)
  })

  it('keeps the checkpoint of a run that can go on, and of no other', async () => {
    const project = await projectIn(projects, 'x')
    const again = await taken(await exported(project, [await runIn(project, 1, 'completed'), await runIn(project, 2, 'interrupted')]))
    const checkpoints = Object.keys(await filesBelow(again.place.folder)).filter((name) => name.includes('checkpoint'))
    expect(checkpoints).toEqual(['runs/2-aaaaaaaa/checkpoint-12.safetensors'])
  })

  it('holds no path of this computer, no lock and nothing of a run that was not given', async () => {
    const project = await projectIn(projects, 'x')
    await runIn(project, 1, 'completed')
    const file = await exported(project)
    const again = await taken(file)
    expect(Object.keys(await filesBelow(again.place.folder))).toEqual(['data/table.csv', 'lock.json', 'project.json'])
    expect(await readFile(file, 'latin1')).not.toContain(tmpdir())
  })

  it('is the same file each time, and nothing else is left beside it', async () => {
    const project = await projectIn(projects, 'x')
    const runs = [await runIn(project, 1, 'completed')]
    const [first, second] = [await readFile(await exported(project, runs, 'one.candor')), await readFile(await exported(project, runs, 'two.candor'))]
    expect(second.equals(first)).toBe(true)
    expect((await readdir(base)).toSorted()).toEqual(['home', 'one.candor', 'two.candor'])
  })

  it('opens as often as wanted, each time as another project', async () => {
    const file = await exported(await projectIn(projects, 'iris'))
    const names = (await Promise.all([taken(file), taken(file), taken(file)])).map((project) => project.file.name)
    expect(names.toSorted()).toEqual(['iris 2', 'iris 3', 'iris 4'])
    expect((await projects.list()).length).toBe(4)
  })

  it('takes a table whose stored name no other system would, under another name', async () => {
    const project = await projectIn(projects, 'x', 'a\n1\n', `.${'long'.repeat(40)}.csv`)
    const again = await taken(await exported(project))
    expect(again.file.dataset).toMatchObject({ storedAs: 'data.csv', fileName: project.file.dataset?.fileName })
    expect(await readFile(path.join(again.place.data, 'data.csv'), 'utf8')).toBe('a\n1\n')
  })

  it('of a large table of nothing but zeros is not taken for a bomb', { timeout: 60_000 }, async () => {
    const zeros = Buffer.alloc(70e6, '0')
    const file = await exported(await projectIn(projects, 'zeros', zeros))
    expect((await taken(file)).file.dataset?.bytes).toBe(70e6)
  })

  it('takes little memory however large it is', { timeout: 60_000 }, async () => {
    const project = await projectIn(projects, 'large')
    const row = Buffer.from(`${Array.from({ length: 5000 }, (_, index) => ((index * 2654435761) >>> 7) % 1e6).join(',')}\n`)
    const large = Buffer.concat(Array.from({ length: 3000 }, () => row))
    await writeFile(path.join(project.place.data, 'table.csv'), large)
    const sha256 = createHash('sha256').update(large).digest('hex')
    await project.change((file) => ({ ...file, dataset: file.dataset && { ...file.dataset, sha256, bytes: large.length } }))
    const before = process.memoryUsage.rss()
    let most = before
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5)
    await taken(await exported(project))
    clearInterval(watch)
    expect(large.length).toBeGreaterThan(90e6)
    expect(most - before).toBeLessThan(64e6)
  })

  it('is not written where the data were changed under the project, or a run went away', async () => {
    const project = await projectIn(projects, 'x')
    const run = await runIn(project, 1, 'completed')
    await rm(run.place.folder, { recursive: true })
    await expect(exported(project, [run])).rejects.toMatchObject({ code: 'archive.changed' })
    await writeFile(path.join(project.place.data, 'table.csv'), 'a,b\n9,9\n9,9\n')
    await expect(exported(project)).rejects.toMatchObject({ code: 'file.changed', details: { file: 'table.csv' } })
    expect(await readdir(base)).toEqual(['home'])
  })

  it('that is cancelled leaves the file of before, and no part of the new one', async () => {
    const project = await projectIn(projects, 'x', Buffer.alloc(20e6, 'a,b,cdefg\n'))
    await writeFile(at('saved.candor'), 'older')
    const stop = new AbortController()
    const work = exportProject(project, [], '0.1.0', at('saved.candor'), () => stop.abort(), stop.signal)
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    expect(await readFile(at('saved.candor'), 'utf8')).toBe('older')
    expect((await readdir(base)).toSorted()).toEqual(['home', 'saved.candor'])
  })

  it('can be cancelled while it is opened, and then there is no project', async () => {
    const file = await exported(await projectIn(projects, 'x', Buffer.alloc(20e6, 'a,b,cdefg\n')))
    const stop = new AbortController()
    const work = projects.take((place) => unpackProject({ path: file, fileName: 'saved.candor' }, place, () => stop.abort(), stop.signal))
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    expect((await readdir(at('home', 'projects'))).length).toBe(1)
  })
})

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

describe('a disk that takes nothing more', () => {
  it.skipIf(!mayMount)('is answered when it is full, with the file of before still there', async () => {
    const disk = mounted('size=2m') ?? ''
    const noise = randomBytes(3e6)
    const project = await projectIn(projects, 'x', noise)
    await writeFile(path.join(disk, 'saved.candor'), 'older')
    await expect(exportProject(project, [], '0.1.0', path.join(disk, 'saved.candor'), ignore, going())).rejects.toMatchObject({ code: 'disk.full' })
    expect(await readFile(path.join(disk, 'saved.candor'), 'utf8')).toBe('older')
    expect(await readdir(disk)).toEqual(['saved.candor'])
    const full = new Projects(path.join(disk, 'home'))
    await expect(taken(await exported(project), full)).rejects.toMatchObject({ code: 'disk.full' })
    expect(await filesBelow(path.join(disk, 'home'))).toEqual({})
  })

  it.skipIf(!mayMount)('is answered when it runs full only while the file is unpacked', async () => {
    const project = await projectIn(projects, 'x', Buffer.alloc(1_900_000, 'a,b,c\n'))
    const file = await exported(project)
    const disk = mounted('size=2m') ?? ''
    const full = new Projects(path.join(disk, 'home'))
    let others = 0
    const work = full.take((place) =>
      unpackProject({ path: file, fileName: 'saved.candor' }, place, () => {
        // Somebody else's file, after the free space was looked at.
        if (others++ === 0) spawnSync('sh', ['-c', `head -c 1500000 /dev/zero > ${disk}/other`])
      }, going()),
    )
    await expect(work).rejects.toMatchObject({ code: 'disk.full' })
    expect(await filesBelow(path.join(disk, 'home'))).toEqual({})
  })

  it.skipIf(process.getuid?.() === 0 && !mayMount)('is answered when it is read-only', async () => {
    const project = await projectIn(projects, 'x')
    const file = await exported(project)
    const disk = mayMount ? (mounted('size=2m') ?? '') : at('locked')
    await mkdir(path.join(disk, 'home', 'projects'), { recursive: true })
    if (mayMount) spawnSync('mount', ['-o', 'remount,ro', disk])
    else await chmod(path.join(disk, 'home', 'projects'), 0o500)
    await expect(taken(file, new Projects(path.join(disk, 'home')))).rejects.toMatchObject({ code: 'disk.readOnly' })
    if (mayMount) await expect(exportProject(project, [], '0.1.0', path.join(disk, 'x.candor'), ignore, going())).rejects.toMatchObject({ code: 'disk.readOnly', details: { file: path.join(disk, 'x.candor') } })
  })

  it.skipIf(!mayMount)('is answered when a project on it is opened', async () => {
    const disk = mounted('size=2m') ?? ''
    const there = new Projects(path.join(disk, 'home'))
    const { id } = await there.create('x')
    await there.close()
    spawnSync('mount', ['-o', 'remount,ro', disk])
    const again = new Projects(path.join(disk, 'home'))
    expect((await again.list()).map(({ name }) => name)).toEqual(['x'])
    await expect(again.open(id)).rejects.toMatchObject({ code: 'disk.readOnly' })
  })
})

describe('what a crash left', () => {
  it('of projects on their way in or out is swept with the next one, but not what another process is still filling', async () => {
    const file = await exported(await projectIn(projects, 'x'))
    const folder = at('home', 'projects')
    for (const name of ['.incoming-999999999-a', `.incoming-${process.pid}-old`, `.incoming-${process.ppid}-busy`, '.removed-x-1']) {
      await mkdir(path.join(folder, name, 'data'), { recursive: true })
      await writeFile(path.join(folder, name, 'data', 'x.csv'), 'x')
    }
    await taken(file)
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([`.incoming-${process.ppid}-busy`])
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
