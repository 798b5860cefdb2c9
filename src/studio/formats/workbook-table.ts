/** One sheet of an .xlsx workbook, or a range of it, as text: what the cells hold, not how they look. */
import path from 'node:path'
import type { Finding } from '#contract/dataset.ts'
import { StudioError } from '#contract/errors.ts'
import { parseRange, rangeText, sheetColumns, sheetRows, type CellRange } from './cell-range.ts'
import { largeFirst, partOf, writtenText, type Conversion, type ConversionJob, type OnProgress } from './conversion.ts'
import { createCsvTable } from './csv-table.ts'
import { readSheetRows, type SheetNotes } from './sheet-cells.ts'
import { readWorkbookParts, type WorkbookParts } from './workbook-parts.ts'
import type { ZipMembers } from './zip-members.ts'

/** Throws `file.format`, `file.tooLarge`, `file.empty`. */
export async function convertWorkbook(job: ConversionJob, zip: ZipMembers, onProgress: OnProgress): Promise<Conversion> {
  const { fileName } = job
  try {
    return await convert(job, zip, onProgress)
  } catch (error) {
    if (error instanceof StudioError || (error instanceof Error && 'syscall' in error)) throw error
    throw new StudioError('file.format', { file: fileName, problem: 'damaged', value: error instanceof Error ? error.message : String(error) })
  }
}

async function convert(job: ConversionJob, zip: ZipMembers, onProgress: OnProgress): Promise<Conversion> {
  const { fileName, chosen } = job
  const workbook = await readWorkbookParts(zip, fileName)
  const names = [...workbook.sheets.keys()]
  if (names.length === 0) throw new StudioError('file.format', { file: fileName, problem: 'noTables' })
  const asked = chosen.range === undefined || chosen.range === '' ? null : parseRange(chosen.range)
  if (asked === null && chosen.range !== undefined && chosen.range !== '') throw new StudioError('file.format', { file: fileName, problem: 'range', value: chosen.range })
  const within = asked ?? { firstColumn: 1, lastColumn: sheetColumns, firstRow: 1, lastRow: sheetRows }
  const wanted = chosen.sheet !== undefined && names.includes(chosen.sheet) ? [chosen.sheet] : largeFirst(names, (name) => zip.members.get(workbook.sheets.get(name) ?? '')?.bytes ?? 0)
  const [found] = await sheetsWithValues(workbook, zip, wanted, within, onProgress)
  if (found !== undefined) {
    const { sheet, used } = found
    const target = path.join(job.scratch, 'table.csv')
    const notes = await writeSheet(workbook, zip, sheet, used, target, fileName, onProgress)
    return {
      path: target,
      source: { format: 'workbook', packing: null, parts: [partOf('sheet', names, sheet)], range: rangeText(used) },
      reading: writtenText,
      findings: findingsOf(notes),
    }
  }
  throw new StudioError('file.format', { file: fileName, problem: 'emptySheet', value: wanted[0] ?? '' })
}

/** The first with rows below its names, else all that have any value. */
async function sheetsWithValues(workbook: WorkbookParts, zip: ZipMembers, wanted: readonly string[], within: CellRange, onProgress: OnProgress): Promise<{ sheet: string; used: CellRange }[]> {
  const filled = []
  for (const sheet of wanted) {
    const used = await usedRange(workbook, zip, sheet, within, onProgress)
    if (used === null) continue
    filled.push({ sheet, used })
    if (used.lastRow > used.firstRow) return filled.slice(-1)
  }
  return filled
}

/** The smallest range that holds every value; formats alone fill no cells. */
async function usedRange(workbook: WorkbookParts, zip: ZipMembers, sheet: string, within: CellRange, onProgress: OnProgress): Promise<CellRange | null> {
  let used: CellRange | null = null
  await rowsOf(workbook, zip, sheet, within, 0, onProgress, ({ number, first, last }) => {
    used = {
      firstColumn: Math.min(used?.firstColumn ?? first, first),
      lastColumn: Math.max(used?.lastColumn ?? last, last),
      firstRow: used?.firstRow ?? number,
      lastRow: number,
    }
  })
  return used
}

async function writeSheet(workbook: WorkbookParts, zip: ZipMembers, sheet: string, used: CellRange, target: string, fileName: string, onProgress: OnProgress): Promise<SheetNotes> {
  const table = createCsvTable(target, fileName, used.lastColumn - used.firstColumn + 1)
  let next = used.firstRow
  try {
    return await rowsOf(workbook, zip, sheet, used, 1, onProgress, ({ number, cells }) => {
      // Empty lines keep the place of every row.
      table.blank(number - next)
      table.row(Array.from({ length: used.lastColumn - used.firstColumn + 1 }, (_, at) => cells[used.firstColumn + at] ?? null))
      next = number + 1
    })
  } finally {
    table.close()
  }
}

interface RowInRange {
  number: number
  cells: readonly (string | null)[]
  /** Columns of the first and the last value inside the range. */
  first: number
  last: number
}

/** `pass`: 0 looks, 1 writes; each is half of the way. */
async function rowsOf(workbook: WorkbookParts, zip: ZipMembers, sheet: string, within: CellRange, pass: 0 | 1, onProgress: OnProgress, onRow: (row: RowInRange) => void): Promise<SheetNotes> {
  const member = zip.members.get(workbook.sheets.get(sheet) ?? '')
  if (member === undefined) throw new Error('a sheet without cells')
  let read = 0
  let rows = 0
  return await readSheetRows(
    member.chunks(),
    workbook,
    ({ number, cells }) => {
      if (number < within.firstRow || number > within.lastRow) return
      let first = within.firstColumn
      let last = Math.min(within.lastColumn, cells.length - 1)
      while (first <= last && (cells[first] ?? null) === null) first++
      while (last >= first && (cells[last] ?? null) === null) last--
      if (first > last) return
      rows++
      onRow({ number, cells, first, last })
    },
    (bytes) => {
      read += bytes
      onProgress({ bytes: Math.floor((read + pass * member.bytes) / 2), totalBytes: member.bytes, rows: pass * rows })
    },
  )
}

function findingsOf({ errors, formulas, merged }: SheetNotes): Finding[] {
  return [
    ...(errors.count === 0 ? [] : [{ code: 'errorCells', severity: 'attention' as const, count: errors.count, value: `${errors.first}: ${errors.value}` }]),
    ...(formulas.count === 0 ? [] : [{ code: 'formulasWithoutResult', severity: 'attention' as const, count: formulas.count, value: formulas.first }]),
    ...(merged.count === 0 ? [] : [{ code: 'mergedCells', severity: 'note' as const, count: merged.count, value: merged.first }]),
  ]
}
