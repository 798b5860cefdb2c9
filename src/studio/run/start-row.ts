/** The real row a prediction form starts from. One is kept with the run: the dataset may be another one later. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { StudioError } from '#contract/errors.ts'
import { numberAt } from '#engine/table/numbers.ts'
import { dateText } from '../dataset/date-grammar.ts'
import type { OpenDataset } from '../dataset/open-dataset.ts'

export const StartRow = z.object({
  /** Data row, from 1. */
  row: z.number(),
  cells: z.array(z.object({ column: z.string(), value: z.string().nullable() })),
})
export type StartRow = z.infer<typeof StartRow>

/** Throws `run.noModel` where the run never came so far, `project.damaged`. */
export async function readStartRow(file: string): Promise<StartRow> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) throw new StudioError('run.noModel')
  try {
    return StartRow.parse(JSON.parse(text))
  } catch {
    throw new StudioError('project.damaged', { file })
  }
}

/**
 * Row `row` (from 1) as the file writes it. Only dates are written year first, and numbers such as 1,5 or 1.2万 plainly:
 * how the file writes them was decided over the whole column, and one cell alone would not tell. Throws `request.invalid` beyond the table.
 */
export async function rowOf({ table, view, page }: OpenDataset, row: number): Promise<StartRow> {
  if (row > table.rows) throw new StudioError('request.invalid', { setting: 'row', value: String(row), expected: `1 - ${table.rows}` })
  const [cells = []] = (await page(row - 1, 1)).cells
  const numbers = new Map(table.columns.flatMap((column) => (column.kind === 'number' ? [[column.name, { type: column.type, value: numberAt(column.values, row - 1) }] as const] : [])))
  return {
    row,
    cells: view.columns.map(({ name }, index) => {
      const cell = cells[index] ?? null
      const number = numbers.get(name)
      if (number === undefined || Number.isNaN(number.value)) return { column: name, value: cell }
      if (number.type === 'date') return { column: name, value: dateText(number.value) }
      return { column: name, value: Number(cell) === number.value ? cell : String(number.value) }
    }),
  }
}
