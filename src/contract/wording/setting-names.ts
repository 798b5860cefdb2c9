/** What the settings of layers, losses, optimizers and training are called: on forms, in problems, on the command line. */
import type { Text } from '../language.ts'

export const settingNames = {
  units: { en: 'Units', 'zh-CN': '单元数' },
  activation: { en: 'Activation', 'zh-CN': '激活函数' },
  useBias: { en: 'Bias', 'zh-CN': '偏置' },
  kernelInitializer: { en: 'Starting weights', 'zh-CN': '权重初始值' },
  biasInitializer: { en: 'Starting bias', 'zh-CN': '偏置初始值' },
  kernelRegularizer: { en: 'Penalty on weights', 'zh-CN': '权重正则化' },
  biasRegularizer: { en: 'Penalty on bias', 'zh-CN': '偏置正则化' },
  rate: { en: 'Rate', 'zh-CN': '比例' },
  momentum: { en: 'Momentum', 'zh-CN': '动量' },
  epsilon: { en: 'Epsilon', 'zh-CN': 'ε（防止除以零）' },
  center: { en: 'Learn a shift', 'zh-CN': '学习平移量' },
  scale: { en: 'Learn a scale', 'zh-CN': '学习缩放量' },
  betaInitializer: { en: 'Starting shift', 'zh-CN': '平移量初始值' },
  gammaInitializer: { en: 'Starting scale', 'zh-CN': '缩放量初始值' },
  betaRegularizer: { en: 'Penalty on shift', 'zh-CN': '平移量正则化' },
  gammaRegularizer: { en: 'Penalty on scale', 'zh-CN': '缩放量正则化' },
  movingMeanInitializer: { en: 'Starting running mean', 'zh-CN': '滑动均值初始值' },
  movingVarianceInitializer: { en: 'Starting running variance', 'zh-CN': '滑动方差初始值' },
  stddev: { en: 'Standard deviation', 'zh-CN': '标准差' },
  mean: { en: 'Mean', 'zh-CN': '均值' },
  value: { en: 'Value', 'zh-CN': '取值' },
  minval: { en: 'Smallest', 'zh-CN': '最小值' },
  maxval: { en: 'Largest', 'zh-CN': '最大值' },
  gain: { en: 'Gain', 'zh-CN': '增益' },
  l1: { en: 'L1 factor', 'zh-CN': 'L1 系数' },
  l2: { en: 'L2 factor', 'zh-CN': 'L2 系数' },
  delta: { en: 'Delta', 'zh-CN': 'δ（分界值）' },
  labelSmoothing: { en: 'Label smoothing', 'zh-CN': '标签平滑' },
  learningRate: { en: 'Learning rate', 'zh-CN': '学习率' },
  nesterov: { en: 'Nesterov', 'zh-CN': 'Nesterov 动量' },
  rho: { en: 'Rho', 'zh-CN': 'ρ（衰减率）' },
  centered: { en: 'Centered', 'zh-CN': '中心化' },
  beta1: { en: 'Beta 1', 'zh-CN': 'β₁' },
  beta2: { en: 'Beta 2', 'zh-CN': 'β₂' },
  amsgrad: { en: 'AMSGrad', 'zh-CN': 'AMSGrad 变体' },
  weightDecay: { en: 'Weight decay', 'zh-CN': '权重衰减' },
  loss: { en: 'Loss function', 'zh-CN': '损失函数' },
  optimizer: { en: 'Optimizer', 'zh-CN': '优化器' },
  schedule: { en: 'Change of the learning rate', 'zh-CN': '学习率的变化' },
  batchSize: { en: 'Batch size', 'zh-CN': '批大小' },
  epochs: { en: 'Epochs', 'zh-CN': '轮数' },
  'earlyStopping.enabled': { en: 'Stop early when it no longer improves', 'zh-CN': '不再进步时提前停止' },
  'earlyStopping.patience': { en: 'Patience', 'zh-CN': '容忍轮数' },
  'earlyStopping.minimumChange': { en: 'Smallest improvement', 'zh-CN': '最小进步' },
  'earlyStopping.restoreBest': { en: 'Go back to the best', 'zh-CN': '恢复到最佳' },
  classWeights: { en: 'Class weights', 'zh-CN': '类别权重' },
  seed: { en: 'Seed', 'zh-CN': '随机种子' },
  metrics: { en: 'Also report', 'zh-CN': '另外报告' },
  type: { en: 'Type', 'zh-CN': '类型' },
} as const satisfies Record<string, Text>

/** The name of a setting, or of the last part of a path (`optimizer.learningRate`), else the setting itself as it was typed. */
export function settingName(setting: string): Text {
  const names: Record<string, Text> = settingNames
  const known = [setting, setting.slice(setting.lastIndexOf('.') + 1)].find((name) => Object.hasOwn(names, name))
  return (known === undefined ? undefined : names[known]) ?? { en: setting, 'zh-CN': setting }
}
