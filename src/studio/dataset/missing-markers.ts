/** Cells that mean "missing": which are in force, which may be, and how often each was met. */
import { lastNumber, numberKinds, readNumber } from './number-grammar.ts'

/** In force unless the person decides otherwise. The empty cell is ''. */
export const standardMarkers = ['', 'NA', 'N/A', 'NaN', 'nan', 'NAN', 'null', 'NULL', 'None', '.', '?', '-']

/** Shown with their counts where they occur, but values unless the person says so. */
export const possibleMarkers = ['n/a', 'na', 'Null', 'none', 'NONE', '<NA>', '#N/A', '#NA', '#NULL!', '#VALUE!', '#DIV/0!', '\\N', '--', '—', '*', 'missing', 'Missing', 'unknown', 'Unknown', '缺失', '未知', '无', '不详', '暂无', '无数据', '不适用', '未填写', '待定']

export interface MarkerMatch {
  inForce: boolean
  count: number
}

interface Entry extends MarkerMatch {
  marker: string
  bytes: Uint8Array
}

export class MissingMarkers {
  readonly entries: Entry[]
  /** Whether a marker looks like a number, such as -999: then it must be looked for before numbers are. */
  readonly numeric: boolean
  private readonly byLength: Entry[][] = []
  private readonly empty: Entry

  constructor(chosen: readonly string[] | undefined) {
    const inForce = new Set((chosen ?? standardMarkers).map((marker) => marker.trim()))
    const all = new Set([...inForce, ...standardMarkers, ...possibleMarkers])
    this.entries = [...all].map((marker) => ({ marker, bytes: new TextEncoder().encode(marker), inForce: inForce.has(marker), count: 0 }))
    for (const entry of this.entries) (this.byLength[entry.bytes.length] ??= []).push(entry)
    const empty = this.byLength[0]?.[0]
    if (!empty) throw new Error('the empty cell is always a candidate')
    this.empty = empty
    this.numeric = this.entries.some(
      ({ inForce: used, bytes }) => used && readNumber(bytes, 0, bytes.length) !== numberKinds.none && Number.isFinite(lastNumber.value),
    )
  }

  get inForce(): string[] {
    return this.entries.filter((entry) => entry.inForce).map((entry) => entry.marker)
  }

  get found(): { marker: string; count: number; inForce: boolean }[] {
    return this.entries
      .filter((entry) => entry.count > 0)
      .map(({ marker, count, inForce }) => ({ marker, count, inForce }))
      .sort((a, b) => b.count - a.count)
  }

  /** Whether `bytes[start..end]`, trimmed, is missing; counts it as a candidate either way. */
  isMissing(bytes: Uint8Array, start: number, end: number): boolean {
    if (start === end) {
      this.empty.count++
      return this.empty.inForce
    }
    const candidates = this.byLength[end - start]
    if (!candidates) return false
    for (const entry of candidates) {
      if (equals(entry.bytes, bytes, start)) {
        entry.count++
        return entry.inForce
      }
    }
    return false
  }

  isInForce(marker: string): boolean {
    return this.entries.some((entry) => entry.marker === marker && entry.inForce)
  }

  /** The counts of `others`, for the same candidates, so many times; `others` begins again at 0. */
  addCounts(others: MissingMarkers, times = 1): void {
    for (const [index, entry] of this.entries.entries()) {
      const other = others.entries[index]
      if (other === undefined) continue
      entry.count += other.count * times
      other.count = 0
    }
  }

  /** The cells a short row lacks. */
  countAbsent(cells: number): void {
    this.empty.count += cells
  }
}

function equals(marker: Uint8Array, bytes: Uint8Array, start: number): boolean {
  for (let at = 0; at < marker.length; at++) if (marker[at] !== bytes[start + at]) return false
  return true
}
