/** Folders of this computer, by platform, and the private ones of a host. */
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { candorHome, createHostFolders } from './folders.ts'

describe('the home of Candor', () => {
  it.each([
    { platform: 'linux', environment: {}, home: join('/u', '.local', 'share', 'candor') },
    { platform: 'linux', environment: { XDG_DATA_HOME: '/data' }, home: join('/data', 'candor') },
    { platform: 'darwin', environment: {}, home: join('/u', 'Library', 'Application Support', 'Candor') },
    { platform: 'win32', environment: { APPDATA: '/roaming' }, home: join('/roaming', 'Candor') },
    { platform: 'win32', environment: {}, home: join('/u', 'AppData', 'Roaming', 'Candor') },
    { platform: 'darwin', environment: { CANDOR_HOME: '/chosen' }, home: '/chosen' },
  ])('is $home on $platform with $environment', ({ platform, environment, home }) => {
    expect(candorHome(environment, platform, '/u')).toBe(home)
  })
})

describe('the folders of a host', () => {
  let home = ''
  beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'candor-home-'))))
  afterEach(() => rm(home, { recursive: true, force: true }))

  it('are readable by this account alone, and gone afterwards', async () => {
    const folders = await createHostFolders(home)
    expect((await stat(folders.uploads)).mode & 0o077).toBe(0)
    await folders.remove()
    expect(await readdir(join(home, 'hosts'))).toEqual([])
  })

  it('of a host that was killed are removed by the next one; those of a living one are not', async () => {
    // No process has a number this high: Linux stops at 4194304.
    await mkdir(join(home, 'hosts', '99999999-abc'), { recursive: true })
    const living = await createHostFolders(home)
    const next = await createHostFolders(home)
    expect(await readdir(join(home, 'hosts'))).toHaveLength(2)
    expect((await stat(living.uploads)).isDirectory()).toBe(true)
    await next.remove()
  })
})
