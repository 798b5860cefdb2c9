/** What weights start from, as Keras 3 defines and names it. */
import type { CatalogueEntry } from '#contract/network.ts'
import { choice, number, text } from './entries.ts'

const spread = text('How far the numbers scatter.', '数值分散的程度。')
const middle = text('The middle of the numbers.', '数值的中心。')

export const initializers = [
  { type: 'zeros', label: text('zeros', '全 0'), help: text('All 0. For biases; weights that start equal stay equal.', '全部为 0。用于偏置；权重若都相同，训练后仍会相同。'), settings: [] },
  { type: 'ones', label: text('ones', '全 1'), help: text('All 1.', '全部为 1。'), settings: [] },
  { type: 'constant', label: text('constant', '常数'), help: text('All the same number.', '全部为同一个数。'), settings: [number('value', 0, text('The number all weights start from.', '所有权重的初始值。'), { common: true, minimum: -1000, maximum: 1000, step: 0.1 })] },
  {
    type: 'randomNormal',
    label: text('normal', '正态分布'),
    help: text('Drawn from a bell curve.', '从正态分布中抽取。'),
    settings: [number('mean', 0, middle, { minimum: -1000, maximum: 1000, step: 0.1 }), number('stddev', 0.05, spread, { common: true, minimum: 0, maximum: 1000, step: 0.01 })],
  },
  {
    type: 'truncatedNormal',
    label: text('truncated normal', '截断正态分布'),
    help: text('Drawn from a bell curve without its tails: nothing further out than two standard deviations.', '从正态分布中抽取，但舍去距中心超过两个标准差的数。'),
    settings: [number('mean', 0, middle, { minimum: -1000, maximum: 1000, step: 0.1 }), number('stddev', 0.05, spread, { common: true, minimum: 0, maximum: 1000, step: 0.01 })],
  },
  {
    type: 'randomUniform',
    label: text('uniform', '均匀分布'),
    help: text('Every number between two bounds is equally likely.', '在上下界之间均匀抽取。'),
    settings: [number('minval', -0.05, text('The lower bound.', '下界。'), { common: true, minimum: -1000, maximum: 1000, step: 0.01 }), number('maxval', 0.05, text('The upper bound.', '上界。'), { common: true, minimum: -1000, maximum: 1000, step: 0.01 })],
  },
  { type: 'glorotUniform', label: text('Glorot uniform', 'Glorot 均匀分布'), help: text('Sized so that signals keep their strength through the layer. The usual choice.', '按层的大小确定范围，让信号强度保持稳定。最常用。'), formula: 'uniform within ±√(6 / (inputs + outputs))', settings: [] },
  { type: 'glorotNormal', label: text('Glorot normal', 'Glorot 正态分布'), help: text('The same idea with a bell curve.', '同样的思路，改用正态分布。'), formula: 'truncated normal, variance 2 / (inputs + outputs)', settings: [] },
  { type: 'heUniform', label: text('He uniform', 'He 均匀分布'), help: text('Larger, for layers with relu.', '范围更大，适合 relu。'), formula: 'uniform within ±√(6 / inputs)', settings: [] },
  { type: 'heNormal', label: text('He normal', 'He 正态分布'), help: text('Larger, for layers with relu, with a bell curve.', '范围更大，适合 relu，改用正态分布。'), formula: 'truncated normal, variance 2 / inputs', settings: [] },
  { type: 'lecunUniform', label: text('LeCun uniform', 'LeCun 均匀分布'), help: text('Sized by the inputs alone; for selu and tanh.', '只按输入个数确定范围，适合 selu 与 tanh。'), formula: 'uniform within ±√(3 / inputs)', settings: [] },
  { type: 'lecunNormal', label: text('LeCun normal', 'LeCun 正态分布'), help: text('Sized by the inputs alone, with a bell curve; for selu.', '只按输入个数确定范围，改用正态分布，适合 selu。'), formula: 'truncated normal, variance 1 / inputs', settings: [] },
  {
    type: 'varianceScaling',
    label: text('variance scaling', '方差缩放'),
    help: text('What the Glorot, He and LeCun ones are special cases of.', 'Glorot、He 与 LeCun 都是它的特例。'),
    formula: 'variance scale / (inputs, outputs, or their average)',
    settings: [
      number('scale', 1, text('The variance, before it is divided.', '除之前的方差。'), { common: true, minimum: 0, minimumExcluded: true, maximum: 1000, step: 0.1 }),
      choice('mode', 'fanIn', text('What the variance is divided by.', '方差除以什么。'), [
        { value: 'fanIn', label: text('inputs', '输入个数') },
        { value: 'fanOut', label: text('outputs', '输出个数') },
        { value: 'fanAvg', label: text('average of both', '两者的平均') },
      ]),
      choice('distribution', 'truncatedNormal', text('How the numbers scatter.', '数值如何分布。'), [
        { value: 'truncatedNormal', label: text('truncated normal', '截断正态分布') },
        { value: 'untruncatedNormal', label: text('normal', '正态分布') },
        { value: 'uniform', label: text('uniform', '均匀分布') },
      ]),
    ],
  },
  { type: 'orthogonal', label: text('orthogonal', '正交'), help: text('Directions at right angles to each other, so that no two units start alike.', '各方向互相垂直，任何两个单元都不会从相近处开始。'), settings: [number('gain', 1, text('The length of each direction.', '每个方向的长度。'), { common: true, minimum: 0, maximum: 1000, step: 0.1 })] },
  { type: 'identity', label: text('identity', '单位矩阵'), help: text('Passes every input on as it is. For layers with as many units as inputs.', '把每个输入原样传下去。适合单元数与输入个数相同的层。'), formula: '1 on the diagonal, 0 elsewhere', settings: [number('gain', 1, text('What every input is multiplied with.', '每个输入乘以多少。'), { common: true, minimum: 0, maximum: 1000, step: 0.1 })] },
  { type: 'lsuv', label: text('layer-sequential unit variance', '逐层单位方差'), help: text('Orthogonal, then sized layer by layer on a first batch of rows so that every layer’s results scatter by 1. For deep networks.', '先取正交，再用第一批数据逐层调整，使每层结果的方差为 1。适合很深的网络。'), formula: 'orthogonal, divided by the standard deviation of the layer’s results', settings: [] },
] as const satisfies readonly CatalogueEntry[]
