/** The layers a network can be made of, with Keras 3's names and defaults. */
import type { CatalogueEntry, SettingEntry, SettingValue } from '#contract/network.ts'
import { activations } from './activations.ts'
import { choice, choicesOf, integer, nested, number, text, toggle } from './entries.ts'
import { initializers } from './initializers.ts'
import { regularizers } from './regularizers.ts'

type Nested = Parameters<typeof nested>[0]

const starting = (name: Nested, type: string): SettingEntry => nested(name, 'initializers', { type }, text('What these numbers are before training.', '训练开始前这些数的取值。'), initializers)
const penalty = (name: Nested): SettingEntry => nested(name, 'regularizers', null, text('Adds to the loss when these numbers grow large.', '这些数变大时增加损失。'), regularizers)

/** Of both normalizations. */
const shiftAndScale = [
  toggle('center', true, text('After normalizing, add a number that is learned, one for each input.', '归一化之后，再加上一个学到的数，每个输入一个。')),
  toggle('scale', true, text('After normalizing, multiply by a number that is learned, one for each input.', '归一化之后，再乘以一个学到的数，每个输入一个。')),
  starting('betaInitializer', 'zeros'),
  starting('gammaInitializer', 'ones'),
  penalty('betaRegularizer'),
  penalty('gammaRegularizer'),
]
const epsilon = number('epsilon', 0.001, text('Keeps the division safe where numbers hardly vary.', '数值几乎不变时，避免除以零。'), { minimum: 0, minimumExcluded: true, maximum: 1, stepFactor: 3 })

export const layers = [
  {
    type: 'dense',
    label: text('Dense', '全连接层'),
    help: text('Every unit looks at all numbers of the layer before and makes one new number.', '每个单元都查看前一层的所有数，得出一个新的数。'),
    formula: 'activation(inputs × weights + bias)',
    settings: [
      integer('units', 64, text('How many numbers this layer makes. More can learn more, and memorise more.', '这一层产生多少个数。越多越能学，也越容易死记硬背。'), { common: true, minimum: 1, maximum: 65536, step: 1 }),
      choice('activation', 'linear', text('The bend after the sum. Without one, several layers are no more than one.', '求和之后的弯折。没有它，多层也只相当于一层。'), choicesOf(activations), { common: true }),
      toggle('useBias', true, text('Add a number that is learned to every unit.', '给每个单元加上一个学到的数。')),
      starting('kernelInitializer', 'glorotUniform'),
      starting('biasInitializer', 'zeros'),
      penalty('kernelRegularizer'),
      penalty('biasRegularizer'),
    ],
  },
  {
    type: 'activation',
    label: text('Activation', '激活层'),
    help: text('Only the bend, as a layer of its own: for instance after a normalization.', '单独作为一层的弯折，例如放在归一化之后。'),
    settings: [choice('activation', 'relu', text('Which function every number passes through.', '每个数要经过的函数。'), choicesOf(activations), { common: true })],
  },
  {
    type: 'dropout',
    label: text('Dropout', '随机失活（Dropout）'),
    help: text('While training, silences a random share of the numbers in every step, so that no unit relies on one other. Against memorising.', '训练时每一步随机关闭一部分数，让单元不依赖某一个伙伴，减轻死记硬背。'),
    formula: '0 with probability rate, else x / (1 - rate)',
    settings: [number('rate', 0.5, text('The share that is silenced, from 0 to below 1.', '关闭的比例，从 0 到小于 1。'), { common: true, minimum: 0, maximum: 1, maximumExcluded: true, step: 0.05 })],
  },
  {
    type: 'batchNormalization',
    label: text('Batch normalization', '批归一化'),
    help: text('Brings every number to mean 0 and spread 1 over the batch. Often lets deep networks learn faster.', '在一批数据中把每个数调整到均值 0、标准差 1。常能让较深的网络学得更快。'),
    formula: '(x - mean of batch) / √(variance of batch + epsilon)',
    settings: [
      number('momentum', 0.99, text('How slowly the running mean and variance, used for predictions, follow the batches.', '预测时所用的滑动均值与方差跟随各批的快慢，越大越慢。'), { common: true, minimum: 0, maximum: 1, maximumExcluded: true, step: 0.01 }),
      epsilon,
      ...shiftAndScale,
      starting('movingMeanInitializer', 'zeros'),
      starting('movingVarianceInitializer', 'ones'),
    ],
  },
  {
    type: 'layerNormalization',
    label: text('Layer normalization', '层归一化'),
    help: text('Brings the numbers of each row to mean 0 and spread 1. Does not depend on the batch.', '把每一行的数调整到均值 0、标准差 1，与批无关。'),
    formula: '(x - mean of row) / √(variance of row + epsilon)',
    settings: [epsilon, ...shiftAndScale],
  },
  {
    type: 'gaussianNoise',
    label: text('Gaussian noise', '高斯噪声'),
    help: text('While training, adds a little random noise to every number. Against memorising.', '训练时给每个数加上少量随机噪声，减轻死记硬背。'),
    formula: 'x + normal(0, standard deviation)',
    settings: [number('stddev', 0.1, text('How strong the noise is; scaled columns have a spread of 1.', '噪声的强弱；标准化后的列标准差为 1。'), { common: true, minimum: 0, maximum: 100, step: 0.05 })],
  },
] as const satisfies readonly CatalogueEntry[]

export type LayerType = (typeof layers)[number]['type']

/** The output layer's settings beyond its activation. */
export const outputSettings: readonly SettingEntry[] = [starting('kernelInitializer', 'glorotUniform')]

/** A nested value that means "none". */
export function isNone(value: SettingValue): boolean {
  return value === null || value === 'none' || (typeof value === 'object' && value['type'] === 'none')
}
