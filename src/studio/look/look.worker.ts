/** Worker thread that looks carefully at a table, or at two columns of it. */
import { StudioError } from '#contract/errors.ts'
import type { CarefulLook, ColumnPair } from '#contract/look.ts'
import { lookCarefully } from '#engine/look/careful-look.ts'
import { pairOf } from '#engine/look/column-pair.ts'
import type { Column, Table } from '#engine/table/table.ts'
import { answerAboutTable } from '../threads/table-thread.ts'

/** Two columns, or null for the whole table. */
export type LookQuestion = { x: string; y: string } | null
export interface LookAnswer {
  look?: CarefulLook
  pair?: ColumnPair
}

answerAboutTable((table, question: LookQuestion): LookAnswer =>
  question === null ? { look: lookCarefully(table) } : { pair: pairOf(table, named(table, question.x), named(table, question.y)) },
)

function named(table: Table, name: string): Column {
  const column = table.columns.find((own) => own.name === name)
  if (column === undefined) throw new StudioError('column.unknown', { column: name })
  return column
}
