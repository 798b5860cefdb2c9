import { expect, it } from 'vitest'
import { createTransferRate } from './transfer-rate.ts'

it('is unknown until half a second of it was seen, and then of the last seconds alone', () => {
  const rate = createTransferRate()
  expect(rate.bytesPerSecond()).toBeNull()
  // What was here before is not counted as having arrived.
  rate.add(100_000_000, 10)
  rate.add(100_100_000, 10.1)
  expect(rate.bytesPerSecond()).toBeNull()
  rate.add(101_000_000, 11)
  expect(rate.bytesPerSecond()).toBeCloseTo(1e6)
  for (let second = 12; second <= 20; second++) rate.add(101_000_000 + (second - 11) * 5e6, second)
  expect(rate.bytesPerSecond()).toBeCloseTo(5e6)
})
