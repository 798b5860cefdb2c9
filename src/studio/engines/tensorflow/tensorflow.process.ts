/**
 * The process that TensorFlow runs in, one for each use: it answers one question after the other, and ends with whoever started it. A
 * fault in the library ends nothing else. Its arguments are the addon's path and, where it was not forked, the socket it is asked over.
 */
import { connect } from 'node:net'
import { learnsLine } from '#engine/tensorflow/trial.ts'
import type { LoadedGraph } from '#engine/tensorflow/session.ts'
import { openAddon } from './addon-session.ts'
import type { OpenAddon } from './addon-session.ts'
import type { ProcessAnswer, ProcessQuestion, ProcessValues } from './process-messages.ts'
import { hearOver, sendOver } from './socket-messages.ts'

let opened: OpenAddon | undefined
const graphs = new Map<number, LoadedGraph>()
let loaded = 0

const [, , addon = '', address] = process.argv
if (address === undefined) {
  process.on('message', (question: ProcessQuestion) => process.send?.(answered(question)))
  process.on('disconnect', () => process.exit(0))
} else {
  const socket = connect(address)
  hearOver(socket, (question) => isQuestion(question) && sendOver(socket, answered(question)))
  socket.on('close', () => process.exit(0))
  // 'close' follows.
  socket.on('error', () => {})
}
// Ctrl+C in a terminal reaches the whole group: it ends with its parent, not before.
process.on('SIGINT', () => {})

function answered(question: ProcessQuestion): ProcessAnswer {
  try {
    return { ok: true, value: answerTo(question) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error), at: opened === undefined ? 'start' : 'work' }
  }
}

function isQuestion(value: unknown): value is ProcessQuestion {
  return typeof value === 'object' && value !== null && 'kind' in value
}

function answerTo(question: ProcessQuestion): ProcessValues[keyof ProcessValues] {
  opened ??= openAddon(addon)
  switch (question.kind) {
    case 'try':
      return { version: opened.version, device: opened.device, learns: learnsLine(opened) }
    case 'load':
      loaded++
      graphs.set(loaded, opened.load(question.file))
      return loaded
    case 'run': {
      const graph = graphs.get(question.model)
      if (graph === undefined) throw new Error(`there is no graph ${question.model}`)
      return graph.run(question.inputs, question.outputs)
    }
    case 'unload':
      graphs.get(question.model)?.dispose()
      graphs.delete(question.model)
      return null
    default:
      return question satisfies never
  }
}
