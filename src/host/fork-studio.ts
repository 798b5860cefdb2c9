/** Starts the studio as a forked child of a Node process (web host, command line). */
import { fork } from 'node:child_process'
import type { StudioChild, StudioExit } from './studio-child.ts'

export interface ForkOptions {
  /** Path of the built studio entry. */
  entry: string
  environment: Record<string, string>
  /** In a session of its own, so that it can give way as a whole and Ctrl+C reaches the host alone, which ends it in order. */
  ownSession?: boolean
}

export function forkStudio({ entry, environment, ownSession = false }: ForkOptions): StudioChild {
  const child = fork(entry, [], {
    serialization: 'advanced',
    // On Windows it would open a console.
    detached: ownSession && process.platform !== 'win32',
    env: { ...process.env, ...environment },
    // A debugger's port or a loader of this process is not the child's.
    execArgv: [],
    // What the studio prints is a log: standard output belongs to the answer of a command.
    stdio: ['ignore', 2, 2, 'ipc'],
  })
  const exited = new Promise<StudioExit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, reason: signal }))
    // Without a process there is no 'exit'; an error of a later send is told by 'exit' soon after.
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, reason: error.message })
    })
  })
  return {
    pid: child.pid,
    // The callback keeps a write into a pipe that just broke from becoming an uncaught error.
    send: (frame) => void (child.connected && child.send(frame, () => {})),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void exited.then(listener),
    stop: () => (child.connected ? child.disconnect() : void child.kill('SIGTERM')),
    kill: () => void child.kill('SIGKILL'),
  }
}
