/** A careful look at a whole table before anything is learned from it: what is odd, what goes together, where gaps are. */
import { z } from 'zod'

export const lookFindingCodes = [
  'look.duplicateRows',
  'look.nearDuplicateRows',
  'look.numberedRows',
  'look.manyValues',
  'look.sameColumn',
  'look.relatedColumns',
  'look.timeOrder',
  'look.missingTogether',
  'look.farValues',
  'look.standIn',
] as const

/** One thing with its evidence. Words: wording/look-findings.ts. */
export const LookFinding = z.object({
  code: z.enum(lookFindingCodes),
  severity: z.enum(['note', 'attention']),
  /** Columns it is about, the one to act on last. */
  columns: z.array(z.string()),
  /** Rows (or cells) concerned, of `of` that were looked at. */
  count: z.number(),
  of: z.number(),
  /** A cell's text, or a strength from 0 to 1 as it is written. */
  value: z.string().optional(),
  /** Data rows to look at, from 1. */
  rows: z.array(z.number()),
})
export type LookFinding = z.infer<typeof LookFinding>

/** How a pair of columns was compared. `correlation` has a sign, the others run from 0 to 1. */
export const associationKinds = ['correlation', 'correlationRatio', 'cramersV'] as const
export const AssociationKind = z.enum(associationKinds)
export type AssociationKind = z.infer<typeof AssociationKind>

export const Associations = z.object({
  columns: z.array(z.string()),
  /** `pairs[a][b]`, symmetric; null on the diagonal and where too few rows have both values, or one is the same everywhere. */
  pairs: z.array(z.array(z.object({ kind: AssociationKind, strength: z.number() }).nullable())),
  /** Columns beyond the first ones are not compared. */
  leftOut: z.number(),
})
export type Associations = z.infer<typeof Associations>

export const MissingMap = z.object({
  /** Columns with gaps only. */
  columns: z.array(z.string()),
  /** Equal stretches of the file's rows, each with the share of gaps by column. */
  bands: z.array(z.object({ from: z.number(), to: z.number(), shares: z.array(z.number()) })),
  /** Which columns are missing in the same rows, the commonest first; the empty list is a complete row. */
  patterns: z.array(z.object({ columns: z.array(z.string()), rows: z.number() })),
})
export type MissingMap = z.infer<typeof MissingMap>

export const CarefulLook = z.object({
  rows: z.number(),
  /** Comparisons of columns looked at this many rows, evenly spaced. */
  sampled: z.number(),
  findings: z.array(LookFinding),
  associations: Associations,
  missing: MissingMap,
})
export type CarefulLook = z.infer<typeof CarefulLook>

/** One column of a pair, drawn: numbers as they are, words as places on an axis. */
export const PairAxis = z.object({
  column: z.string(),
  kind: z.enum(['number', 'date', 'words']),
  /** Words: what stands at 0, 1, 2 ...; the last may gather the rest. Empty for numbers and dates. */
  words: z.array(z.string()),
})
export type PairAxis = z.infer<typeof PairAxis>

/** Rows of two columns for a picture; rows without both values are not in it. */
export const ColumnPair = z.object({
  x: PairAxis,
  y: PairAxis,
  association: z.object({ kind: AssociationKind, strength: z.number() }).nullable(),
  /** `x`, `y` and the data row (from 1), evenly spaced over the file, at most 2,000. */
  points: z.array(z.tuple([z.number(), z.number(), z.number()])),
  /** Rows that have both values. */
  complete: z.number(),
})
export type ColumnPair = z.infer<typeof ColumnPair>
