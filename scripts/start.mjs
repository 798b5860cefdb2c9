/**
 * `npm start [-- --web] [--port N] [--open FILE]`: installs if needed, builds if stale, then opens the desktop window,
 * or serves the same window to the browser where the desktop one can't open. Needs only Node until it has installed.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './ensure-built.mjs'
import { ensureInstalled } from './ensure-installed.mjs'
import { findElectron } from './find-electron.mjs'
import { openBrowser } from './open-browser.mjs'
import { inRoot, root } from './root.mjs'
import { inLanguage, say } from './say.mjs'

let toldToStop = false
const choices = readArguments()
if (!choices) process.exitCode = 2
else process.exitCode = await start(choices)

/** @typedef {{ web: boolean, port: string | undefined, file: string | undefined }} Choices */

/** @returns {Choices | null} */
function readArguments() {
  try {
    const { values } = parseArgs({ options: { web: { type: 'boolean' }, port: { type: 'string' }, open: { type: 'string' } } })
    // npm changes the folder to ours; a relative path is meant from where the person stood.
    const file = values.open === undefined ? undefined : resolve(process.env.INIT_CWD ?? process.cwd(), values.open)
    // Only the web host has a port.
    return { web: values.web === true || values.port !== undefined, port: values.port, file }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    say(`${reason}\nUsage: npm start [-- --web] [--port N] [--open FILE]`, '无法理解这条命令。\n用法：npm start [-- --web] [--port N] [--open FILE]')
    return null
  }
}

/** @param {Choices} choices */
async function start({ web, port, file }) {
  if (file !== undefined && !existsSync(file)) {
    say(`“${basename(file)}” was not found.`, `找不到“${basename(file)}”。`)
    return 2
  }
  if (!(await ensureInstalled()) || !(await ensureBuilt())) return 1
  if (web) return serve(inLanguage('as asked', '按你的要求'), port, file)
  const electron = await findElectron()
  if (electron.path === null) return serve(electron.reason, port, file)
  say('Opening the desktop window.', '正在打开桌面窗口。')
  const code = await openWindow(electron.path, file)
  // A sandbox that the system forbids, a missing library: Electron ends at once, and the browser still works.
  if (code === null) return serve(inLanguage('the desktop window did not open', '桌面窗口未能打开'), port, file)
  return code
}

/**
 * @param {string} electron
 * @param {string | undefined} file
 * @returns {Promise<number | null>} null: it ended at once with an error, and not because it was told to.
 */
function openWindow(electron, file) {
  const startedAt = Date.now()
  return new Promise((resolve) => {
    const child = spawn(electron, [root, ...(file === undefined ? [] : [file])], { stdio: 'inherit' })
    passSignalsTo(child)
    child.once('error', () => resolve(null))
    child.once('close', (code) => resolve(code !== 0 && !toldToStop && Date.now() - startedAt < 5000 ? null : (code ?? 1)))
  })
}

/**
 * @param {string} reason
 * @param {string | undefined} port
 * @param {string | undefined} file
 * @returns {Promise<number>}
 */
function serve(reason, port, file) {
  const args = [...(port === undefined ? [] : ['--port', port]), ...(file === undefined ? [] : ['--open', file])]
  const child = spawn(process.execPath, [inRoot('out', 'main', 'web.js'), ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  passSignalsTo(child)
  let told = false
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part) => {
    text += part
    const address = text.split('\n')[0]
    if (told || address === undefined || !text.includes('\n')) return
    told = true
    process.stdout.write(`${address}\n`)
    say(
      `Candor runs in the browser (${reason}). Open the address above; Ctrl+C ends it.`,
      `Candor 在浏览器中运行（${reason}）。请打开上面的地址；按 Ctrl+C 结束。`,
    )
    openBrowser(address)
  })
  return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)))
}

/** @param {import('node:child_process').ChildProcess} child */
function passSignalsTo(child) {
  /** @type {NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) {
    process.on(signal, () => {
      toldToStop = true
      // Ctrl+C reaches the whole group by itself; the others only us. The child hears only the first.
      child.kill(signal)
    })
  }
}
