/** Any page of rows, read again from the file by the marks of the first reading. Keeps a few decoded blocks, no rows. */
import type { RowPage } from '#contract/dataset.ts'
import type { BlockPlace } from './blocks.ts'
import type { ByteSource } from './byte-source.ts'
import { decodeBlock } from './decode-block.ts'
import { rowsPerMark, type FileLayout } from './read-rows.ts'
import { cellText, type ScannedRecord } from './cell-text.ts'
import { isBlank, RecordScanner } from './scan-records.ts'

/** What the first reading leaves for this one; plain data, so that it can cross threads. */
export interface PageMarks {
  layout: FileLayout
  rows: number
  blocks: BlockPlace[]
  rowMarks: number[]
  textQuotes: number[]
  missingMarkers: string[]
}

const keptBlocks = 4

export class RowPages {
  private readonly source: ByteSource
  private readonly marks: PageMarks
  private readonly missing: Set<string>
  private readonly kept = new Map<BlockPlace, Uint8Array>()

  constructor(source: ByteSource, marks: PageMarks) {
    this.source = source
    this.marks = marks
    this.missing = new Set(marks.missingMarkers)
  }

  /** Rows `from` to `from + count`, from 0; fewer at the end. Throws `file.changed`. */
  async page(from: number, count: number): Promise<RowPage> {
    const wanted = Math.max(0, Math.min(count, this.marks.rows - from))
    const cells: RowPage['cells'] = []
    const offset = this.marks.rowMarks[Math.floor(from / rowsPerMark)]
    if (wanted === 0 || offset === undefined) return { from, cells }
    await this.source.assertUnchanged()
    const { layout, textQuotes, blocks } = this.marks
    let toSkip = from % rowsPerMark
    const scanner = new RecordScanner(
      layout.dialect,
      {
        record: (record) => {
          if (isBlank(record) && layout.dialect.columns > 1) return true
          if (toSkip > 0) toSkip--
          else cells.push(this.cellsOf(record))
          return cells.length < wanted
        },
      },
      { fileName: layout.fileName, offset, textQuotes },
    )
    let at = blockIndexAt(blocks, offset)
    let skip = offset - (blocks[at]?.decodedAt ?? 0)
    for (let block = blocks[at]; block && cells.length < wanted; block = blocks[++at]) {
      scanner.push((await this.block(block)).subarray(skip))
      skip = 0
    }
    if (cells.length < wanted) scanner.end()
    return { from, cells }
  }

  private cellsOf(record: ScannedRecord): (string | null)[] {
    return Array.from({ length: this.marks.layout.dialect.columns }, (_, cell) => {
      if (cell >= record.cells) return null
      const text = cellText(record, cell)
      return this.missing.has(trimmed(text)) ? null : text
    })
  }

  private async block(place: BlockPlace): Promise<Uint8Array> {
    const kept = this.kept.get(place)
    if (kept) return kept
    const raw = new Uint8Array(place.length)
    await this.source.read(place.position, raw)
    const { bytes } = decodeBlock(this.marks.layout.encoding, raw)
    const [oldest] = this.kept.keys()
    if (oldest && this.kept.size >= keptBlocks) this.kept.delete(oldest)
    this.kept.set(place, bytes)
    return bytes
  }
}

/** The white space the reader leaves out of values. */
function trimmed(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '')
}

function blockIndexAt(blocks: BlockPlace[], offset: number): number {
  let low = 0
  let high = blocks.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((blocks[middle]?.decodedAt ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}
