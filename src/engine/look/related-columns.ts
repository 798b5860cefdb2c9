/** Pairs of columns that say nearly the same, from how strongly they go together. */
import type { Associations, LookFinding } from '#contract/look.ts'
import type { Table } from '#engine/table/table.ts'

/** From here on the second column adds nothing at all. */
const same = 0.9995
const related = 0.95
const mostFindings = 10

/** The strongest pairs first; `gaps`: rows without a value, by column of `table`; `of`: rows compared. The column to leave out, the one with more gaps or else the later one, stands last. */
export function findRelatedColumns({ columns, pairs }: Associations, table: Table, gaps: readonly number[], of: number): LookFinding[] {
  const gapsOf = (name: string): number => gaps[table.columns.findIndex((column) => column.name === name)] ?? 0
  const found = pairs.flatMap((own, a) =>
    own.flatMap((pair, b): { a: string; b: string; strength: number }[] => {
      const strength = Math.abs(pair?.strength ?? 0)
      // A number that differs by category is how tables are; only equals and near copies of one kind are redundant.
      if (b <= a || pair === null || pair.kind === 'correlationRatio' || strength < related) return []
      return [{ a: columns[a] ?? '', b: columns[b] ?? '', strength }]
    }),
  )
  return found
    .toSorted((first, second) => second.strength - first.strength)
    .slice(0, mostFindings)
    .map(({ a, b, strength }) => {
      const [kept, spare] = gapsOf(a) > gapsOf(b) ? [b, a] : [a, b]
      return { code: strength >= same ? ('look.sameColumn' as const) : ('look.relatedColumns' as const), severity: strength >= same ? ('attention' as const) : ('note' as const), columns: [kept, spare], count: of, of, value: String(Math.floor(strength * 1000) / 1000), rows: [] }
    })
}
