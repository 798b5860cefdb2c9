import { spawnSync } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replaceFileSafely, sweepAbandoned, writeFileSafely } from './write-file-safely.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'candor-write-'))
})
afterEach(async () => {
  await chmod(folder, 0o700)
  await rm(folder, { recursive: true, force: true })
})

/** The system lets nobody rename over a file that something is mounted on, as Windows over one that is open in Excel. */
const mayMount = process.getuid?.() === 0 && spawnSync('sh', ['-c', 'f=$(mktemp) && mount --bind "$f" "$f" && umount "$f" && rm "$f"']).status === 0

describe('writing safely', () => {
  it('replaces the content and leaves nothing else in the folder', async () => {
    const file = path.join(folder, 'project.json')
    await writeFileSafely(file, 'old')
    await writeFileSafely(file, 'new')
    expect(await readFile(file, 'utf8')).toBe('new')
    expect(await readdir(folder)).toEqual(['project.json'])
  })

  it('makes the folders it needs', async () => {
    const file = path.join(folder, 'runs', '1', 'plan.json')
    await writeFileSafely(file, new Uint8Array([1, 2]))
    expect(new Uint8Array(await readFile(file))).toEqual(new Uint8Array([1, 2]))
  })

  it.skipIf(!mayMount)('says that the file is in use where another holds it, and keeps it as it is', async () => {
    const file = path.join(folder, '结果 1.csv')
    await writeFile(file, 'old')
    spawnSync('mount', ['--bind', file, file])
    try {
      await expect(writeFileSafely(file, 'new')).rejects.toMatchObject({ code: 'file.locked', details: { file } })
      expect(await readFile(file, 'utf8')).toBe('old')
      expect(await readdir(folder)).toEqual(['结果 1.csv'])
    } finally {
      spawnSync('umount', ['-l', file])
    }
    await writeFileSafely(file, 'new')
    expect(await readFile(file, 'utf8')).toBe('new')
  })

  it('takes away what killed writers of the same file left, and nothing else', async () => {
    const file = path.join(folder, 'saved.candor')
    const left = '.saved.candor.0123456789ab.tmp'
    const living = '.saved.candor.ba9876543210.tmp'
    const others = ['.other.candor.0123456789ab.tmp', '.saved.candor.notes.tmp', 'saved.candor']
    for (const name of [left, living, ...others]) await writeFile(path.join(folder, name), 'x')
    const longAgo = new Date(Date.now() - 3_600_000)
    for (const name of [left, ...others]) await utimes(path.join(folder, name), longAgo, longAgo)
    await sweepAbandoned(file)
    expect((await readdir(folder)).toSorted()).toEqual([living, ...others].toSorted())
    await sweepAbandoned(path.join(folder, 'gone', 'saved.candor'))
  })

  it('keeps the old content when filling fails half-way', async () => {
    const file = path.join(folder, 'a')
    await writeFileSafely(file, 'old')
    const failing = replaceFileSafely(file, async (temporary) => {
      await writeFile(temporary, 'half')
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    })
    await expect(failing).rejects.toMatchObject({ code: 'disk.full' })
    expect(await readFile(file, 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['a'])
  })
})
