import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowsInOrder } from './rows-in-order.ts'

it('puts the rows of each side in order, of equals the first row first', () => {
  const score = fc.oneof(fc.float({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1, 0.5, Math.fround(1e-42)))
  fc.assert(fc.property(fc.array(fc.tuple(score, fc.boolean()), { maxLength: 60 }), (rows) => {
    const scores = Float32Array.from(rows, ([own]) => own)
    const order = rowsInOrder(scores, Uint8Array.from(rows, ([, marked]) => Number(marked)))
    const byComparing = (mark: boolean) => rows.flatMap(([, marked], row) => (marked === mark ? [row] : [])).sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other)
    expect([[...order.positives], [...order.negatives]]).toEqual([byComparing(true), byComparing(false)])
  }))
})

it('counts a score that is none as 0', () => {
  expect([...rowsInOrder(Float32Array.of(NaN, 0.5, 0), Uint8Array.of(1, 1, 1)).positives]).toEqual([1, 0, 2])
})
