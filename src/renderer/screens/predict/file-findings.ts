/** What is odd about a file of new rows, one line a kind: of thirty columns with the same nobody reads thirty lines. Pure. */
import type { Finding } from '#contract/dataset.ts'

/** What is counted cell by cell, and can be told of many columns at once. */
export const countedKinds = ['outside', 'unseen', 'notANumber', 'notADate', 'missing'] as const
export type CountedKind = (typeof countedKinds)[number]

export type FindingLine =
  | { kind: 'single'; finding: Finding }
  | { kind: 'many'; what: CountedKind; severity: Finding['severity']; count: number; columns: { column: string; count: number }[] }

/** Reasons to doubt first, else in the order in which they came; the columns with most such cells first. */
export function findingLines(findings: readonly Finding[]): FindingLine[] {
  const kinds = new Map<string, Finding[]>()
  for (const finding of findings) kinds.set(keyOf(finding), [...(kinds.get(keyOf(finding)) ?? []), finding])
  const lines = [...kinds.values()].flatMap((same): FindingLine[] => {
    const [first] = same
    const what = countedKinds.find((kind) => first?.code === `predict.${kind}`)
    if (first === undefined || what === undefined || same.length === 1) return same.map((finding) => ({ kind: 'single', finding }))
    const columns = same.map(({ column = '', count = 0 }) => ({ column, count })).toSorted((a, b) => b.count - a.count)
    return [{ kind: 'many', what, severity: first.severity, count: columns.reduce((sum, { count }) => sum + count, 0), columns }]
  })
  return lines.toSorted((a, b) => Number(isAttention(b)) - Number(isAttention(a)))
}

export function isAttention(line: FindingLine): boolean {
  return (line.kind === 'many' ? line.severity : line.finding.severity) === 'attention'
}

function keyOf({ code, column, line }: Finding): string {
  return code.startsWith('predict.') ? code : `${code} ${column} ${line}`
}
