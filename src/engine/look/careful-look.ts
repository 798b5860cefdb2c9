/** Table of contents of the careful look: each question about a table in a file of its own. Knows no target and no words. */
import type { CarefulLook, LookFinding } from '#contract/look.ts'
import { sampleEvenly } from '#engine/recipe/sample-evenly.ts'
import type { Table } from '#engine/table/table.ts'
import { associationsOf } from './associations.ts'
import { findDuplicateRows } from './duplicate-rows.ts'
import { findFarValues } from './far-values.ts'
import { countGaps, findMissingTogether, missingMapOf } from './missing-map.ts'
import { findManyValues } from './many-values.ts'
import { findNearDuplicates } from './near-duplicates.ts'
import { findNumberedRows } from './numbered-rows.ts'
import { findRelatedColumns } from './related-columns.ts'
import { findTimeOrder } from './time-order.ts'

/** Columns are compared on this many rows: a correlation is then known to about 0.01. */
const comparedRows = 20_000

/** Unsupervised, so all rows may be looked at: nothing here asks how a column relates to what is predicted. */
export function lookCarefully(table: Table): CarefulLook {
  const every = Int32Array.from({ length: table.rows }, (_, row) => row)
  const sample = sampleEvenly(every, comparedRows)
  const gaps = countGaps(table)
  const associations = associationsOf(table, sample)
  const findings = [
    ...findDuplicateRows(table),
    ...findNearDuplicates(table),
    ...findRelatedColumns(associations, table, gaps, sample.length),
    ...findTimeOrder(table),
    ...findMissingTogether(table, gaps),
    ...findFarValues(table),
    ...findNumberedRows(table),
    ...findManyValues(table),
  ]
  return { rows: table.rows, sampled: sample.length, findings: findings.toSorted(byUrgency), associations, missing: missingMapOf(table, gaps) }
}

function byUrgency(a: LookFinding, b: LookFinding): number {
  return Number(b.severity === 'attention') - Number(a.severity === 'attention')
}
