/** Whether lines are columns aligned by spaces and tabs, as programs print them for people. Knows nothing of scanning. */
import { namesStandAbove } from './guess-header.ts'
import { usualCount } from './guess-preamble.ts'

const fewestLines = 2

/** Where no other delimiter makes a table: runs of different lengths part the same number of cells in nearly all lines. */
export function areAligned(lines: readonly string[]): boolean {
  const cells = lines.map(cellsOf)
  const usual = usualOf(cells, 0.95)
  if (usual === null || lines.length < fewestLines) return false
  const gaps = lines.map(gapsOf)
  const aligned = gaps.filter((widths) => widths.some((width) => width > 1)).length
  return aligned * 2 >= lines.length && new Set(gaps.flat()).size > 1 && (usual > 2 || namesStandAbove(cells))
}

/** Whether runs of blanks explain lines better than the tabs among them, which part `parted` cells a line: with two tabs for one, or beside spaces. */
export function explainTabs(lines: readonly string[], parted: readonly number[]): boolean {
  const cells = lines.map(cellsOf)
  const usual = usualOf(cells, 0.99)
  if (usual === null || usual < 3 || lines.length < fewestLines) return false
  const gaps = lines.map(gapsOf)
  if (new Set(gaps.flat()).size < 2) return false
  if (!lines.some((line) => line.includes(' '))) return parted.some((count) => count !== usual)
  const most = Math.max(...parted)
  const aligned = new Set(gaps.flatMap((widths) => [...widths.entries()].flatMap(([place, width]) => (width > 1 ? [place] : []))))
  return most < usual && aligned.size * 2 > usual - 1
}

/** Of all lines but the first, which may hold names of two words; null where too few lines agree. */
function usualOf(cells: readonly string[][], share: number): number | null {
  const rows = cells.slice(1)
  const usual = usualCount(rows) ?? 1
  return usual < 2 || rows.filter((row) => row.length === usual).length < rows.length * share ? null : usual
}

function cellsOf(line: string): string[] {
  return withoutQuoted(line).match(/[^ \t]+/g) ?? []
}

function gapsOf(line: string): number[] {
  return (withoutQuoted(line).replace(/^[ \t]+|[ \t]+$/g, '').match(/[ \t]+/g) ?? []).map((gap) => gap.length)
}

/** Blanks in quotes part nothing. */
function withoutQuoted(line: string): string {
  return line.replace(/"[^"]*"/g, (cell) => cell.replace(/[ \t]/g, '_'))
}
