/** A full or read-only disk is no bug. */
import { describe, expect, it } from 'vitest'
import { asDiskError } from './disk-errors.ts'
import { StudioError } from './errors.ts'

describe('an error of the disk', () => {
  it.each([
    ['ENOSPC', 'disk.full'],
    ['EDQUOT', 'disk.full'],
    ['EROFS', 'disk.readOnly'],
    ['EACCES', 'disk.readOnly'],
    ['EPERM', 'disk.readOnly'],
  ])('%s is %s, of the file that the person knows and not of the one that was being written', (code, expected) => {
    const error = asDiskError(Object.assign(new Error(), { code, path: '/a/.p.csv.1f.tmp' }), '/a/p.csv')
    expect(error).toBeInstanceOf(StudioError)
    expect(error).toMatchObject({ code: expected, details: { file: '/a/p.csv' } })
  })

  it('of a file that another program holds is told apart from a folder that takes nothing', () => {
    const refused = (code: string, syscall: string) => asDiskError(Object.assign(new Error(), { code, syscall }), 'C:\\a\\result.csv')
    expect(refused('EBUSY', 'rename')).toMatchObject({ code: 'file.locked', details: { file: 'C:\\a\\result.csv' } })
    // As Windows says it: the new file was written beside the old one, and only its name is refused.
    expect(['EPERM', 'EACCES'].map((code) => refused(code, 'rename'))).toMatchObject([{ code: 'file.locked' }, { code: 'file.locked' }])
    expect(refused('EPERM', 'open')).toMatchObject({ code: 'disk.readOnly' })
  })

  it('of a folder that can not be made is the read-only disk which the system does not name', () => {
    const missing = (syscall: string) => Object.assign(new Error(), { code: 'ENOENT', syscall })
    expect(asDiskError(missing('mkdir'), '/a/b')).toMatchObject({ code: 'disk.readOnly', details: { file: '/a/b' } })
    expect(asDiskError(missing('open'), '/a/b')).toMatchObject({ code: 'ENOENT' })
  })

  it('is every other error as it is', () => {
    const error = new Error('bug')
    expect(asDiskError(error, 'x')).toBe(error)
  })
})
