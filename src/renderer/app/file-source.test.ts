import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chooseFile, fileNameOf, isProjectFile, sourceOf } from './file-source.ts'

const desktop = vi.hoisted(() => ({ pathOf: vi.fn(), chooseFile: vi.fn() }))
const sendUpload = vi.hoisted(() => vi.fn())
vi.mock('./window-shell.ts', () => ({ shell: desktop }))
vi.mock('./send-upload.ts', () => ({ sendUpload }))

const file = new File(['a\n1\n'], 'a.csv')
const { signal } = new AbortController()
const told = vi.fn()

beforeEach(() => {
  sendUpload.mockImplementation(async (sent: File, _: AbortSignal, onProgress: (bytes: number) => void) => {
    onProgress(sent.size)
    return await Promise.resolve('u1')
  })
})
afterEach(() => vi.resetAllMocks())

describe('a file the person chose', () => {
  it('is read where it is, where the studio reads paths', async () => {
    desktop.pathOf.mockReturnValue('/home/ada/a.csv')
    expect(await sourceOf(file, true, signal, told)).toEqual({ kind: 'path', path: '/home/ada/a.csv' })
    expect(await sourceOf({ path: '/b.csv' }, true, signal, told)).toEqual({ kind: 'path', path: '/b.csv' })
    expect([sendUpload.mock.calls.length, told.mock.calls.length]).toEqual([0, 0])
  })

  it.each([
    ['the studio reads none', '/home/ada/a.csv', false],
    ['the system gives none', '', true],
  ])('is sent where %s, with its progress from the start', async (_, path, paths) => {
    desktop.pathOf.mockReturnValue(path)
    expect(await sourceOf(file, paths, signal, told)).toEqual({ kind: 'upload', uploadId: 'u1', fileName: 'a.csv' })
    expect(told.mock.calls).toEqual([[0, 4], [4, 4]])
  })

  it('is a table unless a project is asked for', async () => {
    desktop.chooseFile.mockResolvedValue('/home/ada/x')
    expect([await chooseFile(), await chooseFile('project')]).toEqual([{ path: '/home/ada/x' }, { path: '/home/ada/x' }])
    expect(desktop.chooseFile.mock.calls).toEqual([['table'], ['project']])
  })

  it('is a project by its ending alone', () => {
    expect(['iris.candor', 'IRIS.CANDOR', 'candor', 'iris.candor.csv', 'candor.csv'].map(isProjectFile)).toEqual([true, true, false, false, false])
  })

  it('goes by its name without its folder, on any system', () => {
    expect([fileNameOf(file), fileNameOf({ path: '/home/ada/a.csv' }), fileNameOf({ path: 'C:\\data\\b.csv' }), fileNameOf({ path: 'c.csv' })]).toEqual(['a.csv', 'a.csv', 'b.csv', 'c.csv'])
  })
})
