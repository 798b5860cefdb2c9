/** Runs one program to its end. Knows nothing of what it does. */
import { spawn } from 'node:child_process'

/**
 * @typedef {object} Outcome
 * @property {number} code  124: ended at the time limit; 127: could not be started.
 * @property {string} output  Both streams together, where they were captured.
 */

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: boolean, seconds?: number }} [options]
 *   `show`: its output goes to our standard error as it comes, else it is captured. `seconds`: time limit.
 * @returns {Promise<Outcome>}
 */
export function runProgram(command, args, { cwd, env = process.env, show = false, seconds } = {}) {
  return new Promise((resolve) => {
    // A group of its own, so that a time limit ends its children too. Windows has no such groups.
    const child = spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env,
      stdio: show ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'],
      detached: seconds !== undefined && process.platform !== 'win32',
      windowsHide: true,
    })
    let output = ''
    let late = false
    const release = endWithUs(child)
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text))
    }
    const limit = seconds === undefined ? undefined : setTimeout(() => ((late = true), end(child)), seconds * 1000)
    child.once('error', (error) => (release(), clearTimeout(limit), resolve({ code: 127, output: error.message })))
    child.once('close', (code) => (release(), clearTimeout(limit), resolve({ code: late ? 124 : (code ?? 1), output })))
  })
}

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set()
/** @type {NodeJS.Signals[]} */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * A signal that ends us ends our programs too: left alone they would go on writing what the next ones write.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} Stops listening.
 */
function endWithUs(child) {
  if (running.size === 0) for (const signal of endings) process.on(signal, leave)
  running.add(child)
  return () => {
    running.delete(child)
    if (running.size === 0) for (const signal of endings) process.off(signal, leave)
  }
}

function leave() {
  for (const child of running) end(child)
  process.exit(130)
}

/** @param {import('node:child_process').ChildProcess} child */
function end(child) {
  if (child.pid === undefined) return
  try {
    // The whole group where it has one of its own.
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    child.kill('SIGKILL')
  }
}
