/** A thread that reads columns: answers `ColumnThreads`, one question after the other. */
import { CellMemory, type CellGrid } from './cell-memory.ts'
import type { ColumnAnswer, ColumnQuestion } from './column-threads.ts'
import { NumberSummarizer } from './summarize-column.ts'
import { TableReader } from './table-reader.ts'

export interface AskingPort {
  postMessage(message: ColumnAnswer): void
  on(event: 'message', listener: (message: ColumnQuestion) => void): unknown
}

export function serveColumns(port: AskingPort): void {
  let memory: CellMemory | null = null
  let reader: TableReader | null = null
  let summarizer: NumberSummarizer | null = null
  const answerTo = (question: ColumnQuestion): ColumnAnswer | null => {
    switch (question.kind) {
      case 'begin':
        memory = new CellMemory(question.shared, question.thread)
        reader = new TableReader(question.stores, question.missingMarkers, { bytes: question.dictionaryBytes }, memory)
        return null
      case 'grid': {
        if (!memory) return null
        reader?.take(gridOf(question, memory))
        Atomics.store(memory.shared.inUse, question.slot, 0)
        return null
      }
      case 'report': {
        const part = reader?.report() ?? { columns: [], markerCounts: [] }
        memory = null
        reader = null
        return { kind: 'report', part }
      }
      case 'summarize':
        summarizer ??= new NumberSummarizer(question.module)
        return { kind: 'summary', summary: summarizer.summarize(question.values) }
      default:
        return question satisfies never
    }
  }
  port.on('message', (question) => {
    try {
      const answer = answerTo(question)
      if (answer !== null) port.postMessage(answer)
    } catch (problem) {
      port.postMessage({ kind: 'broken', stack: problem instanceof Error ? (problem.stack ?? problem.message) : String(problem) })
    }
  })
}

function gridOf({ slot, columns, rows, firstRow, plain }: Extract<ColumnQuestion, { kind: 'grid' }>, memory: CellMemory): CellGrid {
  if (plain === null) return { ...memory.grid(slot, columns), rows, firstRow }
  const grid = { ...memory.ownGrid(slot, columns), firstRow }
  memory.findRows(grid, plain.from, plain.to, plain.marks, plain.line)
  if (grid.rows !== rows) throw new Error(`found ${grid.rows} of ${rows} plain rows again`)
  return grid
}
