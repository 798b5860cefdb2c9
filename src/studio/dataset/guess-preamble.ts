/** Lines before the table, such as a title and an empty line, told from the records that follow. */
import { namesStandAbove } from './guess-header.ts'

export interface SampledRecord {
  cells: string[]
  /** Physical line on which it begins, and where, both from the beginning of the sample. */
  line: number
  offset: number
  afterBlank: boolean
}

const mostRecords = 50

/** How many records stand before the table. */
export function guessPreamble(records: readonly SampledRecord[]): number {
  const usual = usualCount(records.map(({ cells }) => cells)) ?? 1
  if (usual < 2) return 0
  const start = records.slice(0, mostRecords).findIndex(({ cells }) => cells.length === usual)
  if (start === -1) return 0
  if (start === 0) return paddedPreamble(records, usual)
  const first = records[start]
  const before = records.slice(0, start)
  const single = before.every(({ cells }) => cells.length === 1)
  const rest = records.slice(start).map(({ cells }) => cells)
  // A first row of names that are too few is no preamble: what follows it are values.
  if (single && (usual > 2 || first?.afterBlank) && rest.length > 1) return start
  return namesStandAbove(rest) ? start : 0
}

/** A spreadsheet pads its title with delimiters: `Report,,,`. */
function paddedPreamble(records: readonly SampledRecord[], usual: number): number {
  if (usual < 3) return 0
  const filled = ({ cells }: SampledRecord): number => cells.filter((cell) => cell.trim() !== '').length
  const start = records.slice(0, mostRecords).findIndex((record) => filled(record) > 1)
  if (start < 1) return 0
  return namesStandAbove(records.slice(start).map(({ cells }) => cells)) ? start : 0
}

export function usualCount(records: readonly string[][]): number | undefined {
  const counts = new Map<number, number>()
  for (const record of records) counts.set(record.length, (counts.get(record.length) ?? 0) + 1)
  let usual: number | undefined
  for (const [cells, times] of counts) if (usual === undefined || times > (counts.get(usual) ?? 0)) usual = cells
  return usual
}
