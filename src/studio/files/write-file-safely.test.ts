import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replaceFileSafely, writeFileSafely } from './write-file-safely.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'candor-write-'))
})
afterEach(async () => {
  await chmod(folder, 0o700)
  await rm(folder, { recursive: true, force: true })
})

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
