/** A column of numbers that names rows, where its dictionary cannot hold them all. */
import { expect, test } from 'vitest'
import { ByteDictionary } from './byte-dictionary.ts'
import { plainConventions } from './column-collector.ts'
import { newTally } from './column-tally.ts'
import { countingModule } from './counting-memory.ts'
import { finishColumn } from './finish-column.ts'
import { limits } from './limits.ts'
import { SharedPool } from './shared-pool.ts'
import { NumberSummarizer } from './summarize-column.ts'

const rows = limits.textDictionaryEntries + 50

test.each([
  ['rows counted one by one', 'n', (row: number) => row + 1, 'countsUp'],
  ['all different and named so', 'customer_id', (row: number) => (row * 7919) % 1_000_003, 'namedIdentifier'],
] as const)('an identifier keeps its spelling, as far as there is room: %s', (_, name, number, key) => {
  const values = Float64Array.from({ length: rows }, (_item, row) => (row === 7 && name !== 'n' ? NaN : number(row)))
  const present = values.filter((value) => value === value).length
  const tally = { ...newTally(), numbers: present, plainIntegers: present, missing: rows - present }
  const column = { name, chosen: null, dateOrder: null, unit: null, tally, store: { form: 'numbers', values, beside: null, conventions: plainConventions } as const, dictionary: new ByteDictionary({ bytes: 0 }), isIncomplete: false, lost: 0 }
  const finished = finishColumn(column, plainConventions, { values, summary: new NumberSummarizer(countingModule()).summarize(values) }, 0, 3, rows, new SharedPool())
  expect(finished.summary).toMatchObject({ type: 'identifier', typeReason: { key }, present, missing: rows - present, distinct: present })
  expect(finished.merged).toBe(present - limits.textDictionaryEntries)
  const { column: kept } = finished
  if (kept.kind !== 'category') throw new Error('an identifier is kept as codes')
  const spelled = (row: number): string | undefined => kept.dictionary[kept.codes[row] ?? -1]
  expect([spelled(0), spelled(6), spelled(8), spelled(rows - 1)]).toEqual([String(number(0)), String(number(6)), String(number(8)), '…'])
  expect(kept.codes[7]).toBe(name === 'n' ? 7 : -1)
})
