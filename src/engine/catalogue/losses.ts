/** What training makes small, as Keras 3 defines and names it. */
import type { CatalogueEntry } from '#contract/network.ts'
import { number, text } from './entries.ts'

const smoothing = number('labelSmoothing', 0, text('Moves the true answers a little away from 0 and 1, against overconfidence.', '让真实答案略微偏离 0 和 1，避免过于自信。'), { minimum: 0, maximum: 1, step: 0.05 })

export const losses = [
  { type: 'meanSquaredError', label: text('mean squared error', '均方误差'), help: text('The average of the squared errors; large misses count most.', '误差平方的平均，大的误差影响最大。'), formula: 'mean of (truth - prediction)²', settings: [] },
  { type: 'meanAbsoluteError', label: text('mean absolute error', '平均绝对误差'), help: text('The average size of the errors; a few wild values matter less.', '误差大小的平均，少数异常值影响较小。'), formula: 'mean of |truth - prediction|', settings: [] },
  {
    type: 'huber',
    label: text('Huber', 'Huber 损失'),
    help: text('Squared for small errors, absolute for large ones: a middle way.', '小误差按平方、大误差按绝对值计算，介于两者之间。'),
    formula: 'e² / 2 if |e| ≤ delta, else delta |e| - delta² / 2',
    settings: [number('delta', 1, text('Where the two halves meet, in spreads of the target.', '两段的分界，以目标列的标准差为单位。'), { common: true, minimum: 0, minimumExcluded: true, maximum: 1000, step: 0.1 })],
  },
  { type: 'binaryCrossentropy', label: text('binary cross-entropy', '二元交叉熵'), help: text('For two answers: how surprised it is by the truth.', '用于两种答案：真实答案有多出乎它的意料。'), formula: '-log of the probability given to the truth', tasks: ['binary'], settings: [smoothing] },
  { type: 'categoricalCrossentropy', label: text('categorical cross-entropy', '多类交叉熵'), help: text('For several answers: how surprised it is by the truth.', '用于多种答案：真实答案有多出乎它的意料。'), formula: '-log of the probability given to the truth', tasks: ['multiclass'], settings: [smoothing] },
] as const satisfies readonly CatalogueEntry[]

export type LossName = (typeof losses)[number]['type']
