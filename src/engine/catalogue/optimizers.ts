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
const decayHelp = text('How strongly weights shrink in every step, times the learning rate.', '每一步权重缩小的强度，再乘以学习率。')
const ownDecay = number('weightDecay', 0.004, decayHelp, { common: true, minimum: 0, maximum: 1, stepFactor: 3 })

const clipping = { minimum: 0, maximum: 1_000_000, step: 0.1 }
/** Of every optimizer, around its own rule; 0 is off. */
const around = [
  number('clipvalue', 0, text('Keeps every single gradient between minus and plus this number. 0: off.', '把每个梯度限制在正负这个数之间。0：关闭。'), clipping),
  number('clipnorm', 0, text('Shortens the gradients of a weight array whose length is above this number. 0: off.', '某个权重数组的梯度长度超过这个数时，把它缩短。0：关闭。'), clipping),
  number('globalClipnorm', 0, text('Shortens all gradients together where their length is above this number. 0: off.', '所有梯度合起来的长度超过这个数时，一起缩短。0：关闭。'), clipping),
  toggle('useEma', false, text('Answers with a running average of the weights, which is calmer than the last ones.', '用权重的滑动平均来回答，比最后一步的权重更平稳。')),
  number('emaMomentum', 0.99, text('How slowly that average follows; only where it is on.', '滑动平均跟随得有多慢；只在开启时起作用。'), share),
]
const common = [number('weightDecay', 0, decayHelp, { minimum: 0, maximum: 1, step: 0.001 }), ...around]

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
      ...common,
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
      ...common,
    ],
  },
  {
    type: 'adam',
    label: text('Adam', 'Adam'),
    help: text('Momentum and a step size of its own for every weight. The usual choice.', '带动量，并为每个权重单独调整步长。最常用。'),
    formula: 'w ← w - learning rate × average gradient / (√average squared gradient + epsilon)',
    settings: [learningRate(0.001), beta1, beta2, epsilon, amsgrad, ...common],
  },
  {
    type: 'adamw',
    label: text('AdamW', 'AdamW'),
    help: text('Adam that also shrinks all weights a little in every step.', '在 Adam 的基础上，每一步再让所有权重略微缩小。'),
    formula: 'as Adam, after w ← w - learning rate × weight decay × w',
    settings: [learningRate(0.001), ownDecay, beta1, beta2, epsilon, amsgrad, ...around],
  },
  {
    type: 'nadam',
    label: text('Nadam', 'Nadam'),
    help: text('Adam that looks ahead along its momentum.', '在 Adam 的基础上，先沿动量方向前看一步。'),
    formula: 'as Adam, with the gradient of now mixed into the average gradient',
    settings: [learningRate(0.001), beta1, beta2, epsilon, ...common],
  },
  {
    type: 'adamax',
    label: text('Adamax', 'Adamax'),
    help: text('Adam that divides by the largest recent gradient instead of the average one.', '与 Adam 相似，但除以近期最大的梯度，而不是平均值。'),
    formula: 'w ← w - learning rate × average gradient / (largest recent |gradient| + epsilon)',
    settings: [learningRate(0.001), beta1, beta2, epsilon, ...common],
  },
  {
    type: 'adagrad',
    label: text('Adagrad', 'Adagrad'),
    help: text('Divides each step by all gradients so far, so that steps become ever smaller.', '每一步都除以至今所有梯度的累积，步子会越来越小。'),
    formula: 'w ← w - learning rate × gradient / √(sum of squared gradients + epsilon)',
    settings: [
      learningRate(0.001),
      number('initialAccumulatorValue', 0.1, text('What the sum of squared gradients starts from.', '梯度平方的累积从多少开始。'), { minimum: 0, maximum: 1000, step: 0.1 }),
      epsilon,
      ...common,
    ],
  },
  {
    type: 'adadelta',
    label: text('Adadelta', 'Adadelta'),
    help: text('Sizes its steps by the steps it made before. As published it takes a learning rate of 1.', '根据先前走过的步子确定步长。原论文的学习率为 1。'),
    formula: 'w ← w - learning rate × gradient × √(average of squared steps + epsilon) / √(average of squared gradients + epsilon)',
    settings: [learningRate(0.001), number('rho', 0.95, text('How slowly the two averages follow.', '两个平均值变化得有多慢。'), share), epsilon, ...common],
  },
  {
    type: 'lion',
    label: text('Lion', 'Lion'),
    help: text('Steps of one size along the sign of the averaged gradient. Takes a learning rate three to ten times smaller than Adam.', '只按平均梯度的正负走固定大小的一步。学习率应比 Adam 小三到十倍。'),
    formula: 'w ← w - learning rate × sign(beta 1 × average gradient + (1 - beta 1) × gradient)',
    settings: [
      learningRate(0.001),
      number('beta1', 0.9, text('How much of the earlier direction decides the step.', '先前的方向在这一步中占多少。'), { minimum: 0, minimumExcluded: true, maximum: 1, step: 0.01 }),
      number('beta2', 0.99, text('How slowly the averaged gradient follows.', '平均梯度变化得有多慢。'), share),
      ...common,
    ],
  },
] as const satisfies readonly CatalogueEntry[]

export type OptimizerName = (typeof optimizers)[number]['type']
