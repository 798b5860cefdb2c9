/** The layers a network can be made of, with Keras 3's names and defaults. */
import type { CatalogueEntry, SettingEntry, SettingValue } from '#contract/network.ts'
import { activations } from './activations.ts'
import { choice, choicesOf, earlierLayer, integer, nested, number, text, toggle } from './entries.ts'
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
const kernelAndBias = [
  toggle('useBias', true, text('Add a number that is learned to every filter.', '给每个滤波器加上一个学到的数。')),
  starting('kernelInitializer', 'glorotUniform'),
  starting('biasInitializer', 'zeros'),
  penalty('kernelRegularizer'),
  penalty('biasRegularizer'),
]
const padding = choice('padding', 'valid', text('What happens at the edges. Without padding the result is smaller than what comes in.', '边缘如何处理。不填充时，结果比输入小。'), [
  { value: 'valid', label: text('none', '不填充') },
  { value: 'same', label: text('keep the size', '保持大小') },
])
const convolution = [
  integer('filters', 32, text('How many patterns this layer looks for. Each makes one channel.', '这一层寻找多少种图样，每种产生一个通道。'), { common: true, minimum: 1, maximum: 4096, step: 1 }),
  integer('kernelSize', 3, text('How many neighbours, on each side of a square, it looks at together.', '一次同时查看多少个相邻的数；二维时为方形的边长。'), { common: true, minimum: 1, maximum: 64, step: 1 }),
  choice('activation', 'linear', text('The bend after the sum. Without one, several layers are no more than one.', '求和之后的弯折。没有它，多层也只相当于一层。'), choicesOf(activations), { common: true }),
  integer('strides', 1, text('How far it moves from one place to the next.', '每次移动的距离。'), { minimum: 1, maximum: 64, step: 1 }),
  padding,
  ...kernelAndBias,
]
const pooling = [
  integer('poolSize', 2, text('How many neighbours, on each side of a square, become one number.', '多少个相邻的数合成一个；二维时为方形的边长。'), { common: true, minimum: 1, maximum: 256, step: 1 }),
  integer('strides', 0, text('How far it moves from one place to the next; 0: as far as the window is large.', '每次移动的距离；0 表示等于窗口大小。'), { minimum: 0, maximum: 256, step: 1 }),
  padding,
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
  {
    type: 'reshape',
    label: text('Reshape', '改变形状（Reshape）'),
    help: text('Reads the same numbers as an image or a sequence: for columns that are pixels, or times one after the other. Changes no number.', '把同样的数看作图像或序列：适合各列是像素，或是先后时刻的数据。不改变任何数。'),
    settings: [
      integer('height', 28, text('Rows of the image; 0: no image but a sequence.', '图像的行数；0 表示不是图像而是序列。'), { common: true, minimum: 0, maximum: 65536, step: 1 }),
      integer('width', 28, text('Columns of the image, or the length of the sequence.', '图像的列数，或序列的长度。'), { common: true, minimum: 1, maximum: 65536, step: 1 }),
      integer('channels', 1, text('Numbers at each place: 1 for grey, 3 for colour.', '每个位置有几个数：灰度为 1，彩色为 3。'), { common: true, minimum: 1, maximum: 65536, step: 1 }),
    ],
  },
  {
    type: 'conv2d',
    label: text('Convolution 2D', '二维卷积层'),
    help: text('Looks for the same small patterns everywhere in an image. Needs few weights, because every place shares them.', '在图像的每一处寻找同样的小图样。各处共用权重，因此权重很少。'),
    formula: 'activation(sum over the window × kernel + bias)',
    settings: convolution,
  },
  {
    type: 'maxPooling2d',
    label: text('Max pooling 2D', '二维最大池化层'),
    help: text('Makes an image smaller: of neighbouring numbers the largest stays.', '把图像缩小：相邻的数中只保留最大的。'),
    settings: pooling,
  },
  {
    type: 'averagePooling2d',
    label: text('Average pooling 2D', '二维平均池化层'),
    help: text('Makes an image smaller: neighbouring numbers become their average.', '把图像缩小：相邻的数取平均。'),
    settings: pooling,
  },
  {
    type: 'globalMaxPooling2d',
    label: text('Global max pooling 2D', '二维全局最大池化层'),
    help: text('Of every channel of an image only the largest number stays: whether a pattern is anywhere.', '图像的每个通道只保留最大的数：图样是否出现过。'),
    settings: [],
  },
  {
    type: 'globalAveragePooling2d',
    label: text('Global average pooling 2D', '二维全局平均池化层'),
    help: text('Every channel of an image becomes one number, its average.', '图像的每个通道变成一个数，即它的平均。'),
    settings: [],
  },
  {
    type: 'conv1d',
    label: text('Convolution 1D', '一维卷积层'),
    help: text('Looks for the same short patterns everywhere along a sequence.', '在序列的每一处寻找同样的短图样。'),
    formula: 'activation(sum over the window × kernel + bias)',
    settings: convolution,
  },
  {
    type: 'maxPooling1d',
    label: text('Max pooling 1D', '一维最大池化层'),
    help: text('Makes a sequence shorter: of neighbouring numbers the largest stays.', '把序列缩短：相邻的数中只保留最大的。'),
    settings: pooling,
  },
  {
    type: 'averagePooling1d',
    label: text('Average pooling 1D', '一维平均池化层'),
    help: text('Makes a sequence shorter: neighbouring numbers become their average.', '把序列缩短：相邻的数取平均。'),
    settings: pooling,
  },
  {
    type: 'globalMaxPooling1d',
    label: text('Global max pooling 1D', '一维全局最大池化层'),
    help: text('Of every channel of a sequence only the largest number stays.', '序列的每个通道只保留最大的数。'),
    settings: [],
  },
  {
    type: 'globalAveragePooling1d',
    label: text('Global average pooling 1D', '一维全局平均池化层'),
    help: text('Every channel of a sequence becomes one number, its average.', '序列的每个通道变成一个数，即它的平均。'),
    settings: [],
  },
  {
    type: 'flatten',
    label: text('Flatten', '展平层（Flatten）'),
    help: text('Reads an image or a sequence as a plain list of numbers, as a dense layer and the output need it. Changes no number.', '把图像或序列看作一列数，全连接层和输出层都需要这样。不改变任何数。'),
    settings: [],
  },
  {
    type: 'add',
    label: text('Add (residual)', '相加层（残差）'),
    help: text('Adds what an earlier layer said to what the layer before says: a short cut that lets deep networks learn.', '把更早一层的结果加到前一层的结果上：这条捷径让很深的网络也能学习。'),
    formula: 'x + earlier layer',
    settings: [earlierLayer('from', text('Whose numbers are added. They must have the same shape.', '加上哪一层的数；两者形状必须相同。'), { common: true })],
  },
  {
    type: 'embedding',
    label: text('Embedding', '嵌入层'),
    help: text('Gives every value of a column of codes a short list of learned numbers. The first layer, for category columns that are prepared as codes.', '给编码列的每个取值一小组学到的数。应放在第一层，用于在“准备”中按编码处理的类别列。'),
    settings: [
      integer('outputDim', 8, text('How many numbers stand for a value.', '用多少个数代表一个取值。'), { common: true, minimum: 1, maximum: 1024, step: 1 }),
      starting('embeddingsInitializer', 'randomUniform'),
      penalty('embeddingsRegularizer'),
    ],
  },
] as const satisfies readonly CatalogueEntry[]

export type LayerType = (typeof layers)[number]['type']

/** The output layer's settings beyond its activation. */
export const outputSettings: readonly SettingEntry[] = [starting('kernelInitializer', 'glorotUniform')]

/** A nested value that means "none". */
export function isNone(value: SettingValue): boolean {
  return value === null || value === 'none' || (typeof value === 'object' && value['type'] === 'none')
}
