/** Installs the packages of the lockfile where they are not there yet. Imports only what Node brings. */
import { readFile } from 'node:fs/promises'
import { oneAtATime } from './lock.mjs'
import { runProgram } from './program.mjs'
import { inRoot, root } from './root.mjs'
import { say } from './say.mjs'

/** @returns {Promise<boolean>} False where the installation failed; the reason was said. */
export async function ensureInstalled() {
  if (!isNodeNewEnough(process.versions.node)) {
    say(`Candor needs Node 20.19 or newer; this is ${process.versions.node}.`, `Candor 需要 Node 20.19 或更新版本，当前为 ${process.versions.node}。`)
    return false
  }
  return (await isInstalled()) || oneAtATime('install', install)
}

async function install() {
  // Somebody else may have installed while we waited.
  if (await isInstalled()) return true
  say(
    'Installing packages from package-lock.json. This takes about a minute, once.',
    '正在按 package-lock.json 安装依赖，大约一分钟，只需一次。',
  )
  const startedAt = Date.now()
  const progress = setInterval(() => process.stderr.write(`  … ${Math.round((Date.now() - startedAt) / 1000)} s\n`), 10_000)
  // Warnings would be about packages of Electron's that name a newer Node and run on this one.
  const { code } = await npm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'])
  clearInterval(progress)
  if (code !== 0) {
    say(
      `npm ci failed (exit code ${code}); its message is above. Packages come from the registry npm is set to, so check the network, then try again.`,
      `npm ci 失败（退出码 ${code}），原因见上。依赖来自 npm 所设的软件源，请检查网络后再试。`,
    )
  }
  return code === 0
}

/** @param {string} version */
function isNodeNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
}

/** npm writes `.package-lock.json` last, so an installation that broke off doesn't count. */
async function isInstalled() {
  const wanted = await packagesOf(inRoot('package-lock.json'))
  const present = await packagesOf(inRoot('node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, entry]) => path === '' || entry.optional || entry.extraneous || present[path]?.version === entry.version)
}

/**
 * @param {string} path
 * @returns {Promise<Record<string, { version?: string, optional?: boolean, extraneous?: boolean }> | null>}
 */
async function packagesOf(path) {
  try {
    return JSON.parse(await readFile(path, 'utf8')).packages
  } catch {
    return null
  }
}

/** @param {string[]} args */
function npm(args) {
  const script = process.env.npm_execpath
  // Started by npm: the same npm. On Windows `npm` alone is a command file, which only a shell can start.
  if (script?.endsWith('.js')) return runProgram(process.execPath, [script, ...args], { cwd: root, show: true })
  if (process.platform === 'win32') return runProgram('cmd.exe', ['/d', '/s', '/c', 'npm', ...args], { cwd: root, show: true })
  return runProgram('npm', args, { cwd: root, show: true })
}
