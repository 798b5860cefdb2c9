/** The real row a prediction form starts from, kept with the run: the dataset may be another one later. */
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { StudioError } from '#contract/errors.ts'

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
