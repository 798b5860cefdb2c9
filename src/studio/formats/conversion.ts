/** What one conversion is asked for and what it answers; every format gives the same. */
import type { Finding, ReadingChoices, SourcePart, SourceView, SourcePartChoice } from '#contract/dataset.ts'

export interface ConversionJob {
  path: string
  /** As the person knows it. */
  fileName: string
  /** An empty folder for whatever is unpacked and written on the way. */
  scratch: string
  chosen: SourcePartChoice
}

export interface Conversion {
  /** The text to read. */
  path: string
  source: SourceView
  /** What reading that text can't decide otherwise. */
  reading: Omit<ReadingChoices, 'part' | 'types' | 'missingMarkers'>
  findings: Finding[]
}

export type OnProgress = (progress: { bytes: number; totalBytes: number; rows: number }) => void

/** Of text that Candor wrote: nothing about it is to be guessed. */
export const writtenText = { encoding: 'utf-8', delimiter: ',', quote: '"', escape: 'doubled', comment: '' } as const

/** The same where the first record is known to be the names. */
export const writtenTable = { ...writtenText, skippedLines: 0, headerRows: 1, header: true } as const

/** The one asked for where it is there, else the first. A newer file of the same kind may have other parts. */
export function partOf(kind: SourcePart['kind'], choices: readonly string[], wanted: string | undefined, otherwise = choices[0] ?? ''): SourcePart {
  return { kind, choices: [...choices], chosen: wanted !== undefined && choices.includes(wanted) ? wanted : otherwise }
}

/** Beside tables this much larger a sheet or table is a cover, a legend or a list of codes. */
const coverShare = 0.2

/** Those of a size like the largest before the others, each in their order: the order in which somebody would look for the data. */
export function largeFirst(names: readonly string[], sizeOf: (name: string) => number): string[] {
  const least = coverShare * Math.max(0, ...names.map(sizeOf))
  const isLarge = (name: string): boolean => sizeOf(name) >= least
  return [...names.filter(isLarge), ...names.filter((name) => !isLarge(name))]
}

/** Columns of which no cell can be made are left out, and said so. */
export function nestedFindings(nested: readonly string[]): Finding[] {
  const [first] = nested
  return first === undefined ? [] : [{ code: 'columnsNested', severity: 'attention', count: nested.length, value: first }]
}
