/** Tallies of parts of a column added up, whatever they count: numbers are added, and of the lines the first are kept. */
import { addTo, none, type ColumnTally, type Sightings } from './column-tally.ts'

/** Adds the cells of `part` to `tally`. */
export function addTally(tally: ColumnTally, part: ColumnTally): void {
  addCounts(tally, part, 1, true)
}

/** Adds a cell to `tally` that was met `times` times on lines that nobody needs to know. */
export function addRepeats(tally: ColumnTally, cell: ColumnTally, times: number): void {
  addCounts(tally, cell, times, false)
}

function addCounts(to: object, from: object, times: number, withLines: boolean): void {
  const target = new Map<string, unknown>(Object.entries(to))
  for (const [key, value] of Object.entries(from)) {
    const before: unknown = target.get(key) ?? (isSightings(value) ? none() : undefined)
    if (typeof value === 'number' && typeof before === 'number') Object.assign(to, { [key]: before + value * times })
    else if (isSightings(value) && isSightings(before)) {
      addTo(before, value.count * times, withLines ? value.lines : [], value.value)
      Object.assign(to, { [key]: before })
    } else if (typeof value === 'object' && value !== null && typeof before === 'object' && before !== null) addCounts(before, value, times, withLines)
  }
}

function isSightings(value: unknown): value is Sightings {
  return typeof value === 'object' && value !== null && 'lines' in value && 'count' in value
}
