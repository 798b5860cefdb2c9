/** Files named on the command line or by the system. */
import { describe, expect, it } from 'vitest'
import { fileOfArguments, windowAddress } from './named-file.ts'

describe('the file to open', () => {
  it('is the last word that is no option, seen from where the person stood', () => {
    expect(fileOfArguments(['Candor', 'a.csv'], true, '/work')).toBe('/work/a.csv')
    expect(fileOfArguments(['electron', '.', '--flag', '/data/a.csv'], false, '/work')).toBe('/data/a.csv')
    expect(fileOfArguments(['electron', '.'], false, '/work')).toBeNull()
    expect(fileOfArguments(['electron', '--allow-file-access-from-files', '.'], false, '/work')).toBeNull()
    expect(fileOfArguments(['Candor', '--flag'], true, '/work')).toBeNull()
  })

  it('reaches the window in the fragment of its address, whatever its name', () => {
    const address = windowAddress('/数据/a & b#1.csv')
    expect(new URL(address).origin).toBe('null')
    expect(new URLSearchParams(new URL(address).hash.split('?')[1]).get('path')).toBe('/数据/a & b#1.csv')
    expect(windowAddress(null)).toBe('app://candor/')
  })
})
