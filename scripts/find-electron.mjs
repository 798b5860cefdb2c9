/** Whether the desktop window can open here: Electron's binary, present or fetched, and a display to show it on. */
import { access, mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProgram } from './program.mjs'
import { inRoot, root } from './root.mjs'
import { inLanguage, say } from './say.mjs'

const fetchSeconds = 20
/** After a download that failed, the next try is a day away: nobody wants to wait at every start. */
const tryAgainAfter = 24 * 3600 * 1000
const failedMark = inRoot('.cache', 'electron-failed')

/**
 * @typedef {{ path: string } | { path: null, reason: string }} FoundElectron
 */

/** @returns {Promise<FoundElectron>} */
export async function findElectron() {
  const reason = await reasonAgainstWindow()
  if (reason) return { path: null, reason }
  const present = await electronBinary()
  if (present) return { path: present }
  if (process.env.CANDOR_NO_DOWNLOAD || process.env.CI) {
    return { path: null, reason: inLanguage('Electron’s binary is not installed and downloads are switched off', '未安装 Electron 程序，且已关闭下载') }
  }
  return fetchElectron()
}

/**
 * The binary of the installed electron package, or of ELECTRON_OVERRIDE_DIST_PATH.
 * @returns {Promise<string | null>}
 */
export async function electronBinary() {
  const name = binaryName(process.platform)
  const chosen = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (chosen && (await exists(join(chosen, name)))) return join(chosen, name)
  const installed = inRoot('node_modules', 'electron', 'dist', name)
  // Written last: without it the unpacking broke off, at our own time limit perhaps.
  return (await exists(inRoot('node_modules', 'electron', 'path.txt'))) && (await exists(installed)) ? installed : null
}

/** @param {string} platform */
function binaryName(platform) {
  if (platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron')
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

async function reasonAgainstWindow() {
  if (process.platform !== 'linux') return null
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return inLanguage('there is no display', '没有图形显示')
  // Chromium refuses to run its sandbox as root, and Candor does not run without the sandbox.
  if (process.getuid?.() === 0) return inLanguage('the desktop window does not run as root', '桌面窗口不能以 root 身份运行')
  return null
}

/** @returns {Promise<FoundElectron>} */
async function fetchElectron() {
  const failedAt = (await stat(failedMark).catch(() => null))?.mtimeMs ?? 0
  if (Date.now() - failedAt < tryAgainAfter) {
    const reason = (await readFile(failedMark, 'utf8').catch(() => '')).trim()
    return {
      path: null,
      reason: inLanguage(
        `Electron’s binary could not be downloaded today (${reason}; \`npx install-electron\` tries again)`,
        `今天未能下载 Electron 程序（${reason}；可用 \`npx install-electron\` 再试）`,
      ),
    }
  }
  say(`Fetching Electron’s binary (at most ${fetchSeconds} s) …`, `正在下载 Electron 程序（最多 ${fetchSeconds} 秒）…`)
  const { code, output } = await runProgram(process.execPath, [inRoot('node_modules', 'electron', 'install.js')], { cwd: root, seconds: fetchSeconds })
  const fetched = await electronBinary()
  if (code === 0 && fetched) return { path: fetched }
  const reason = code === 124 ? inLanguage(`not within ${fetchSeconds} s`, `${fetchSeconds} 秒内未完成`) : firstReason(output)
  await mkdir(inRoot('.cache'), { recursive: true })
  await writeFile(failedMark, reason)
  return { path: null, reason: inLanguage(`Electron’s binary could not be downloaded (${reason})`, `未能下载 Electron 程序（${reason}）`) }
}

/** @param {string} output */
function firstReason(output) {
  if (/fetch failed|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT/.test(output)) return inLanguage('its server can’t be reached', '无法连接下载服务器')
  const line = output.split('\n').find((text) => /error/i.test(text)) ?? output.split('\n')[0] ?? ''
  return line.trim().slice(0, 120)
}

/** @param {string} path */
function exists(path) {
  return access(path).then(
    () => true,
    () => false,
  )
}
