/** The whole studio gives way to other programs while it trains, to the browser with its window above all. Knows no run. */
import { readFileSync, writeFileSync } from 'node:fs'

const file = '/proc/self/autogroup'
/** Of -20 to 19, as a nice value: 5 is a third of the share of a program beside it. */
const behind = 5

let wanted = 0

/**
 * Linux shares the cores out to sessions and only then, by priority, to a session's threads (autogroups: sched(7)). So a thread that
 * stands behind (`standBehind`) does so within its session alone. A studio that leads a session of its own moves all of it, and costs nothing
 * while a core is free; one that shares its session with other programs leaves it alone. Other systems know one order of threads.
 */
export function giveWay(whether: boolean): void {
  if (process.platform !== 'linux' || !leadsSession()) return
  wanted = whether ? behind : 0
  apply()
}

function apply(): void {
  try {
    writeFileSync(file, String(wanted))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    // Linux takes ten of these a second from all programs together.
    if (code === 'EAGAIN') setTimeout(apply, 200).unref()
    // A kernel without autogroups.
    else if (code !== 'ENOENT') console.error('share of the cores:', error)
  }
}

function leadsSession(): boolean {
  // After the name, which may hold anything, in brackets: state, parent, group, session (proc(5)).
  const [, , , session] = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ')
  return Number(session) === process.pid
}
