import { describe, expect, it } from 'vitest'
import type { EngineChoice, EngineTrial } from '../engine-choice.ts'
import { describeEngineChoice, trialName } from './engine-choice.ts'

const trial = (engine: EngineTrial['engine'], seconds: number | null, jitCompile = false): EngineTrial => ({ engine, device: 'cpu', jitCompile, milliseconds: seconds, startSeconds: 0, seconds, skipped: seconds === null ? 'short' : null })
const choice = (chosen: number, reason: EngineChoice['reason'], ...trials: EngineTrial[]): EngineChoice => ({ chosen, reason, batchSize: 32, steps: 12_000, trials })

describe('the reason for an engine', () => {
  it.each([
    [choice(0, 'faster', trial('compiled', 10), trial('tensorflow', 62)), 'Candor compiled is 6.2 times as fast as TensorFlow for this network at batch size 32.', '对这个网络，批大小为 32 时，Candor 编译引擎的速度是 TensorFlow 的 6.2 倍。'],
    [choice(2, 'faster', trial('compiled', 30), trial('tensorflow', 12), trial('tensorflow', 10, true)), 'TensorFlow (XLA) is 3 times as fast as Candor compiled for this network at batch size 32.', '对这个网络，批大小为 32 时，TensorFlow（XLA）的速度是 Candor 编译引擎的 3 倍。'],
    [choice(0, 'close', trial('compiled', 30), trial('tensorflow', 25)), 'TensorFlow is only 1.2 times as fast here: too little to give up the same result on every computer.', 'TensorFlow 在这里只快到 1.2 倍，不值得放弃“在任何电脑上结果都相同”。'],
    [choice(0, 'short', trial('compiled', 2), trial('tensorflow', null)), 'Candor compiled trains this in 2 s; trying another engine would take longer than it could save.', 'Candor 编译引擎训练它约需 2 秒，试用其他引擎花的时间比能省下的还多。'],
    [choice(1, 'asked', trial('tensorflow', 20), trial('tensorflow', 9, true)), 'TensorFlow was chosen for this training; with 12,000 steps, compiling by XLA pays.', '这次训练指定使用 TensorFlow；共 12,000 步，用 XLA 编译划算。'],
    [choice(0, 'asked', trial('tensorflow', 20)), 'TensorFlow was chosen for this training.', '这次训练指定使用 TensorFlow。'],
  ])('is one sentence', (given, en, zh) => {
    expect(describeEngineChoice(given)).toEqual({ en, 'zh-CN': zh })
  })

  it('names the graphics card, and not the processor', () => {
    expect(trialName({ ...trial('tensorflow', 1), device: 'gpu' })).toEqual({ en: 'TensorFlow (graphics card)', 'zh-CN': 'TensorFlow（显卡）' })
  })
})
