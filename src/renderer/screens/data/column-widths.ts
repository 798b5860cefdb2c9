/** How wide each column of the table is: as wide as its name and its first cells, within limits. */
import type { DatasetView } from '#contract/dataset.ts'

const narrowest = 104
/** Those say how many values they have. */
const worded = 144
const widest = 240
/** Pixels of an average glyph at 13 px; figures and the signs between them are all as wide as the widest; Han glyphs are square. */
const latin = 7.2
const figure = 8.4
const han = 13.5
const padding = 28
const looked = 50

export function columnWidths({ columns, firstRows }: DatasetView): number[] {
  return columns.map(({ name, type }, at) => {
    const cells = firstRows.cells.slice(0, looked).map((row) => textWidth((row[at] ?? '').slice(0, 60)))
    return Math.round(Math.min(widest, Math.max(type === 'category' || type === 'text' ? worded : narrowest, textWidth(name) * 1.06 + padding, Math.max(0, ...cells) + padding)))
  })
}

function textWidth(text: string): number {
  let width = 0
  for (const glyph of text) width += (glyph.codePointAt(0) ?? 0) > 0x2e7f ? han : /[\d-]/.test(glyph) ? figure : latin
  return width
}
