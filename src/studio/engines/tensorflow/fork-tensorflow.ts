/** Starts the process that TensorFlow runs in. Knows no questions. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { appendFileSync } from 'node:fs'

export interface TensorflowPlace {
  /** The program that is started. */
  program: string
  addon: string
  /** For small networks TensorFlow is fastest with a single thread; null: as it likes. */
  threads: number | null
  /** A file that what it says besides its answers is written behind; absent: nobody wants to read it. */
  log?: string
}

export function forkTensorflow({ program, addon, threads }: TensorflowPlace): ChildProcess {
  const limits = threads === null ? {} : { TF_NUM_INTEROP_THREADS: String(threads), TF_NUM_INTRAOP_THREADS: String(threads) }
  return fork(program, [addon], {
    serialization: 'advanced',
    // Nothing of the parent's debugger or loaders.
    execArgv: [],
    // Warnings and errors: for the run's log, and for the last words of a process that dies.
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '1', TF_ENABLE_ONEDNN_OPTS: '1', ...limits },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

/** The last lines that a process wrote, as it writes them; all of them go to the log, where there is one. */
export function lastWordsOf(child: ChildProcess, log?: string): () => string {
  let words = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => {
    words = (words + text).slice(-4000)
    try {
      if (log !== undefined) appendFileSync(log, text)
    } catch (error) {
      // A full disk ends no training because of a log.
      console.error('log of TensorFlow:', error)
    }
  })
  return () => words.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? ''
}
