/** How wide each column of the table is: as wide as its name, what its head says of it and its first cells, within limits. */
import type { ColumnSummary, ColumnType, DatasetView } from '#contract/dataset.ts'

const narrowest = 104
/** By what the head says: how many values there are, and of the likeliest to be predicted that they are. */
const leastWidths: Readonly<Partial<Record<ColumnType, number>>> = { category: 176, text: 144, boolean: 128 }
const widest = 240
/** Pixels of an average glyph at 13 px; figures and the signs between them are all as wide as the widest; Han glyphs are square. */
const latin = 7.2
const figure = 8.4
const han = 13.5
const padding = 28
/** What is said under the name is smaller. */
const ofFacts = 12 / 13
const paddingOfFacts = 22
const looked = 50

/** `factsOf`: the words under a column's name. In pixels. */
export function columnWidths({ columns, firstRows }: DatasetView, factsOf: (column: ColumnSummary) => string): number[] {
  return columns.map((column, at) => {
    const { name, type } = column
    const cells = firstRows.cells.slice(0, looked).map((row) => textWidth((row[at] ?? '').slice(0, 60)))
    return Math.round(Math.min(widest, Math.max(leastWidths[type] ?? narrowest, textWidth(name) * 1.06 + padding, textWidth(factsOf(column)) * ofFacts + paddingOfFacts, Math.max(0, ...cells) + padding)))
  })
}

function textWidth(text: string): number {
  let width = 0
  for (const glyph of text) width += (glyph.codePointAt(0) ?? 0) > 0x2e7f ? han : /[\d-]/.test(glyph) ? figure : latin
  return width
}
