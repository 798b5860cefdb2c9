import { describe, expect, it } from 'vitest'
import { describeDamagedCheckpoints, describeResumption } from './resuming.ts'
import { describeVerification } from './verification.ts'

describe('where an interrupted run goes on', () => {
  it('is said in epochs as a person counts them, and steps', () => {
    expect(describeResumption({ step: 1204, epoch: 6 }, 10, 'en')).toBe('Goes on in epoch 7, after step 1,204.')
    expect(describeResumption({ step: 1204, epoch: 6 }, 10, 'zh-CN')).toBe('将从第 7 轮、第 1,204 步之后继续。')
  })

  it('is its beginning, or its end, in other words', () => {
    expect(describeResumption({ step: 0, epoch: 0 }, 10, 'en')).toContain('first step')
    expect(describeResumption({ step: 2000, epoch: 10 }, 10, 'en')).not.toContain('11')
    expect(describeResumption({ step: 2000, epoch: 10 }, 10, 'zh-CN')).toContain('只差评估')
  })

  it('was an earlier place where a checkpoint was damaged', () => {
    expect(describeDamagedCheckpoints({ step: 1, epoch: 0, damaged: 0 }, 'en')).toBe('')
    expect(describeDamagedCheckpoints({ step: 1, epoch: 0, damaged: 1 }, 'zh-CN')).toContain('已损坏')
  })

  it('names both what was damaged and the engine that took the place of another', () => {
    expect(describeDamagedCheckpoints({ step: 1, epoch: 0, damaged: 0, engine: 'compiled' }, 'en')).toBe('TensorFlow is not here any more, so the compiled engine goes on: the result is the same within rounding, not to the last bit.')
    expect(describeDamagedCheckpoints({ step: 1, epoch: 0, damaged: 1, engine: 'compiled' }, 'zh-CN')).toMatch(/已损坏.+编译引擎继续/)
  })
})

describe('a repeated run', () => {
  const weights = { before: '0123456789abcdef', now: '0123456789abcdef' }
  const base = { equal: false, epochs: 3, weights: { before: weights.before, now: null }, madeBy: null }
  const difference = { epoch: 4, part: 'training' as const, name: 'loss', before: 0.124, now: 0.12300000000000001 }

  it('is equal in so many epochs and in its weights', () => {
    expect(describeVerification({ equal: true, epochs: 10, weights, difference: null, madeBy: null }, 'en')).toBe('Equal: the same 10 epochs and the same weights, to the last bit (SHA-256 0123456789ab).')
    expect(describeVerification({ equal: true, epochs: 1, weights, difference: null, madeBy: null }, 'en')).toContain('same 1 epoch and')
    expect(describeVerification({ equal: true, epochs: 10, weights, difference: null, madeBy: null }, 'zh-CN')).toBe('一致：10 轮的记录和权重逐位相同（SHA-256 0123456789ab）。')
  })

  it('differs first in one number of one epoch, written in full', () => {
    expect(describeVerification({ ...base, difference }, 'en')).toBe('First differs in epoch 4: “loss” on the training rows is 0.12300000000000001 now and was 0.124 then.')
    expect(describeVerification({ ...base, difference: { ...difference, part: 'validation', now: null } }, 'zh-CN')).toBe('从第 4 轮开始不同：验证集上的“loss”现在是 -，当时是 0.124。')
    expect(describeVerification({ ...base, difference: { ...difference, part: 'course', name: 'learningRate' } }, 'en')).toContain('the learning rate is')
    expect(describeVerification({ ...base, difference: { ...difference, part: 'layers', name: 'layer-2' } }, 'en')).toContain('gradients of layer-2')
  })

  it('ends earlier, later, or with other weights', () => {
    const course = { epoch: 4, part: 'course' as const, name: 'step' }
    expect(describeVerification({ ...base, difference: { ...course, before: 40, now: null } }, 'en')).toContain('now the training ends before it')
    expect(describeVerification({ ...base, difference: { ...course, before: null, now: 40 } }, 'en')).toContain('then the training ended before it')
    expect(describeVerification({ ...base, difference: { ...course, before: 40, now: 44 } }, 'en')).toContain('step 44 now and did with step 40 then')
    expect(describeVerification({ ...base, weights: { before: 'aaaa', now: 'bbbb' }, difference: null }, 'en')).toContain('the weights are not: SHA-256 bbbb now, aaaa then')
  })

  it('names the versions where they are not the same', () => {
    const madeBy = { before: 'Candor 1.0.0 with tfjs 4.22.0', now: 'Candor 1.1.0 with tfjs 4.22.0' }
    for (const language of ['en', 'zh-CN'] as const) expect(describeVerification({ ...base, difference, madeBy }, language)).toMatch(/Candor 1\.0\.0.*Candor 1\.1\.0/)
  })
})
