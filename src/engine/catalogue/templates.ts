/** The networks to start from; what is in them is in `engine/network/templates.ts`. */
import type { Catalogue } from '#contract/network.ts'
import { text } from './entries.ts'

export const templates = [
  { type: 'suggest', label: text('Suggest for my data', '按我的数据推荐'), help: text('Chosen by the number of rows and columns.', '按行数和列数选择。') },
  { type: 'linear', label: text('Linear model', '线性模型'), help: text('No hidden layer: the simplest network, and the easiest to explain.', '没有隐藏层的最简单网络，也最容易解释。') },
  { type: 'small', label: text('Small', '小型'), help: text('One hidden layer of 16 units. For few rows.', '一个 16 单元的隐藏层，适合数据较少时。') },
  { type: 'textbook', label: text('Textbook 64-32', '教科书 64-32'), help: text('Two hidden layers of 64 and 32 units, as in most textbooks.', '两个隐藏层，64 与 32 个单元，教科书中最常见。') },
  { type: 'wide', label: text('Wide', '宽'), help: text('One hidden layer of 256 units.', '一个 256 单元的隐藏层。') },
  { type: 'deep', label: text('Deep', '深'), help: text('Four hidden layers with batch normalization. For many rows.', '四个带批归一化的隐藏层，适合数据较多时。') },
  { type: 'convolutional', label: text('Convolutional', '卷积'), help: text('Looks for patterns among neighbouring columns: for pixels of a small square image, or times one after the other.', '在相邻的列中寻找图样：适合各列是方形小图像的像素，或先后时刻的数据。') },
] as const satisfies Catalogue['templates']

export type TemplateName = (typeof templates)[number]['type']
