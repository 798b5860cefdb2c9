/** Words about how good the answers are, and how far the numbers can be trusted. Knows no report. */
import type { TermEntry } from './terms.ts'

export const judgingTerms = {
  baseline: {
    name: { en: 'Baseline', 'zh-CN': '基准' },
    words: {
      en: 'What is reached without learning anything: always guessing the most common answer, or the average. A result means something only by how far it is above this.',
      'zh-CN': '什么都不学也能达到的水平：总猜最常见的答案，或总猜平均值。结果只有比它好出一截，才有意义。',
    },
    see: ['linearModel', 'accuracy'],
  },
  accuracy: {
    name: { en: 'Accuracy', 'zh-CN': '准确率' },
    words: {
      en: 'The share of all rows that are answered rightly. Where one answer is rare it deceives: whoever never says it is right most of the time.',
      'zh-CN': '所有行中答对的比例。某种答案很少见时它会误导人：从来不说这种答案，也能在多数时候答对。',
    },
    formula: { en: 'right answers / all rows', 'zh-CN': '答对的行数 / 总行数' },
    see: ['precision', 'recall', 'baseline'],
  },
  permutationImportance: {
    name: { en: 'Permutation importance', 'zh-CN': '置换重要性' },
    words: {
      en: 'How much worse the answers get when the values of one column are shuffled among the rows, so that the column tells nothing any more. Columns that say nearly the same share their importance.',
      'zh-CN': '把某一列的值在各行之间打乱，这一列就不再提供信息，看答案会差多少。内容相近的列会分摊重要性。',
    },
    formula: { en: 'score − mean score with the column shuffled', 'zh-CN': '原来的得分 − 打乱这一列后的平均得分' },
    see: ['accuracy', 'auc', 'meanAbsoluteError'],
  },
  precision: {
    name: { en: 'Precision', 'zh-CN': '精确率（查准率）' },
    words: {
      en: 'Of the rows it called positive, the share that really are. Low precision means many false alarms.',
      'zh-CN': '判为正类的行里，真正是正类的比例。精确率低，说明误报多。',
    },
    formula: { en: 'TP / (TP + FP)\nTP: rightly called positive, FP: wrongly', 'zh-CN': 'TP / (TP + FP)\nTP：正确判为正类，FP：误判为正类' },
    see: ['recall', 'positiveClass', 'confusionMatrix'],
  },
  recall: {
    name: { en: 'Recall', 'zh-CN': '召回率（查全率）' },
    words: {
      en: 'Of the rows that really are positive, the share that was found. A lower cut-off raises recall or keeps it, and mostly lowers precision.',
      'zh-CN': '真正是正类的行里，被找出来的比例。调低判定阈值，召回率会升高或不变，精确率多半会下降。',
    },
    formula: { en: 'TP / (TP + FN)\nTP: positive and found, FN: positive and missed', 'zh-CN': 'TP / (TP + FN)\nTP：正类且被找出，FN：正类却被漏掉' },
    see: ['precision', 'cutOff', 'f1'],
  },
  f1: {
    name: { en: 'F1 score', 'zh-CN': 'F1 分数' },
    words: {
      en: 'Precision and recall in one number, their harmonic mean. It is high only when both are.',
      'zh-CN': '把精确率和召回率合成一个数，即两者的调和平均。只有两者都高，它才高。',
    },
    formula: { en: 'F1 = 2 × precision × recall / (precision + recall)', 'zh-CN': 'F1 = 2 × 精确率 × 召回率 / (精确率 + 召回率)' },
    see: ['precision', 'recall'],
  },
  positiveClass: {
    name: { en: 'Positive class', 'zh-CN': '正类' },
    words: {
      en: 'The answer that matters most to find, such as the illness or the fault. Precision, recall and the cut-off all speak of this one answer.',
      'zh-CN': '最需要找出来的那种答案，例如患病或故障。精确率、召回率和判定阈值说的都是它。',
    },
    see: ['precision', 'recall', 'cutOff'],
  },
  confusionMatrix: {
    name: { en: 'Confusion matrix', 'zh-CN': '混淆矩阵' },
    words: {
      en: 'A table of what was true against what was said, with the number of rows in each cell. The right answers lie on its diagonal, and every other cell is one kind of mistake.',
      'zh-CN': '真实答案与预测答案对照的表，每格是行数。对角线上是答对的，其余每一格是一种错误。',
    },
    formula: { en: 'true positives   false negatives\nfalse positives  true negatives', 'zh-CN': '真正例　假负例\n假正例　真负例' },
    see: ['accuracy', 'precision', 'recall'],
  },
  cutOff: {
    name: { en: 'Cut-off', 'zh-CN': '判定阈值' },
    words: {
      en: 'The probability above which the answer is “yes”. It is to be chosen by what a false alarm and a miss cost, on validation rows, and not left at one half by habit.',
      'zh-CN': '概率超过多少就判为“是”。它应当根据误报和漏报各自的代价在验证集上选定，而不是习惯性地取一半。',
    },
    formula: { en: 'answer = yes, if p > cut-off', 'zh-CN': 'p > 阈值，则判为“是”' },
    see: ['precision', 'recall', 'roc', 'precisionRecallCurve'],
  },
  roc: {
    name: { en: 'ROC curve', 'zh-CN': 'ROC 曲线（受试者工作特征曲线）' },
    words: {
      en: 'For every possible cut-off, the share of the positive rows that is found against the share of the negative ones that raise a false alarm. Guessing lies on the diagonal; the nearer to the top left, the better.',
      'zh-CN': '对每个可能的判定阈值，画出正类被找出的比例与负类被误报的比例。随机猜测落在对角线上，越靠近左上角越好。',
    },
    formula: { en: 'up: TP / (TP + FN), along: FP / (FP + TN)', 'zh-CN': '纵轴：TP / (TP + FN)，横轴：FP / (FP + TN)' },
    see: ['auc', 'cutOff', 'recall'],
  },
  precisionRecallCurve: {
    name: { en: 'Precision-recall curve', 'zh-CN': 'PR 曲线（精确率-召回率曲线）' },
    words: {
      en: 'For every possible cut-off, the share of the positive rows that is found against how often it is right when it calls a row positive. Where positives are rare it shows more than the ROC curve; guessing lies at their share.',
      'zh-CN': '对每个可能的判定阈值，画出正类被找出的比例与判为正类时判对的比例。正类很少见时，它比 ROC 曲线更能说明问题；随机猜测落在正类所占比例的那条水平线上。',
    },
    formula: { en: 'up: TP / (TP + FP), along: TP / (TP + FN)\naverage precision: Σ (Rₙ − Rₙ₋₁) Pₙ', 'zh-CN': '纵轴：TP / (TP + FP)，横轴：TP / (TP + FN)\n平均精确率：Σ (Rₙ − Rₙ₋₁) Pₙ' },
    see: ['precision', 'recall', 'roc'],
  },
  auc: {
    name: { en: 'AUC', 'zh-CN': 'AUC（曲线下面积）' },
    words: {
      en: 'The area under the ROC curve: the chance that a positive row drawn at random gets a higher score than a negative one. One half is guessing, 1 is perfect order, and the cut-off plays no part.',
      'zh-CN': 'ROC 曲线下的面积：随机取一个正类和一个负类，正类得分更高的概率。0.5 相当于瞎猜，1 表示排序完全正确，与判定阈值无关。',
    },
    formula: { en: 'P(score of a positive > score of a negative) + half of the ties', 'zh-CN': 'P（正类得分 > 负类得分）+ 得分相同的一半' },
    see: ['roc', 'precision'],
  },
  calibration: {
    name: { en: 'Calibration', 'zh-CN': '校准' },
    words: {
      en: 'Whether its percentages can be taken at their word: of all rows it is 80 % sure of, about 80 in 100 should be right. A network can rank rows well and still be far too sure of itself.',
      'zh-CN': '它给出的百分比能不能当真：凡是有 80% 把握的行，100 行里应当约有 80 行是对的。网络可能排序很准，却过于自信。',
    },
    formula: { en: 'P(right | it said p) = p', 'zh-CN': 'P（答对 | 它说 p）= p' },
    see: ['brier', 'crossEntropy'],
  },
  brier: {
    name: { en: 'Brier score', 'zh-CN': 'Brier 分数' },
    words: {
      en: 'The mean squared difference between the probability and what happened, 0 or 1. It is small only when the probabilities are both sharp and honest.',
      'zh-CN': '预测概率与实际结果（0 或 1）之差的平方，再取平均。只有概率既明确又可信，它才小。',
    },
    formula: { en: '(1/n) Σ (pᵢ − yᵢ)², with several answers summed over them', 'zh-CN': '(1/n) Σ (pᵢ − yᵢ)²，多种答案时对各答案求和' },
    see: ['calibration', 'meanSquaredError'],
  },
  interval: {
    name: { en: 'Confidence interval', 'zh-CN': '置信区间' },
    words: {
      en: 'A range around a measured number that allows for the luck of which rows were measured. Of such 95 % ranges from many samples, about 95 in 100 contain the true value; more rows make them narrower.',
      'zh-CN': '围绕测得结果的一个范围，考虑了恰好测到哪些行的运气。反复抽样得到许多这样的 95% 区间，其中约 95% 会包含真实值；行数越多，区间越窄。',
    },
    formula: { en: 'Wilson, for a share p of n rows, z = 1.96:\n(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)', 'zh-CN': 'Wilson 区间，n 行中的比例 p，z = 1.96：\n(p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n)' },
    see: ['bootstrap', 'testRows'],
  },
  bootstrap: {
    name: { en: 'Bootstrap', 'zh-CN': '自助法' },
    words: {
      en: 'Draws as many rows as there are from the test rows, with repeats, many times over, and computes the number anew each time. How far the results scatter shows how much the number owes to these very rows.',
      'zh-CN': '从测试集里有放回地抽取同样多的行，重复许多次，每次重新计算。结果的分散程度说明这个数有多依赖于恰好是这些行。',
    },
    formula: { en: '95 % range: from the 2.5 % to the 97.5 % quantile of the results', 'zh-CN': '95% 区间：结果的 2.5% 分位数到 97.5% 分位数' },
    see: ['interval', 'testRows'],
  },
  meanAbsoluteError: {
    name: { en: 'Mean absolute error', 'zh-CN': '平均绝对误差' },
    words: {
      en: 'How far the predictions are from the truth on average, in the unit of the target. Unlike the squared error it lets a few large misses count no more than their size.',
      'zh-CN': '预测值与真实值平均相差多少，单位与目标列相同。与均方误差不同，少数大的偏差只按本身的大小计算。',
    },
    formula: { en: 'MAE = (1/n) Σ |yᵢ − ŷᵢ|', 'zh-CN': 'MAE = (1/n) Σ |yᵢ − ŷᵢ|' },
    see: ['meanSquaredError', 'residual'],
  },
  residual: {
    name: { en: 'Residual', 'zh-CN': '残差' },
    words: {
      en: 'What a prediction leaves unexplained: the difference between it and the truth, in textbooks truth minus prediction. Residuals should scatter around 0 without a pattern; a pattern is something not learned yet.',
      'zh-CN': '预测没能解释的部分，即真实值与预测值之差，教科书里写作真实值减去预测值。残差应当围绕 0 无规律地分布，出现规律就说明还有没学到的东西。',
    },
    formula: { en: 'eᵢ = yᵢ − ŷᵢ\nthe charts here show ŷᵢ − yᵢ: above 0 it said too much', 'zh-CN': 'eᵢ = yᵢ − ŷᵢ\n这里的图画的是 ŷᵢ − yᵢ：大于 0 表示预测偏高' },
    see: ['meanAbsoluteError', 'rSquared'],
  },
  rSquared: {
    name: { en: 'R² (share explained)', 'zh-CN': 'R²（决定系数）' },
    words: {
      en: 'How much of the scatter of the target the predictions account for: 1 is all of it, 0 no more than guessing the average. On new rows it can be below 0, which is worse than that guess.',
      'zh-CN': '目标值的波动有多少能由预测解释：1 表示全部，0 表示和总猜平均值一样。在新数据上它可能小于 0，那就比总猜平均值还差。',
    },
    formula: { en: 'R² = 1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)²', 'zh-CN': 'R² = 1 − Σ (yᵢ − ŷᵢ)² / Σ (yᵢ − ȳ)²' },
    see: ['meanSquaredError', 'baseline'],
  },
} as const satisfies Record<string, TermEntry>
