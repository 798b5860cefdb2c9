/** Packages of pinned versions that only a bench needs, in the person's cache and made once. Knows nothing of what is measured with them. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The folder they are installed in. `manifest`: path of a package.json. Throws an Error that says what to do where npm fails. */
export async function ensureJavaScriptEnvironment(manifest: string): Promise<string> {
  const hash = createHash('sha256').update(await readFile(manifest)).digest('hex').slice(0, 12)
  const folder = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'candor', `bench-js-${hash}`)
  // Written last, so that an installation that broke off is made again.
  const complete = join(folder, '.complete')
  if (await access(complete).then(() => true, () => false)) return folder
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await copyFile(manifest, join(folder, 'package.json'))
  await promisify(execFile)('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, shell: process.platform === 'win32' }).catch((error: unknown) => {
    throw new Error(`The packages of ${manifest} could not be installed. Check the network, then try again.`, { cause: error })
  })
  await writeFile(complete, '')
  return folder
}
