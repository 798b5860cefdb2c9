import { expect, it } from 'vitest'
import { asTitle, withinSentence } from './label-case.ts'

it('writes a label small within a sentence, except an abbreviation, and large at the start of a line', () => {
  expect(['Learning rate', 'AMSGrad', 'L2 factor', '学习率', ''].map(withinSentence)).toEqual(['learning rate', 'AMSGrad', 'L2 factor', '学习率', ''])
  expect(['learning rate', '学习率', ''].map(asTitle)).toEqual(['Learning rate', '学习率', ''])
})
