/** Words about the table, and how it becomes numbers. Knows no table. */
import type { TermEntry } from './terms.ts'

export const dataTerms = {
  target: {
    name: { en: 'Target', 'zh-CN': '目标列' },
    words: {
      en: 'The column whose value is to be predicted. In the rows to learn from its value is known; in new rows it is what is asked for.',
      'zh-CN': '要预测的那一列。用来学习的行里它的值是已知的，在新的行里它就是要求的答案。',
    },
    see: ['feature', 'classification', 'regression'],
  },
  feature: {
    name: { en: 'Feature', 'zh-CN': '特征' },
    words: {
      en: 'A column from which the answer is learned. Each becomes one or several inputs of the network.',
      'zh-CN': '用来推出答案的列。每一列会变成网络的一个或多个输入。',
    },
    see: ['target', 'oneHot', 'standardization'],
  },
  classification: {
    name: { en: 'Classification', 'zh-CN': '分类' },
    words: {
      en: 'Predicting which of a few answers is right, such as yes or no. The network gives each answer a probability, and the answer follows from them.',
      'zh-CN': '预测几种答案中哪一种是对的，例如“是”或“否”。网络为每种答案给出概率，再由概率得出答案。',
    },
    see: ['regression', 'crossEntropy', 'accuracy'],
  },
  regression: {
    name: { en: 'Regression', 'zh-CN': '回归' },
    words: {
      en: 'Predicting a number, such as a price or a temperature. How good it is is measured by how far the predictions are from the truth.',
      'zh-CN': '预测一个数值，例如价格或温度。效果好坏看预测值与真实值相差多少。',
    },
    see: ['classification', 'meanSquaredError', 'meanAbsoluteError'],
  },
  split: {
    name: { en: 'Split', 'zh-CN': '划分数据集' },
    words: {
      en: 'Parting the rows by chance into those to learn from, those to watch the learning with, and those to judge it by. A row must be in one part only, because a network judged by rows it has learned from looks better than it is.',
      'zh-CN': '把所有行随机分成三份：用来学习的、用来观察学习情况的、用来评判的。每一行只能在其中一份里，因为用学过的数据来评判，效果会显得比实际好。',
    },
    see: ['trainingRows', 'validationRows', 'testRows'],
  },
  trainingRows: {
    name: { en: 'Training rows', 'zh-CN': '训练集' },
    words: {
      en: 'The rows the network learns from: only they change its weights. Scales, fill-in values and categories are taken from them alone, too.',
      'zh-CN': '网络从中学习的行，只有它们会改变权重。缩放比例、填补用的值和类别列表也只由它们得出。',
    },
    see: ['validationRows', 'testRows', 'split'],
  },
  validationRows: {
    name: { en: 'Validation rows', 'zh-CN': '验证集' },
    words: {
      en: 'Rows the network does not learn from but is tried on after every epoch, to see memorising and to choose the best epoch. As choices are made by them, they flatter a little and cannot be the final judge.',
      'zh-CN': '网络不从中学习，但每轮之后都在上面检验，用来发现过拟合并选出最佳的一轮。正因为用它们做过选择，结果会略微偏好，不能作最后的评判。',
    },
    see: ['testRows', 'earlyStopping', 'overfitting'],
  },
  testRows: {
    name: { en: 'Test rows', 'zh-CN': '测试集' },
    words: {
      en: 'Rows that are kept aside until training is over and by which nothing is chosen. What is measured on them is an honest estimate for new rows, as long as they are not looked at again and again to choose by.',
      'zh-CN': '训练结束前一直放在一边、不参与任何选择的行。在它们上面测得的结果，才是对新数据表现的可靠估计；前提是不反复拿它们来做选择。',
    },
    see: ['validationRows', 'interval', 'leakage'],
  },
  stratification: {
    name: { en: 'Stratified split', 'zh-CN': '分层抽样' },
    words: {
      en: 'Parts the rows so that every answer has the same share in each part. It matters when an answer is rare and might otherwise be missing in one part.',
      'zh-CN': '划分时让每种答案在各份中所占的比例相同。某种答案很少、可能整份里都没有时，这一点很重要。',
    },
    see: ['split', 'seed'],
  },
  leakage: {
    name: { en: 'Leakage', 'zh-CN': '数据泄漏' },
    words: {
      en: 'Something in the inputs that will not be known when the prediction is needed, such as a column filled in after the fact. The results then look excellent and are worth nothing in use.',
      'zh-CN': '输入里混入了预测时还不可能知道的信息，例如事后才填写的列。结果看上去极好，实际使用时却毫无用处。',
    },
    see: ['testRows', 'feature'],
  },
  standardization: {
    name: { en: 'Standardization', 'zh-CN': '标准化' },
    words: {
      en: 'Subtracts a column’s mean and divides by its standard deviation, so that all columns are of similar size. Otherwise a column of thousands would drown out one of tenths, and one learning rate could not suit both.',
      'zh-CN': '减去该列的均值，再除以标准差，使各列大小相近。否则几千的列会淹没零点几的列，同一个学习率也无法兼顾两者。',
    },
    formula: { en: 'z = (x − mean) / standard deviation', 'zh-CN': 'z = (x − 均值) / 标准差' },
    see: ['feature', 'trainingRows', 'batchNormalization'],
  },
  oneHot: {
    name: { en: 'One-hot encoding', 'zh-CN': '独热编码' },
    words: {
      en: 'Turns a category into one input for each of its values: 1 for the value the row has, 0 for the others. A single number for each would claim an order that the values do not have.',
      'zh-CN': '把一个类别变成若干输入，每个取值一个：该行的取值为 1，其余为 0。如果用一个编号来代替，就等于硬说取值之间有大小顺序。',
    },
    formula: { en: 'red, green, blue: green → (0, 1, 0)', 'zh-CN': '红、绿、蓝：绿 → (0, 1, 0)' },
    see: ['embedding', 'feature'],
  },
  missingValue: {
    name: { en: 'Missing value', 'zh-CN': '缺失值' },
    words: {
      en: 'A cell without a value; a network needs a number there, so it is filled in, by the median for example. Often the gap itself says something, so a further input can tell where one was.',
      'zh-CN': '没有值的单元格；网络需要数值，所以要填补，例如用中位数。空缺本身往往也有含义，因此可以另加一个输入来标明哪里缺失。',
    },
    see: ['trainingRows', 'standardization'],
  },
  classWeights: {
    name: { en: 'Class weights', 'zh-CN': '类别权重' },
    words: {
      en: 'Let rows of a rare answer count more in the loss, so that it is not simply ignored. More of that answer is then found, at the price of more false alarms.',
      'zh-CN': '让少见答案的行在损失中占更大的分量，以免被忽略。这样能找出更多这类答案，代价是误报也更多。',
    },
    formula: { en: 'balanced: rows / (answers × rows with this answer)', 'zh-CN': '均衡：总行数 / (答案种数 × 该答案的行数)' },
    see: ['loss', 'recall', 'cutOff'],
  },
} as const satisfies Record<string, TermEntry>
