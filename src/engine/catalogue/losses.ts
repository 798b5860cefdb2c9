/** What training makes small, as Keras 3 defines and names it. */
import type { CatalogueEntry } from '#contract/network.ts'
import { number, text, toggle } from './entries.ts'

const smoothing = number('labelSmoothing', 0, text('Moves the true answers a little away from 0 and 1, against overconfidence.', '让真实答案略微偏离 0 和 1，避免过于自信。'), { minimum: 0, maximum: 1, step: 0.05 })
const gamma = number('gamma', 2, text('How much less rows count that it already gets right. 0: all rows count alike.', '已经答对的行少算多少。0：各行同等。'), { common: true, minimum: 0, maximum: 10, step: 0.5 })

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
  { type: 'logCosh', label: text('log-cosh', 'log-cosh 损失'), help: text('Nearly squared for small errors, nearly absolute for large ones, and smooth in between.', '小误差近似平方，大误差近似绝对值，中间平滑过渡。'), formula: 'mean of log(cosh(prediction - truth))', settings: [] },
  { type: 'binaryCrossentropy', label: text('binary cross-entropy', '二元交叉熵'), help: text('For two answers: how surprised it is by the truth.', '用于两种答案：真实答案有多出乎它的意料。'), formula: '-log of the probability given to the truth', tasks: ['binary'], settings: [smoothing] },
  {
    type: 'binaryFocalCrossentropy',
    label: text('binary focal cross-entropy', '二元焦点交叉熵'),
    help: text('For two answers of which one is rare: rows it already gets right count little.', '用于两种答案中有一种很少见的情况：已经答对的行几乎不算。'),
    formula: '(1 - p)^gamma × -log p, with p the probability given to the truth',
    tasks: ['binary'],
    settings: [
      gamma,
      toggle('applyClassBalancing', false, text('Rows of the positive answer count alpha, the others 1 - alpha.', '正类的行按 α 计，其余的行按 1 - α 计。')),
      number('alpha', 0.25, text('How much the positive answer counts, between 0 and 1; only where the two answers are balanced.', '正类所占的分量，在 0 到 1 之间；只在开启类别均衡时起作用。'), { minimum: 0, maximum: 1, step: 0.05 }),
      smoothing,
    ],
  },
  { type: 'categoricalCrossentropy', label: text('categorical cross-entropy', '多类交叉熵'), help: text('For several answers: how surprised it is by the truth.', '用于多种答案：真实答案有多出乎它的意料。'), formula: '-log of the probability given to the truth', tasks: ['multiclass'], settings: [smoothing] },
  {
    type: 'categoricalFocalCrossentropy',
    label: text('categorical focal cross-entropy', '多类焦点交叉熵'),
    help: text('For several answers of which some are rare: rows it already gets right count little.', '用于多种答案中有些很少见的情况：已经答对的行几乎不算。'),
    formula: 'alpha × (1 - p)^gamma × -log p, with p the probability given to the truth',
    tasks: ['multiclass'],
    settings: [gamma, number('alpha', 0.25, text('A factor on the whole loss.', '乘在整个损失上的系数。'), { minimum: 0, maximum: 1000, step: 0.05 }), smoothing],
  },
  { type: 'klDivergence', label: text('Kullback-Leibler divergence', 'KL 散度'), help: text('For several answers: how far the predicted shares are from the true ones.', '用于多种答案：预测的份额与真实份额相差多远。'), formula: 'sum of truth × log(truth / prediction)', tasks: ['multiclass'], settings: [] },
  { type: 'poisson', label: text('Poisson', '泊松损失'), help: text('How surprising the truth is if it is a count with the predicted average.', '把预测当作计数的平均值时，真实值有多出乎意料。'), formula: 'mean of prediction - truth × log(prediction)', settings: [] },
  { type: 'hinge', label: text('hinge', '合页损失'), help: text('Counts how far an answer is from the right side; the truth is -1 or 1.', '衡量答案离正确一侧还差多远，真实值取 -1 或 1。'), formula: 'mean of max(0, 1 - truth × prediction)', tasks: ['binary', 'multiclass'], settings: [] },
  { type: 'squaredHinge', label: text('squared hinge', '平方合页损失'), help: text('Hinge, squared: answers far on the wrong side count most.', '合页损失的平方：错得越远，影响越大。'), formula: 'mean of max(0, 1 - truth × prediction)²', tasks: ['binary', 'multiclass'], settings: [] },
] as const satisfies readonly CatalogueEntry[]

export type LossName = (typeof losses)[number]['type']
