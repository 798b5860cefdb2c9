/** Words about what a network is made of. Knows no network of this program. */
import type { TermEntry } from './terms.ts'

export const networkTerms = {
  network: {
    name: { en: 'Neural network', 'zh-CN': '神经网络' },
    words: {
      en: 'A function built from layers, each of which turns the numbers it gets into new ones. What it computes is decided by its weights, and training finds them from examples.',
      'zh-CN': '由若干层组成的函数，每一层把收到的数变成新的数。它算出什么由权重决定，而权重是在训练中从例子里学来的。',
    },
    formula: { en: 'ŷ = f₃(f₂(f₁(x)))', 'zh-CN': 'ŷ = f₃(f₂(f₁(x)))' },
    see: ['layer', 'weight', 'loss'],
  },
  unit: {
    name: { en: 'Unit (neuron)', 'zh-CN': '神经元（单元）' },
    words: {
      en: 'The smallest part of a layer: it multiplies each of its inputs by a weight, adds them up with a bias, and passes the sum through the activation. The name neuron is borrowed from the nerve cell, of which this is no more than a rough picture.',
      'zh-CN': '层中最小的组成部分：把每个输入乘以权重，求和并加上偏置，再经过激活函数。“神经元”这个名字借自神经细胞，两者只是大致相像。',
    },
    formula: { en: 'y = f(w₁x₁ + w₂x₂ + … + wₙxₙ + b)', 'zh-CN': 'y = f(w₁x₁ + w₂x₂ + …… + wₙxₙ + b)' },
    see: ['weight', 'bias', 'activation'],
  },
  layer: {
    name: { en: 'Layer', 'zh-CN': '层' },
    words: {
      en: 'A group of units that work on the same inputs and hand their results on together. Layers between the input and the output are called hidden, and a network with several of them is called deep.',
      'zh-CN': '一组处理相同输入、并把结果一起往下传的神经元。输入与输出之间的层叫隐藏层，有多个隐藏层的网络叫深度网络。',
    },
    see: ['unit', 'denseLayer', 'network'],
  },
  denseLayer: {
    name: { en: 'Dense layer', 'zh-CN': '全连接层' },
    words: {
      en: 'A layer in which every unit is connected to every input. It is the usual layer for tables, where no column stands nearer to one column than to another.',
      'zh-CN': '每个神经元都与全部输入相连的层。表格数据的各列没有远近之分，最常用的就是这种层。',
    },
    formula: { en: 'y = f(Wx + b)', 'zh-CN': 'y = f(Wx + b)' },
    see: ['layer', 'unit', 'activation'],
  },
  weight: {
    name: { en: 'Weight', 'zh-CN': '权重' },
    words: {
      en: 'A number that says how strongly, and in which direction, an input counts. The weights start at random and are what training changes.',
      'zh-CN': '表示某个输入影响有多大、方向是正还是负的数。权重从随机值开始，训练改变的就是它们。',
    },
    see: ['bias', 'parameter', 'initialization'],
  },
  bias: {
    name: { en: 'Bias', 'zh-CN': '偏置' },
    words: {
      en: 'A number that a unit adds to its weighted sum, whatever the inputs are. It moves the point at which the unit responds, as the intercept moves a straight line.',
      'zh-CN': '不论输入是什么，神经元都会加到加权和上的一个数。它移动神经元起反应的位置，就像截距移动一条直线。',
    },
    see: ['weight', 'unit'],
  },
  parameter: {
    name: { en: 'Parameters', 'zh-CN': '参数量' },
    words: {
      en: 'All numbers a network learns: its weights, its biases, and those of its normalizations. With far more of them than training rows, a network can memorise and needs something against it.',
      'zh-CN': '网络要学的全部数：权重、偏置以及归一化层中的系数。参数远多于训练行数时，网络有能力死记硬背，需要加以防止。',
    },
    formula: { en: 'Dense layer: inputs × units + units', 'zh-CN': '全连接层：输入个数 × 单元数 + 单元数' },
    see: ['weight', 'overfitting', 'regularization'],
  },
  activation: {
    name: { en: 'Activation', 'zh-CN': '激活函数' },
    words: {
      en: 'The bend that a unit puts on its sum before handing it on. Without it, any number of layers together would be no more than one linear model.',
      'zh-CN': '神经元把加权和传下去之前做的非线性变换。没有它，再多的层合起来也只是一个线性模型。',
    },
    formula: { en: 'relu: max(0, x)\nsigmoid: 1 / (1 + exp(−x))\ntanh: (exp(x) − exp(−x)) / (exp(x) + exp(−x))', 'zh-CN': 'relu：max(0, x)\nsigmoid：1 / (1 + exp(−x))\ntanh：(exp(x) − exp(−x)) / (exp(x) + exp(−x))' },
    see: ['unit', 'softmax', 'linearModel'],
  },
  softmax: {
    name: { en: 'Softmax', 'zh-CN': 'softmax（归一化指数函数）' },
    words: {
      en: 'Turns the numbers of the output into shares between 0 and 1 that add up to 1, one for each answer. With two answers the sigmoid does the same with a single number.',
      'zh-CN': '把输出层的数变成 0 到 1 之间、总和为 1 的份额，每种答案一个。只有两种答案时，sigmoid 用一个数就能做到。',
    },
    formula: { en: 'pₖ = exp(zₖ) / Σⱼ exp(zⱼ)', 'zh-CN': 'pₖ = exp(zₖ) / Σⱼ exp(zⱼ)' },
    see: ['activation', 'crossEntropy', 'classification'],
  },
  convolution: {
    name: { en: 'Convolution', 'zh-CN': '卷积' },
    words: {
      en: 'A layer whose units look at a small window of their input and share the same weights wherever the window stands. So it finds a pattern wherever it occurs, with few weights, in pictures and in series.',
      'zh-CN': '每个单元只看输入中的一小块，窗口移到哪里都用同一组权重。因此用很少的权重就能在图像或序列的任何位置找到同一种模式。',
    },
    formula: { en: 'y[i] = f(Σⱼ w[j] x[i + j] + b)', 'zh-CN': 'y[i] = f(Σⱼ w[j] x[i + j] + b)' },
    see: ['pooling', 'layer'],
  },
  pooling: {
    name: { en: 'Pooling', 'zh-CN': '池化' },
    words: {
      en: 'Makes its input smaller by keeping one number of each window, the largest or the average. What was found remains; where exactly it stood counts less.',
      'zh-CN': '每个窗口只保留一个数（最大值或平均值），使数据变小。找到的特征还在，它的确切位置变得不那么重要。',
    },
    formula: { en: 'y = max(window) or mean(window)', 'zh-CN': 'y = 窗口内的最大值，或平均值' },
    see: ['convolution'],
  },
  embedding: {
    name: { en: 'Embedding', 'zh-CN': '嵌入' },
    words: {
      en: 'Gives each value of a category a short list of numbers, which are learned like weights. Values that mean much the same for the answer end up with similar numbers.',
      'zh-CN': '为类别的每个取值配一小串数，这些数像权重一样在训练中学得。对答案意义相近的取值，得到的数也相近。',
    },
    formula: { en: 'y = row k of the table E, for value number k', 'zh-CN': 'y = 表 E 的第 k 行，k 是取值的编号' },
    see: ['oneHot', 'weight'],
  },
  residualConnection: {
    name: { en: 'Residual connection', 'zh-CN': '残差连接' },
    words: {
      en: 'Adds the output of an earlier layer to that of a later one, past what lies between. The gradient takes the same short way back, so that even deep networks learn.',
      'zh-CN': '把更早一层的输出直接加到后面某层的输出上，绕过中间的层。梯度也沿这条近路传回来，所以很深的网络也能学好。',
    },
    formula: { en: 'y = x + F(x)', 'zh-CN': 'y = x + F(x)' },
    see: ['backpropagation', 'layer'],
  },
  linearModel: {
    name: { en: 'Linear model', 'zh-CN': '线性模型' },
    words: {
      en: 'The simplest network, without hidden layers: each input counts for a fixed amount and the amounts are added. It stands beside every result here, because a network that is no better than it is not worth its effort.',
      'zh-CN': '最简单的网络，没有隐藏层：每个输入按固定的分量计算，再相加。这里的每个结果都与它对照，因为不比它更好的网络不值得使用。',
    },
    formula: { en: 'a number: ŷ = w·x + b\ntwo answers: p = sigmoid(w·x + b)', 'zh-CN': '数值：ŷ = w·x + b\n两种答案：p = sigmoid(w·x + b)' },
    see: ['baseline', 'activation'],
  },
} as const satisfies Record<string, TermEntry>
