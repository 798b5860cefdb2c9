/** Starts the process that TensorFlow runs in. Knows no questions. */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

export interface TensorflowPlace {
  /** The program that is started. */
  program: string
  addon: string
  /** For small networks TensorFlow is fastest with a single thread; null: as it likes. */
  threads: number | null
}

export function forkTensorflow({ program, addon, threads }: TensorflowPlace): ChildProcess {
  const limits = threads === null ? {} : { TF_NUM_INTEROP_THREADS: String(threads), TF_NUM_INTRAOP_THREADS: String(threads) }
  return fork(program, [addon], {
    serialization: 'advanced',
    // Nothing of the parent's debugger or loaders.
    execArgv: [],
    // Errors alone in the log, which is kept for the last words of a process that dies.
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2', TF_ENABLE_ONEDNN_OPTS: '1', ...limits },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
}

/** The last lines that a process wrote to its log, as it writes them. */
export function lastWordsOf(child: ChildProcess): () => string {
  let words = ''
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => {
    words = (words + text).slice(-4000)
  })
  return () => words.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? ''
}
