/** Words about how a network learns. Knows no run and no setting of this program. */
import type { TermEntry } from './terms.ts'

export const learningTerms = {
  loss: {
    name: { en: 'Loss', 'zh-CN': '损失' },
    words: {
      en: 'One number for how far the answers are from the truth; training does nothing but make it smaller. The loss on validation rows shows whether what was learned holds for rows it did not learn from.',
      'zh-CN': '用一个数表示答案离真实情况有多远，训练所做的就是让它变小。验证集上的损失能看出学到的东西对没参与学习的数据是否同样成立。',
    },
    formula: { en: 'L = (1/n) Σ loss(ŷᵢ, yᵢ)', 'zh-CN': 'L = (1/n) Σ loss(ŷᵢ, yᵢ)' },
    see: ['crossEntropy', 'meanSquaredError', 'gradientDescent'],
  },
  crossEntropy: {
    name: { en: 'Cross-entropy', 'zh-CN': '交叉熵' },
    words: {
      en: 'The usual loss when the answer is a category: it is small when the network gave the true answer a high probability. Being sure and wrong costs most of all.',
      'zh-CN': '答案是类别时最常用的损失：给真实答案的概率越高，损失越小。很有把握却答错，代价最大。',
    },
    formula: { en: 'L = −(1/n) Σ log p(true answer)\ntwo answers: −(1/n) Σ [y log p + (1 − y) log(1 − p)]', 'zh-CN': 'L = −(1/n) Σ log p（真实答案）\n两种答案：−(1/n) Σ [y log p + (1 − y) log(1 − p)]' },
    see: ['loss', 'softmax', 'classification'],
  },
  meanSquaredError: {
    name: { en: 'Mean squared error', 'zh-CN': '均方误差' },
    words: {
      en: 'The usual loss when the answer is a number: the average of the squared differences between prediction and truth. Squaring makes one large miss count more than many small ones.',
      'zh-CN': '答案是数值时最常用的损失：预测值与真实值之差的平方，再取平均。因为取了平方，一次大的偏差比许多小偏差影响更大。',
    },
    formula: { en: 'MSE = (1/n) Σ (yᵢ − ŷᵢ)²', 'zh-CN': 'MSE = (1/n) Σ (yᵢ − ŷᵢ)²' },
    see: ['loss', 'meanAbsoluteError', 'regression'],
  },
  gradient: {
    name: { en: 'Gradient', 'zh-CN': '梯度' },
    words: {
      en: 'For every weight, how much the loss would rise if that weight grew a little. All of them together point in the direction in which the loss rises fastest.',
      'zh-CN': '对每个权重来说，它稍微增大一点时损失会上升多少。合在一起，它们指向损失上升最快的方向。',
    },
    formula: { en: '∇L = (∂L/∂w₁, ∂L/∂w₂, …)', 'zh-CN': '∇L = (∂L/∂w₁, ∂L/∂w₂, ……)' },
    see: ['gradientDescent', 'backpropagation'],
  },
  gradientDescent: {
    name: { en: 'Gradient descent', 'zh-CN': '梯度下降' },
    words: {
      en: 'Changes all weights a little in the direction in which the loss falls fastest, again and again. It is called stochastic when the gradient comes from a batch of rows instead of all of them.',
      'zh-CN': '让所有权重沿损失下降最快的方向各改变一点，一遍又一遍。如果梯度只用一批数据而不是全部数据来算，就叫随机梯度下降。',
    },
    formula: { en: 'w ← w − η ∂L/∂w\nη: learning rate', 'zh-CN': 'w ← w − η ∂L/∂w\nη：学习率' },
    see: ['gradient', 'learningRate', 'optimizer'],
  },
  backpropagation: {
    name: { en: 'Backpropagation', 'zh-CN': '反向传播' },
    words: {
      en: 'Computes the gradient of all weights in one pass from the output back to the input. By the chain rule, each layer needs only what the layer after it passes back and its own numbers.',
      'zh-CN': '从输出到输入倒着走一遍，算出所有权重的梯度。根据链式法则，每一层只需要后一层传回来的数和它自己的数。',
    },
    formula: { en: 'with z = wx + b and y = f(z):\n∂L/∂w = ∂L/∂y × f′(z) × x\n∂L/∂x = ∂L/∂y × f′(z) × w', 'zh-CN': '设 z = wx + b，y = f(z)：\n∂L/∂w = ∂L/∂y × f′(z) × x\n∂L/∂x = ∂L/∂y × f′(z) × w' },
    see: ['gradient', 'gradientDescent', 'layer'],
  },
  learningRate: {
    name: { en: 'Learning rate', 'zh-CN': '学习率' },
    words: {
      en: 'How far each step moves the weights along the gradient. Too small, and learning takes very long; too large, and the loss jumps about or grows without end.',
      'zh-CN': '每一步让权重沿梯度移动多远。太小，学得很慢；太大，损失会来回跳动，甚至越来越大。',
    },
    formula: { en: 'w ← w − learning rate × gradient', 'zh-CN': 'w ← w − 学习率 × 梯度' },
    see: ['gradientDescent', 'schedule', 'divergence'],
  },
  batch: {
    name: { en: 'Batch', 'zh-CN': '批' },
    words: {
      en: 'The rows from which one step computes its gradient. Small batches make many unsteady steps, large ones few steady ones.',
      'zh-CN': '一步计算梯度时所用的那些行。批小，步数多而不稳；批大，步数少而平稳。',
    },
    see: ['step', 'epoch', 'gradientDescent'],
  },
  step: {
    name: { en: 'Step', 'zh-CN': '步' },
    words: {
      en: 'One change of the weights, made after one batch. An epoch has as many steps as there are batches in the training rows.',
      'zh-CN': '处理完一批数据后，对权重做的一次改变。训练集能分成多少批，一轮就有多少步。',
    },
    formula: { en: 'steps an epoch = training rows / batch size, rounded up', 'zh-CN': '每轮步数 = 训练行数 / 批大小，向上取整' },
    see: ['batch', 'epoch'],
  },
  epoch: {
    name: { en: 'Epoch', 'zh-CN': '轮' },
    words: {
      en: 'One pass through all training rows, in a new order each time. After it, the network is tried on the validation rows.',
      'zh-CN': '把训练集从头到尾学一遍，每次的先后顺序都不同。学完一轮，再在验证集上检验一次。',
    },
    see: ['step', 'batch', 'earlyStopping'],
  },
  optimizer: {
    name: { en: 'Optimizer', 'zh-CN': '优化器' },
    words: {
      en: 'The rule that turns gradients into changes of the weights. Plain gradient descent is the simplest; others remember earlier gradients or give each weight a step size of its own.',
      'zh-CN': '把梯度变成权重改变量的规则。最简单的是梯度下降，其他优化器会记住先前的梯度，或为每个权重单独确定步长。',
    },
    see: ['gradientDescent', 'momentum', 'adam'],
  },
  momentum: {
    name: { en: 'Momentum', 'zh-CN': '动量' },
    words: {
      en: 'Carries part of the last step into the next, as a rolling ball keeps its speed. It smooths unsteady gradients and gets through long, flat valleys faster.',
      'zh-CN': '把上一步的一部分带入下一步，就像滚动的球保持速度。它让不稳定的梯度变得平滑，能更快走出又长又平的谷地。',
    },
    formula: { en: 'v ← m v − η g\nw ← w + v\nm: momentum, η: learning rate, g: gradient', 'zh-CN': 'v ← m v − η g\nw ← w + v\nm：动量，η：学习率，g：梯度' },
    see: ['optimizer', 'adam', 'gradientDescent'],
  },
  adam: {
    name: { en: 'Adam', 'zh-CN': 'Adam（自适应矩估计）' },
    words: {
      en: 'An optimizer with momentum that divides each step by the usual size of that weight’s gradient. It needs little tuning, which makes it the usual first choice.',
      'zh-CN': '带动量的优化器，每一步还要除以该权重梯度平时的大小。它几乎不用调，通常是首选。',
    },
    formula: {
      en: 'm ← β₁ m + (1 − β₁) g\nv ← β₂ v + (1 − β₂) g²\nw ← w − η m̂ / (√v̂ + ε)\nm̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ), t: step',
      'zh-CN': 'm ← β₁ m + (1 − β₁) g\nv ← β₂ v + (1 − β₂) g²\nw ← w − η m̂ / (√v̂ + ε)\nm̂ = m / (1 − β₁ᵗ)，v̂ = v / (1 − β₂ᵗ)，t：步',
    },
    see: ['optimizer', 'momentum', 'learningRate'],
  },
  schedule: {
    name: { en: 'Learning rate schedule', 'zh-CN': '学习率调度' },
    words: {
      en: 'A plan by which the learning rate changes while it trains, mostly from larger to smaller. Large steps get near quickly; small ones settle.',
      'zh-CN': '训练过程中改变学习率的安排，多数是由大到小。大步走得快，小步停得稳。',
    },
    formula: { en: 'cosine: η(s) = η₀ (1 + cos(πs)) / 2, s: share of the training done', 'zh-CN': '余弦：η(s) = η₀ (1 + cos(πs)) / 2，s：训练完成的比例' },
    see: ['learningRate', 'optimizer'],
  },
  initialization: {
    name: { en: 'Starting weights', 'zh-CN': '权重初始化' },
    words: {
      en: 'The random numbers that weights have before the first step. They must differ, so that units can learn different things, and have a size at which signals neither fade nor grow from layer to layer.',
      'zh-CN': '第一步之前权重所取的随机数。它们必须各不相同，神经元才能学到不同的东西；大小也要合适，信号才不会逐层减弱或放大。',
    },
    formula: { en: 'Glorot uniform: within ±√(6 / (inputs + outputs))', 'zh-CN': 'Glorot 均匀分布：±√(6 / (输入数 + 输出数)) 之间' },
    see: ['weight', 'seed'],
  },
  overfitting: {
    name: { en: 'Overfitting (memorising)', 'zh-CN': '过拟合（死记硬背）' },
    words: {
      en: 'The network learns what is peculiar to the training rows, down to their accidents, instead of what holds in general. It shows when the training loss goes on falling while the validation loss rises.',
      'zh-CN': '网络记住了训练集特有的细节，包括偶然的部分，而不是普遍的规律。训练损失继续下降、验证损失却上升，就是过拟合的表现。',
    },
    see: ['regularization', 'earlyStopping', 'validationRows'],
  },
  underfitting: {
    name: { en: 'Underfitting', 'zh-CN': '欠拟合' },
    words: {
      en: 'The network has not learned even the training rows well, so both losses stay high. A larger network, more epochs or another learning rate may help, unless the columns simply do not tell the answer.',
      'zh-CN': '连训练集都没有学好，训练损失和验证损失都很高。可以试试更大的网络、更多轮数或另一个学习率；但也可能是这些列本来就决定不了答案。',
    },
    see: ['overfitting', 'loss', 'learningRate'],
  },
  regularization: {
    name: { en: 'Regularization', 'zh-CN': '正则化' },
    words: {
      en: 'Everything that keeps a network from memorising, for example a penalty on large weights. It usually makes the training loss a little worse and the answers on new rows better.',
      'zh-CN': '防止网络死记硬背的各种办法，例如对大的权重加以惩罚。训练损失往往会略差一些，对新数据的回答却更好。',
    },
    formula: { en: 'L2: L + λ Σ w²\nL1: L + λ Σ |w|', 'zh-CN': 'L2：L + λ Σ w²\nL1：L + λ Σ |w|' },
    see: ['overfitting', 'dropout', 'earlyStopping'],
  },
  dropout: {
    name: { en: 'Dropout', 'zh-CN': '随机失活（Dropout）' },
    words: {
      en: 'Sets a random share of the numbers to 0 in every training step, so that no unit can rely on a single other one. When the network answers, nothing is left out.',
      'zh-CN': '训练的每一步都随机把一部分数置为 0，使任何神经元都不能只依赖另外某一个。回答问题时不再丢弃。',
    },
    formula: { en: 'while training: 0 with probability p, else x / (1 − p)', 'zh-CN': '训练时：以概率 p 取 0，否则取 x / (1 − p)' },
    see: ['regularization', 'overfitting'],
  },
  batchNormalization: {
    name: { en: 'Batch normalization', 'zh-CN': '批归一化' },
    words: {
      en: 'Brings the numbers of each unit to mean 0 and spread 1 over the batch, then lets the network choose scale and shift itself. When it answers, running averages from training take the place of the batch.',
      'zh-CN': '在一批数据上把每个单元的数变成均值 0、标准差 1，再由网络自己学习缩放和平移。回答问题时，用训练中累积的滑动平均代替这一批的统计量。',
    },
    formula: { en: 'y = γ (x − μ) / √(σ² + ε) + β\nμ, σ²: mean and variance of the batch', 'zh-CN': 'y = γ (x − μ) / √(σ² + ε) + β\nμ、σ²：这一批的均值与方差' },
    see: ['batch', 'layerNormalization', 'standardization'],
  },
  layerNormalization: {
    name: { en: 'Layer normalization', 'zh-CN': '层归一化' },
    words: {
      en: 'Brings the numbers that a layer has for one row to mean 0 and spread 1, then lets the network choose scale and shift itself. Unlike batch normalization it needs no other rows, so it does the same while training and when it answers.',
      'zh-CN': '把某一层对一行数据得出的各个数变成均值 0、标准差 1，再由网络自己学习缩放和平移。与批归一化不同，它不依赖其他行，训练时和回答时的做法一样。',
    },
    formula: { en: 'y = γ (x − μ) / √(σ² + ε) + β\nμ, σ²: mean and variance of the row', 'zh-CN': 'y = γ (x − μ) / √(σ² + ε) + β\nμ、σ²：这一行的均值与方差' },
    see: ['batchNormalization', 'layer'],
  },
  earlyStopping: {
    name: { en: 'Early stopping', 'zh-CN': '早停' },
    words: {
      en: 'Ends training when the loss on the validation rows has not improved for a number of epochs, called the patience. The weights of the best epoch are usually the ones that are kept.',
      'zh-CN': '验证集上的损失连续若干轮（容忍轮数）没有进步，就结束训练。通常保留最佳一轮的权重。',
    },
    see: ['epoch', 'overfitting', 'validationRows'],
  },
  divergence: {
    name: { en: 'Divergence', 'zh-CN': '发散' },
    words: {
      en: 'The loss grows from step to step until it is no longer a number. Most often the learning rate is too large, so that every step overshoots further than the one before.',
      'zh-CN': '损失一步比一步大，最后不再是有效的数值。最常见的原因是学习率太大，每一步都比上一步冲得更远。',
    },
    see: ['learningRate', 'gradient'],
  },
  seed: {
    name: { en: 'Seed', 'zh-CN': '随机种子' },
    words: {
      en: 'The number from which all chance is computed: the split, the starting weights, the order of the rows. The same seed gives the same chance again, and another seed shows how much of a result was luck.',
      'zh-CN': '一切随机都由这个数算出：数据的划分、权重的初始值、各行的先后顺序。种子相同，随机的结果就相同；换一个种子，能看出结果有多少靠运气。',
    },
    see: ['reproducibility', 'initialization', 'split'],
  },
  reproducibility: {
    name: { en: 'Reproducibility', 'zh-CN': '可重复性' },
    words: {
      en: 'The same data, plan and seed give the same result again, on another computer too. Only then can others check it, and only then is a difference between two runs due to what was changed.',
      'zh-CN': '数据、方案和种子都相同，结果也相同，换一台电脑也一样。这样别人才能核对，两次训练的差别也才能归因于所做的改动。',
    },
    see: ['seed'],
  },
} as const satisfies Record<string, TermEntry>
