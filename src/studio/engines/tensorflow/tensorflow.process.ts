/**
 * The process that TensorFlow runs in, one for each use: it answers one question after the other, and ends with whoever started it. A
 * fault in the library ends nothing else. The addon's path is its argument.
 */
import { learnsLine } from '#engine/tensorflow/trial.ts'
import type { LoadedGraph } from '#engine/tensorflow/session.ts'
import { openAddon } from './addon-session.ts'
import type { OpenAddon } from './addon-session.ts'
import type { ProcessAnswer, ProcessQuestion, ProcessValues } from './process-messages.ts'

let opened: OpenAddon | undefined
const graphs = new Map<number, LoadedGraph>()
let loaded = 0

process.on('message', (question: ProcessQuestion) => {
  let answer: ProcessAnswer
  try {
    answer = { ok: true, value: answerTo(question) }
  } catch (error) {
    answer = { ok: false, reason: error instanceof Error ? error.message : String(error), at: opened === undefined ? 'start' : 'work' }
  }
  process.send?.(answer)
})
process.on('disconnect', () => process.exit(0))
// Ctrl+C in a terminal reaches the whole group: it ends with its parent, not before.
process.on('SIGINT', () => {})

function answerTo(question: ProcessQuestion): ProcessValues[keyof ProcessValues] {
  opened ??= openAddon(process.argv[2] ?? '')
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
