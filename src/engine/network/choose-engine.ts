/** Which engine trains a plan. */
import type { EngineName, Training } from '#contract/training.ts'

/** Fastest by far for networks of the size that tables need, and the same to the bit everywhere. */
const usualEngine: EngineName = 'compiled'

export function chooseEngine({ engine }: Pick<Training, 'engine'>): { name: EngineName; reason: string } {
  return engine === 'auto' ? { name: usualEngine, reason: 'usual' } : { name: engine, reason: 'chosen' }
}
