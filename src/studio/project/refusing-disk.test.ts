/** Disks that are full or read-only, as the system really makes them. */
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { exportedTo, filesBelow, going, ignore, projectIn, takenFrom } from '#test/archives/project-in.ts'
import { exportProject } from './export-project.ts'
import { Projects } from './projects.ts'
import type { Project } from './projects.ts'
import { unpackProject } from './unpack-project.ts'

const mounts: string[] = []
let base = ''
let projects: Projects
beforeEach(async () => {
  base = await mkdtemp(path.join(tmpdir(), 'candor-file-'))
  projects = new Projects(path.join(base, 'home'))
})
afterEach(async () => {
  await projects.close()
  for (const mount of mounts.splice(0)) spawnSync('umount', ['-l', mount])
  await rm(base, { recursive: true, force: true })
})

const at = (...names: string[]): string => path.join(base, ...names)
const exported = (project: Project): Promise<string> => exportedTo(at('saved.candor'), project)
const taken = (file: string, into = projects): Promise<Project> => takenFrom(file, into)

/** A folder on a disk of its own; null where this may not be made. */
function mounted(options: string): string | null {
  const folder = at(`disk-${mounts.length}`)
  const made = spawnSync('mkdir', ['-p', folder]).status === 0 && spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0
  if (!made) return null
  mounts.push(folder)
  return folder
}
const mayMount = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && umount "$d" && rmdir "$d"']).status === 0

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
    await expect(again.open(id)).rejects.toMatchObject({ code: 'project.readOnly', details: { file: 'x' } })
  })
})
