import { expect, it } from 'vitest'
import { measureText } from './measure-words.ts'

it('writes a measure with as many digits whatever its value, so that a live number does not jitter', () => {
  expect([4, 5.42, 12.34, 812.3].map((value) => measureText('mae', value, 'en'))).toEqual(['4.00', '5.42', '12.3', '812'])
  expect([measureText('loss', 0.5, 'en'), measureText('r2', 0.9, 'en'), measureText('accuracy', 0.975, 'en')]).toEqual(['0.5000', '0.900', '97.5 %'])
  expect([measureText('mse', 0, 'en'), measureText('mse', 3.2e9, 'en')]).toEqual(['0', '3.2 × 10⁹'])
})
