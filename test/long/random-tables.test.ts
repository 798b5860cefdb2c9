/** A hundred thousand random tables in random dialects and encodings, read back cell by cell. A failure prints the smallest case. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guessableTable, writtenTable } from '#test/tables/random-tables.ts'
import { expectReadBack } from '#test/tables/read-back.ts'

const cases = 100_000
const seed = 1_709_596_800

it(`${cases} tables come back as they were written`, async () => {
  let tables = 0
  const readBack = async (table: Parameters<typeof expectReadBack>[0], blockBytes: number): Promise<void> => {
    tables++
    await expectReadBack(table, blockBytes)
  }
  await fc.assert(fc.asyncProperty(writtenTable, fc.integer({ min: 1, max: 4096 }), readBack), { numRuns: cases * 0.9, seed })
  await fc.assert(fc.asyncProperty(guessableTable, fc.integer({ min: 1, max: 4096 }), readBack), { numRuns: cases * 0.1, seed })
  expect(tables).toBe(cases)
})
