/** Random tables in random dialects and encodings, read back cell by cell, in blocks of any size. */
import fc from 'fast-check'
import { test } from 'vitest'
import { guessableTable, writtenTable } from '#test/tables/random-tables.ts'
import { expectReadBack } from '#test/tables/read-back.ts'

test('what was written in any dialect and encoding comes back', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(writtenTable, fc.integer({ min: 1, max: 4096 }), async (table, blockBytes) => expectReadBack(table, blockBytes)),
    { numRuns: 400, seed: 20_240_305 },
  )
})

test('a table as people have them comes back with nothing told', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(guessableTable, fc.integer({ min: 1, max: 4096 }), async (table, blockBytes) => expectReadBack(table, blockBytes)),
    { numRuns: 200, seed: 20_240_305 },
  )
})
