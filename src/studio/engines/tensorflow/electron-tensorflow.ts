/**
 * Starts the process that TensorFlow runs in through Electron's main, from whatever thread: the wish goes by the studio's own thread, and
 * what is asked and answered over a socket that lies where only this person can reach it. The process ends with the socket.
 */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { BroadcastChannel } from 'node:worker_threads'
import type { ChildRequest } from '#contract/channel.ts'
import { childChannel, dataOf, isChildNews } from './electron-children.ts'
import { lastWords } from './last-words.ts'
import type { ProcessAnswer, ProcessQuestion } from './process-messages.ts'
import { hearOver, sendOver } from './socket-messages.ts'
import type { TensorflowChild, TensorflowPlace } from './tensorflow-child.ts'
import { environmentFor } from './tensorflow-environment.ts'

export function electronTensorflow(place: TensorflowPlace): TensorflowChild {
  const { program, addon, log } = place
  const name = randomUUID()
  const folder = mkdtempSync(path.join(tmpdir(), 'candor-tf-'))
  const address = path.join(folder, 'socket')
  const channel = new BroadcastChannel(childChannel)
  const words = lastWords(log)
  const asked: ProcessQuestion[] = []
  const answered: ((answer: ProcessAnswer) => void)[] = []
  const ended: ((how: string) => void)[] = []
  let socket: Socket | null = null
  let isOver = false

  const server = createServer((connection) => {
    socket = connection
    // How it ended is told by whoever started it.
    connection.on('error', () => {})
    hearOver(connection, (answer) => {
      if (isAnswer(answer)) for (const listener of answered) listener(answer)
    })
    for (const question of asked.splice(0)) sendOver(connection, question)
    // One is awaited, and nobody else.
    server.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function end(how: string): void {
    isOver = true
    channel.close()
    server.close()
    socket?.destroy()
    rmSync(folder, { recursive: true, force: true })
    for (const listener of ended.splice(0)) listener(how)
  }

  channel.addEventListener('message', (event: unknown) => {
    const news = dataOf(event)
    if (!isChildNews(news) || news.child !== name) return
    if (news.kind === 'childPrinted') words.add(news.text)
    else end([news.code ?? '', words.last()].filter((part) => part !== '').join(', '))
  })
  server.on('error', (error) => end(error.message))
  server.listen(address, () => channel.postMessage({ kind: 'startChild', child: name, program, words: [addon, address], environment: environmentFor(place, process.env) } satisfies ChildRequest))
  return {
    send(question) {
      if (isOver) return
      if (socket === null) asked.push(question)
      else sendOver(socket, question)
    },
    onAnswer: (listener) => void answered.push(listener),
    onEnd: (listener) => void ended.push(listener),
    kill() {
      if (!isOver) channel.postMessage({ kind: 'endChild', child: name } satisfies ChildRequest)
    },
  }
}

function isAnswer(value: unknown): value is ProcessAnswer {
  return typeof value === 'object' && value !== null && 'ok' in value
}
