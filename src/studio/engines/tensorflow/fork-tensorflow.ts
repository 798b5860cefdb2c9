/** Starts the process that TensorFlow runs in as a child of this one. Knows no questions. */
import { fork } from 'node:child_process'
import type { TensorflowChild, TensorflowPlace } from './tensorflow-child.ts'
import { environmentFor } from './tensorflow-environment.ts'
import { lastWords } from './last-words.ts'
import type { ProcessAnswer } from './process-messages.ts'

export function forkTensorflow(place: TensorflowPlace): TensorflowChild {
  const { program, addon, log } = place
  const child = fork(program, [addon], {
    serialization: 'advanced',
    // Nothing of the parent's debugger or loaders.
    execArgv: [],
    env: { ...process.env, ...environmentFor(place, process.env) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const words = lastWords(log)
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', words.add)
  return {
    send: (question) => void (child.connected && child.send(question)),
    onAnswer: (listener) => void child.on('message', (answer: ProcessAnswer) => listener(answer)),
    onEnd(listener) {
      child.on('error', (error) => listener(error.message))
      // 'close' and not 'exit': its last words are heard by then.
      child.on('close', (code, signal) => listener([signal ?? code ?? '', words.last()].filter((part) => part !== '').join(', ')))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
