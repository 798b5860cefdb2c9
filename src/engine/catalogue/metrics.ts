/** What is reported each epoch besides the loss, by Keras's names. How they are computed is in `engine/metrics`. */
import type { CatalogueEntry } from '#contract/network.ts'
import { text } from './entries.ts'

export const metrics = [
  { type: 'accuracy', label: text('accuracy', '准确率'), help: text('The share of rows it gets right.', '答对的行所占的比例。'), tasks: ['binary', 'multiclass'], settings: [] },
  { type: 'precision', label: text('precision', '精确率'), help: text('Of the rows it says belong to an answer, the share that do.', '判为某一类的行中，判对的比例。'), tasks: ['binary', 'multiclass'], settings: [] },
  { type: 'recall', label: text('recall', '召回率'), help: text('Of the rows that belong to an answer, the share it finds.', '真正属于某一类的行中，被找到的比例。'), tasks: ['binary', 'multiclass'], settings: [] },
  { type: 'auc', label: text('area under the ROC curve', 'ROC 曲线下面积'), help: text('How often a row of one answer is ranked above a row of the other.', '随机取两类各一行，排序正确的概率。'), tasks: ['binary', 'multiclass'], settings: [] },
  { type: 'mse', label: text('mean squared error', '均方误差'), help: text('The average of the squared misses.', '误差平方的平均。'), tasks: ['regression'], settings: [] },
  { type: 'mae', label: text('mean absolute error', '平均绝对误差'), help: text('The average size of the misses, in the target’s own unit.', '误差大小的平均，单位与目标列相同。'), tasks: ['regression'], settings: [] },
  { type: 'rmse', label: text('root mean squared error', '均方根误差'), help: text('The root of the mean squared error, in the target’s own unit.', '均方误差的平方根，单位与目标列相同。'), tasks: ['regression'], settings: [] },
  { type: 'r2', label: text('R²', 'R²（决定系数）'), help: text('The share of the target’s variation that is explained; 0 is no better than the average.', '解释了目标列变化的多少；0 表示不比总猜平均值好。'), tasks: ['regression'], settings: [] },
] as const satisfies readonly CatalogueEntry[]
