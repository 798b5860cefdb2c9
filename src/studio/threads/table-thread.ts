/** A thread that is asked about a table. It keeps the last one, because texts are slow to send; what it answered is remembered. */
import type { Worker } from 'node:worker_threads'
import type { Table } from '#engine/table/table.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'
import { answerInThread } from './answer-in-thread.ts'
import { Thread } from './thread.ts'

interface TableQuestion<Question> {
  /** Same key, same table. */
  tableKey: string
  /** null: the thread may still have it. */
  table: Table | null
  question: Question
}
type TableAnswer<Answer> = { answer: Answer } | 'tableMissing'

const remembered = 30

export class TableThread<Question, Answer> {
  readonly #thread: Thread<TableQuestion<Question>, TableAnswer<Answer>>
  /** By table and question, the oldest first. */
  readonly #answers = new Map<string, Answer>()

  constructor(create: () => Worker) {
    this.#thread = new Thread(create)
  }

  async ask({ view, table }: OpenDataset, question: Question, signal?: AbortSignal): Promise<Answer> {
    const tableKey = tableKeyOf(view)
    const key = tableKey + JSON.stringify(question)
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    let reply = await this.#thread.ask({ tableKey, table: null, question }, signal)
    if (reply === 'tableMissing') reply = await this.#thread.ask({ tableKey, table, question }, signal)
    if (reply === 'tableMissing') throw new Error('the thread forgot the table it was just given')
    this.#answers.set(key, reply.answer)
    const [oldest] = this.#answers.keys()
    if (this.#answers.size > remembered && oldest !== undefined) this.#answers.delete(oldest)
    return reply.answer
  }

  async close(): Promise<void> {
    await this.#thread.close()
  }
}

/** The same file read in the same way. */
function tableKeyOf({ sha256, reading, columns }: OpenDataset['view']): string {
  return JSON.stringify([sha256, reading, columns.map(({ type }) => type)])
}

/** The worker's side. */
export function answerAboutTable<Question, Answer>(answer: (table: Table, question: Question) => Answer): void {
  let kept: { key: string; table: Table } | null = null
  answerInThread(({ tableKey, table, question }: TableQuestion<Question>): TableAnswer<Answer> => {
    if (table !== null) kept = { key: tableKey, table }
    if (kept === null || kept.key !== tableKey) return 'tableMissing'
    return { answer: answer(kept.table, question) }
  })
}
