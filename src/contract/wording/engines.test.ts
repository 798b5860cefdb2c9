import { describe, expect, it } from 'vitest'
import { describeComputer, describeGraphics } from './engines.ts'

describe('the computer in words', () => {
  it('is its processor, threads and memory', () => {
    expect(describeComputer({ processor: 'AMD EPYC', threads: 2, memoryBytes: 25e9 })).toEqual({ en: 'AMD EPYC, 2 threads, 25 GB memory', 'zh-CN': 'AMD EPYC，2 个线程，内存 25 GB' })
    expect(describeComputer({ processor: '', threads: 1, memoryBytes: 8e9 }).en).toBe('1 thread, 8 GB memory')
  })
})

describe('the graphics card in words', () => {
  const card = { name: 'NVIDIA A10', driver: '470.82.01', memoryBytes: 24e9, hindrance: null }

  it.each([
    [{ name: null, driver: null, memoryBytes: null, reason: 'noDriver', hindrance: null } as const, 'No NVIDIA driver answers on this computer, so engines run on the processor.', '这台电脑上没有可用的 NVIDIA 驱动程序，因此引擎在处理器上运行。'],
    [{ ...card, reason: 'oldDriver' } as const, 'NVIDIA A10: The NVIDIA driver (470.82.01) is too old. Update it to 525.60.13 or newer.', 'NVIDIA A10：NVIDIA 驱动程序（470.82.01）太旧，需要更新到 525.60.13 或更新版本。'],
    [{ ...card, reason: 'oldCard' } as const, expect.stringContaining('NVIDIA A10: The card is too old'), expect.stringContaining('NVIDIA A10：这块显卡太旧')],
    [{ ...card, reason: 'newCard' } as const, expect.stringContaining('NVIDIA A10: The card is too new'), expect.stringContaining('NVIDIA A10：这块显卡太新')],
    [{ ...card, reason: 'unseen' } as const, 'NVIDIA A10: TensorFlow found no card that it can use, so it computes on the processor.', 'NVIDIA A10：TensorFlow 没有找到可用的显卡，因此在处理器上计算。'],
    [{ ...card, reason: 'unseen', hindrance: { kind: 'library', value: 'libcusolver.so.11' } } as const, expect.stringContaining('TensorFlow can’t open libcusolver.so.11, so'), expect.stringContaining('TensorFlow 无法打开 libcusolver.so.11，')],
    [{ ...card, reason: 'unseen', hindrance: { kind: 'driver', value: 'UNKNOWN ERROR (303)' } } as const, expect.stringContaining('no card (UNKNOWN ERROR (303)), so'), expect.stringContaining('（UNKNOWN ERROR (303)），')],
    [{ ...card, reason: null } as const, 'NVIDIA A10, 24 GB.', 'NVIDIA A10，24 GB。'],
  ])('names the one reason why nothing computes on it', (graphics, en, zh) => {
    expect(describeGraphics(graphics)).toEqual({ en, 'zh-CN': zh })
  })
})
