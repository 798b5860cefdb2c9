/** The activation functions, as Keras 3 defines and names them. */
import type { CatalogueEntry } from '#contract/network.ts'
import { text } from './entries.ts'

export const activations = [
  { type: 'linear', label: text('linear', 'linear（线性）'), help: text('Passes the number on unchanged. For outputs that are numbers.', '原样传递。用于预测数值的输出层。'), formula: 'x', settings: [] },
  { type: 'relu', label: text('relu', 'relu'), help: text('Negative numbers become 0. The usual choice for hidden layers.', '负数变为 0。隐藏层最常用。'), formula: 'max(0, x)', settings: [] },
  { type: 'leakyRelu', label: text('leaky relu', 'leaky relu'), help: text('Like relu, but negative numbers keep a fifth of their size, so that no unit goes silent for good.', '与 relu 相近，但负数保留五分之一，单元不会彻底失效。'), formula: 'x if x > 0, else 0.2 x', settings: [] },
  { type: 'elu', label: text('elu', 'elu'), help: text('Like relu, with a smooth bend down to -1.', '与 relu 相近，负半轴平滑地趋于 -1。'), formula: 'x if x > 0, else exp(x) - 1', settings: [] },
  { type: 'selu', label: text('selu', 'selu'), help: text('A scaled elu that keeps the spread of numbers from layer to layer. Goes with LeCun normal starting weights.', '按比例缩放的 elu，让各层数值的幅度保持稳定。适合搭配 LeCun 正态初始值。'), formula: '1.0507 x if x > 0, else 1.7581 (exp(x) - 1)', settings: [] },
  { type: 'gelu', label: text('gelu', 'gelu'), help: text('A smooth relu, usual in language models.', '平滑的 relu，语言模型中常用。'), formula: 'x (1 + erf(x / √2)) / 2', settings: [] },
  { type: 'silu', label: text('silu (swish)', 'silu（swish）'), help: text('A smooth relu that dips a little below 0.', '平滑的 relu，在 0 以下略有凹陷。'), formula: 'x / (1 + exp(-x))', settings: [] },
  { type: 'tanh', label: text('tanh', 'tanh'), help: text('Squeezes every number between -1 and 1.', '把数值压缩到 -1 与 1 之间。'), formula: '(exp(x) - exp(-x)) / (exp(x) + exp(-x))', settings: [] },
  { type: 'sigmoid', label: text('sigmoid', 'sigmoid'), help: text('Squeezes every number between 0 and 1: a probability. For the output with two answers.', '把数值压缩到 0 与 1 之间，可看作概率。用于两种答案的输出层。'), formula: '1 / (1 + exp(-x))', settings: [] },
  { type: 'hardSigmoid', label: text('hard sigmoid', 'hard sigmoid'), help: text('A sigmoid made of three straight lines.', '由三段直线拼成的 sigmoid。'), formula: 'x / 6 + 1/2, kept between 0 and 1', settings: [] },
  { type: 'softplus', label: text('softplus', 'softplus'), help: text('A smooth relu that is always above 0.', '平滑的 relu，结果总大于 0。'), formula: 'log(1 + exp(x))', settings: [] },
  { type: 'softsign', label: text('softsign', 'softsign'), help: text('Like tanh, with slower ends.', '与 tanh 相近，两端变化更慢。'), formula: 'x / (1 + |x|)', settings: [] },
  { type: 'softmax', label: text('softmax', 'softmax'), help: text('Turns all numbers of the layer into shares that add up to 1. For the output with several answers.', '把整层的数变成总和为 1 的份额。用于多种答案的输出层。'), formula: 'exp(x) / sum of exp over the layer', settings: [] },
] as const satisfies readonly CatalogueEntry[]

export type ActivationName = (typeof activations)[number]['type']
