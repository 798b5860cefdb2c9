/** Starts, for the studio, the processes beside it that it may not start itself: the packaged app is no Node. Nothing but programs of the app. */
import { dirname, resolve, sep } from 'node:path'
import type { UtilityProcess } from 'electron'
import { utilityProcess } from 'electron'
import type { ChildNews, ChildRequest } from '#contract/channel.ts'

/** `studio`: who asks, and takes its processes along when it ends. `entry`: its program, in the folder of all others. */
export function startChildrenOf(studio: UtilityProcess, entry: string): void {
  const children = new Map<string, UtilityProcess>()
  const tell = (news: ChildNews): void => studio.postMessage(news)

  function start({ child: name, program, words, environment }: Extract<ChildRequest, { kind: 'startChild' }>): void {
    if (!resolve(program).startsWith(dirname(resolve(entry)) + sep)) return tell({ kind: 'childEnded', child: name, code: null })
    const child = utilityProcess.fork(program, words, { serviceName: 'Candor engine', env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] })
    children.set(name, child)
    child.stderr?.on('data', (text: unknown) => tell({ kind: 'childPrinted', child: name, text: String(text) }))
    child.once('exit', (code) => {
      children.delete(name)
      tell({ kind: 'childEnded', child: name, code })
    })
  }

  studio.on('message', (message: unknown) => {
    if (!isChildRequest(message)) return
    if (message.kind === 'startChild') start(message)
    else endNow(children.get(message.child))
  })
  studio.once('exit', () => {
    for (const child of children.values()) endNow(child)
  })
}

/** Electron's own `kill()` only asks, and a process that computes does not listen. */
function endNow(child: UtilityProcess | undefined): void {
  try {
    if (child?.pid !== undefined) process.kill(child.pid, 'SIGKILL')
  } catch {
    // It went by itself in the meantime.
  }
}

function isChildRequest(message: unknown): message is ChildRequest {
  return typeof message === 'object' && message !== null && 'kind' in message && (message.kind === 'startChild' || message.kind === 'endChild') && 'child' in message && typeof message.child === 'string'
}
