/** A process that is asked for measurements, one at a time. Knows what a line is, not what is measured. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Answer, Question, Ready } from './protocol.ts'

export interface PeerProcess {
  version: string
  /** Milliseconds from its start until it had loaded its library. */
  loaded: number
  ask(question: Question): Promise<Answer>
  end(): void
}

/** Throws an Error with what the process wrote where it ends before it is ready; `ask` does too. */
export async function startPeer(command: string, words: readonly string[]): Promise<PeerProcess> {
  const began = performance.now()
  const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'pipe'] })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('close', (code) => reject(new Error(`"${[command, ...words].join(' ')}" ended with exit code ${code}.\n${complaints.trim()}`)))
  })
  // It ends on purpose too.
  ended.catch(() => {})
  // A pipe that breaks is told by the end of the process.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const nextLine = async (): Promise<string> => {
    const { value, done } = await Promise.race([lines.next(), ended])
    return done === true ? await ended : value
  }
  const { version }: Ready = JSON.parse(await nextLine())
  return {
    version,
    loaded: performance.now() - began,
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const answer: Answer = JSON.parse(await nextLine())
      return answer
    },
    end: () => void child.kill(),
  }
}
