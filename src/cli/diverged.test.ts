/** A run whose loss stopped being a number is never passed over in silence. */
import { expect, it } from 'vitest'
import { divergedText } from './diverged.ts'

it('says where it stopped, what is kept, and the likely cause', () => {
  const state = { kind: 'finished', reason: 'diverged', step: 1201, cause: 'learningRate' } as const
  expect(divergedText({ state, hasModel: true })).toEqual({
    en: 'Training stopped at step 1,201: the loss was no longer a number. The weights of step 1,200 are kept. Most likely the learning rate is too large.',
    'zh-CN': '训练在第 1,201 步停止：损失已不是有效数值。第 1,200 步的权重已保留。多半是学习率太大。',
  })
  expect(divergedText({ state: { kind: 'finished', reason: 'diverged' }, hasModel: false })?.en).not.toMatch(/kept|undefined/)
})

it('says nothing of a run that came to its end', () => {
  expect(divergedText({ state: { kind: 'finished', reason: 'completed' }, hasModel: true })).toBeNull()
  expect(divergedText({ state: { kind: 'training' }, hasModel: true })).toBeNull()
})
