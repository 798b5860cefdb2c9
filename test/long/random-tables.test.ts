/** A hundred thousand random tables in random dialects and encodings, read back cell by cell. A failure prints the smallest case. */
import fc from 'fast-check'
import { it } from 'vitest'
import { guessableTable, writtenTable } from '#test/tables/random-tables.ts'
import { expectReadBack } from '#test/tables/read-back.ts'

const told = 9000
const guessed = 1000

it.each(Array.from({ length: 10 }, (_, part) => 1_709_596_800 + part))('10,000 tables come back as they were written, seed %i', async (seed) => {
  const blockBytes = fc.integer({ min: 1, max: 4096 })
  await fc.assert(fc.asyncProperty(writtenTable, blockBytes, expectReadBack), { numRuns: told, seed })
  await fc.assert(fc.asyncProperty(guessableTable, blockBytes, expectReadBack), { numRuns: guessed, seed })
})
