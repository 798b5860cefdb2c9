import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportedTo, filesBelow, projectIn, runIn, takenFrom } from '#test/archives/project-in.ts'
import type { Run } from '../run/run.ts'
import { exportProject } from './export-project.ts'
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
const exported = (project: Project, runs: readonly Run[] = [], name = 'saved.candor'): Promise<string> => exportedTo(at(name), project, runs)
const taken = (file: string, into = projects): Promise<Project> => takenFrom(file, into)

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
