/** What can do the arithmetic of training. */
import type { CatalogueEntry } from '#contract/network.ts'
import type { EngineName } from '#contract/training.ts'
import { text } from './entries.ts'

export const engines = [
  {
    type: 'compiled',
    label: text('Candor compiled', 'Candor 编译引擎'),
    help: text('Turns this very network into machine code before training. By far the fastest for networks of this size, and gives the same result on every computer.', '训练前把当前网络直接编译成机器代码。对这种规模的网络快得多，在任何电脑上结果都完全相同。'),
    settings: [],
  },
  {
    type: 'tfjs',
    label: text('TensorFlow.js', 'TensorFlow.js'),
    help: text('Runs operation by operation. Slower; a second opinion.', '逐个运算执行，较慢，可用来互相印证。'),
    settings: [],
  },
  {
    type: 'tensorflow',
    label: text('TensorFlow', 'TensorFlow'),
    help: text('For large networks, in a process of its own: where a step has much to compute, it is the faster one.', '适合大型网络，在独立进程中运行：每一步计算量大时更快。'),
    settings: [],
  },
] as const satisfies readonly (CatalogueEntry & { type: EngineName })[]
