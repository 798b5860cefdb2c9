/** How weights follow the gradient, with Keras 3's names, defaults and update rules (`engine/training/optimizers`). */
import type { CatalogueEntry, SettingEntry } from '#contract/network.ts'
import { number, text, toggle } from './entries.ts'

function learningRate(byDefault: number): SettingEntry {
  return number('learningRate', byDefault, text('How far each step goes. Too small learns slowly, too large never settles.', '每一步走多远。太小学得慢，太大不收敛。'), { common: true, minimum: 0, minimumExcluded: true, maximum: 1_000_000_000, stepFactor: 3 })
}
const share = { minimum: 0, maximum: 1, maximumExcluded: true, step: 0.01 }
const epsilon = number('epsilon', 1e-7, text('Keeps the division safe where gradients are tiny.', '梯度极小时，避免除以零。'), { minimum: 0, minimumExcluded: true, maximum: 1, stepFactor: 10 })
const beta1 = number('beta1', 0.9, text('How much of the earlier direction is kept.', '保留多少先前的方向。'), share)
const beta2 = number('beta2', 0.999, text('How slowly the size of gradients is averaged.', '梯度大小的平均变化有多慢。'), { ...share, step: 0.001 })
const amsgrad = toggle('amsgrad', false, text('Never forget the largest gradient seen.', '始终记住见过的最大梯度。'))

export const optimizers = [
  {
    type: 'sgd',
    label: text('SGD', 'SGD（随机梯度下降）'),
    help: text('Straight down the slope, with momentum if wanted. Simple, and needs its learning rate tuned.', '沿坡度直接下降，可加动量。简单，但要调好学习率。'),
    formula: 'w ← w - learning rate × gradient',
    settings: [
      learningRate(0.01),
      number('momentum', 0, text('How much of the last step is carried into the next.', '上一步有多少带入下一步。'), { ...share, common: true, step: 0.1 }),
      toggle('nesterov', false, text('Look ahead along the momentum before stepping.', '先沿动量方向前看一步再走。')),
    ],
  },
  {
    type: 'rmsprop',
    label: text('RMSprop', 'RMSprop'),
    help: text('Divides each step by the usual size of its gradient.', '每一步都除以该梯度平时的大小。'),
    formula: 'w ← w - learning rate × gradient / √(average of squared gradients + epsilon)',
    settings: [
      learningRate(0.001),
      number('rho', 0.9, text('How slowly the average of squared gradients follows.', '梯度平方的平均变化有多慢。'), share),
      number('momentum', 0, text('How much of the last step is carried into the next.', '上一步有多少带入下一步。'), { ...share, step: 0.1 }),
      epsilon,
      toggle('centered', false, text('Measure the spread of gradients around their average.', '以梯度的平均为中心衡量其分散程度。')),
    ],
  },
  {
    type: 'adam',
    label: text('Adam', 'Adam'),
    help: text('Momentum and a step size of its own for every weight. The usual choice.', '带动量，并为每个权重单独调整步长。最常用。'),
    formula: 'w ← w - learning rate × average gradient / (√average squared gradient + epsilon)',
    settings: [learningRate(0.001), beta1, beta2, epsilon, amsgrad],
  },
  {
    type: 'adamw',
    label: text('AdamW', 'AdamW'),
    help: text('Adam that also shrinks all weights a little in every step.', '在 Adam 的基础上，每一步再让所有权重略微缩小。'),
    formula: 'as Adam, after w ← w - learning rate × weight decay × w',
    settings: [learningRate(0.001), number('weightDecay', 0.004, text('How strongly weights shrink in every step.', '每一步权重缩小的强度。'), { common: true, minimum: 0, maximum: 1, stepFactor: 3 }), beta1, beta2, epsilon, amsgrad],
  },
] as const satisfies readonly CatalogueEntry[]

export type OptimizerName = (typeof optimizers)[number]['type']

export const schedules = [
  { type: 'constant', label: text('constant', '不变'), help: text('The learning rate stays as it is.', '学习率保持不变。'), settings: [] },
] as const satisfies readonly CatalogueEntry[]
