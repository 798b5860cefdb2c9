/** Penalties on large weights, as Keras 3 defines and names them. */
import type { CatalogueEntry, SettingEntry } from '#contract/network.ts'
import { number, text } from './entries.ts'

const l1 = (byDefault: number): SettingEntry => number('l1', byDefault, text('How strongly the sum of sizes is added to the loss.', '绝对值之和计入损失的强度。'), { common: true, minimum: 0, maximum: 1000, stepFactor: 3 })
const l2 = (byDefault: number): SettingEntry => number('l2', byDefault, text('How strongly the sum of squares is added to the loss.', '平方和计入损失的强度。'), { common: true, minimum: 0, maximum: 1000, stepFactor: 3 })

export const regularizers = [
  { type: 'none', label: text('none', '无'), help: text('No penalty.', '不加惩罚。'), settings: [] },
  { type: 'l1', label: text('L1', 'L1'), help: text('Pushes weights that are not needed to exactly 0.', '把不需要的权重压到 0。'), formula: 'l1 × sum of |w|', settings: [l1(0.01)] },
  { type: 'l2', label: text('L2', 'L2'), help: text('Keeps all weights small, against memorising.', '让权重都保持较小，减轻死记硬背。'), formula: 'l2 × sum of w²', settings: [l2(0.01)] },
  // Both are 0 here, so that naming one of them means no other.
  { type: 'l1l2', label: text('L1 and L2', 'L1 与 L2'), help: text('Both at once.', '两者同时使用。'), formula: 'l1 × sum of |w| + l2 × sum of w²', settings: [l1(0), l2(0)] },
] as const satisfies readonly CatalogueEntry[]
