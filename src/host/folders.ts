/** Where Candor keeps things on this computer, and the private folders of one running host. */
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { asDiskError } from '#contract/disk-errors.ts'

type Environment = Record<string, string | undefined>

/** CANDOR_HOME, else the platform's folder for application data. */
export function candorHome(environment: Environment = process.env, platform: string = process.platform, home = homedir()): string {
  if (environment['CANDOR_HOME']) return environment['CANDOR_HOME']
  switch (platform) {
    case 'win32':
      return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Candor')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Candor')
    default:
      return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'candor')
  }
}

export interface HostFolders {
  uploads: string
  downloads: string
  remove(): Promise<void>
}

/**
 * Folders for files on their way between a client and the studio; gone with their host, or with the next one's start.
 * Throws `disk.full` and `disk.readOnly`.
 */
export async function createHostFolders(home: string): Promise<HostFolders> {
  try {
    return await makeFolders(home)
  } catch (error) {
    throw asDiskError(error, home)
  }
}

async function makeFolders(home: string): Promise<HostFolders> {
  const hosts = join(home, 'hosts')
  await mkdir(hosts, { recursive: true })
  await removeAbandoned(hosts)
  const own = join(hosts, `${process.pid}-${randomBytes(6).toString('hex')}`)
  const folders = { uploads: join(own, 'uploads'), downloads: join(own, 'downloads') }
  await mkdir(own, { mode: 0o700 })
  await mkdir(folders.uploads, { mode: 0o700 })
  await mkdir(folders.downloads, { mode: 0o700 })
  return { ...folders, remove: () => rm(own, { recursive: true, force: true }) }
}

async function removeAbandoned(hosts: string): Promise<void> {
  for (const name of await readdir(hosts)) {
    const pid = Number(name.split('-')[0])
    if (Number.isInteger(pid) && pid > 0 && !isAlive(pid)) await rm(join(hosts, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not allowed to signal it: it lives, under another account.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
