/** What is wrong with a plan's network or training, and the words of its fix, in both languages. Knows no screen. */
import type { Language } from '../language.ts'
import type { PlanProblem } from '../network.ts'
import { settingName } from './setting-names.ts'

/** What a sentence is made from: the same names in a PlanProblem and in an error's details. */
export type ProblemFacts = { [Name in 'setting' | 'value' | 'expected']?: string | undefined }

/** One or two sentences: what is wrong and what to do. A problem that this version does not know gets a general one. */
export function describeProblem(problem: Pick<PlanProblem, 'problem'> & ProblemFacts, language: Language): string {
  return (isKnown(problem.problem) ? problemTexts[problem.problem] : unknownProblem)[language](problem)
}

export type ProblemKey = keyof typeof problemTexts

type Sentences = Record<Language, (facts: ProblemFacts) => string>

const en = ({ setting = '' }: ProblemFacts): string => `“${settingName(setting).en}”`
const zh = ({ setting = '' }: ProblemFacts): string => `“${settingName(setting)['zh-CN']}”`
const is = ({ value }: ProblemFacts): string => (value === undefined || value === '' ? '' : `, not ${value}`)
const zhIs = ({ value }: ProblemFacts): string => (value === undefined || value === '' ? '' : `，现在是 ${value}`)

const unknownProblem: Sentences = {
  en: (facts) => `Something is not right with ${facts.setting === undefined ? 'this part' : en(facts)}.`,
  'zh-CN': (facts) => `${facts.setting === undefined ? '这一处' : zh(facts)}有问题。`,
}

const problemTexts = {
  'setting.notANumber': { en: (facts) => `${en(facts)} must be a number${is(facts)}.`, 'zh-CN': (facts) => `${zh(facts)}应为数值${zhIs(facts)}。` },
  'setting.notWhole': { en: (facts) => `${en(facts)} must be a whole number${is(facts)}.`, 'zh-CN': (facts) => `${zh(facts)}应为整数${zhIs(facts)}。` },
  'setting.range': { en: (facts) => `${en(facts)} must be ${facts.expected ?? 'within its range'}${is(facts)}.`, 'zh-CN': (facts) => `${zh(facts)}应在 ${facts.expected ?? '允许范围'} 之内${zhIs(facts)}。` },
  'setting.notASwitch': { en: (facts) => `${en(facts)} can only be on or off${is(facts)}.`, 'zh-CN': (facts) => `${zh(facts)}只能是开或关${zhIs(facts)}。` },
  'setting.choice': { en: (facts) => `${en(facts)} can't be ${facts.value ?? 'that'}. It can be: ${facts.expected ?? ''}.`, 'zh-CN': (facts) => `${zh(facts)}不能是 ${facts.value ?? '这个值'}。可选：${facts.expected ?? ''}。` },
  'setting.unknown': { en: (facts) => `There is no setting ${en(facts)} here; it has no effect.`, 'zh-CN': (facts) => `这里没有${zh(facts)}这项设置，它不起作用。` },
  'layer.unknown': { en: ({ value = '' }) => `There is no layer called “${value}”. Remove it.`, 'zh-CN': ({ value = '' }) => `没有名为“${value}”的层。把它移除即可。` },
  'layer.sameId': { en: ({ value = '' }) => `Two layers have the id “${value}”. Remove one of them.`, 'zh-CN': ({ value = '' }) => `有两层使用同一个编号“${value}”。移除其中一层即可。` },
  'layer.noUnits': { en: () => 'A layer without units passes nothing on. It needs at least one.', 'zh-CN': () => '没有单元的层什么也传不下去，至少要有一个单元。' },
  'layer.dropsAll': { en: () => 'A rate of 1 silences everything, so nothing can be learned. It must be below 1.', 'zh-CN': () => '比例为 1 会关闭所有的数，什么也学不到。应小于 1。' },
  'layer.straight': { en: () => 'Two layers of this kind with nothing in between are no more than one. Give this one an activation.', 'zh-CN': () => '两个同类的层之间没有激活函数，只相当于一层。给这一层选一个激活函数。' },
  'layer.shares': { en: () => 'Softmax turns the numbers into shares of 1 and loses most of what they say. Inside a network relu is usual.', 'zh-CN': () => 'softmax 会把数变成总和为 1 的份额，丢掉大部分信息。网络内部通常用 relu。' },
  'layer.zeroWeights': { en: () => 'Weights that all start at the same number stay the same: the units can’t become different. Use other starting weights.', 'zh-CN': () => '权重若从同一个数开始，训练后仍然相同，各单元无法产生差别。换一种权重初始值。' },
  'layer.needsMatrix': { en: (facts) => `${en(facts)} can’t start this way: it is no matrix. Use the usual start.`, 'zh-CN': (facts) => `${zh(facts)}不是矩阵，不能这样取初始值。改用通常的初始值。` },
  'layer.batchOfOne': { en: () => 'Batch normalization compares the rows of a batch, and this batch has only one. Use a larger batch size.', 'zh-CN': () => '批归一化要比较一批中的各行，而现在每批只有一行。把批大小调大一些。' },
  'layer.needsList': {
    en: ({ value = '' }) => `This layer reads a plain list of numbers, and what comes in is ${value}. Add a Flatten layer before it.`,
    'zh-CN': ({ value = '' }) => `这一层读取一列数，而传入的形状是 ${value}。在它前面加一个展平层。`,
  },
  'layer.needsImage': {
    en: ({ value = '' }) => `This layer reads an image (height × width × channels), and what comes in is ${value}. Put a Reshape layer first, or use the 1D kind for a sequence.`,
    'zh-CN': ({ value = '' }) => `这一层读取图像（高 × 宽 × 通道），而传入的形状是 ${value}。先用 Reshape 改变形状；若是序列，请用一维的层。`,
  },
  'layer.needsSequence': {
    en: ({ value = '' }) => `This layer reads a sequence (length × channels), and what comes in is ${value}. Put a Reshape layer first, or use the 2D kind for an image.`,
    'zh-CN': ({ value = '' }) => `这一层读取序列（长度 × 通道），而传入的形状是 ${value}。先用 Reshape 改变形状；若是图像，请用二维的层。`,
  },
  'layer.windowTooLarge': {
    en: (facts) => `${en(facts)} is ${facts.value ?? ''}, but what comes in is only ${facts.expected ?? ''}. Use a smaller one, or padding that keeps the size.`,
    'zh-CN': (facts) => `${zh(facts)}为 ${facts.value ?? ''}，而传入的只有 ${facts.expected ?? ''}。改小一些，或把填充设为“保持大小”。`,
  },
  'layer.reshapeCount': {
    en: ({ value = '', expected = '' }) => `${value} does not hold exactly the ${expected} numbers that come in. Columns that are left out under Prepare are missing here.`,
    'zh-CN': ({ value = '', expected = '' }) => `${value} 与传入的 ${expected} 个数对不上。在“准备”中没有使用的列不在其中。`,
  },
  'layer.addUnknown': { en: ({ value = '' }) => `No layer before this one has the id “${value}”. Choose another one to add.`, 'zh-CN': ({ value = '' }) => `前面没有编号为“${value}”的层。换一个相加的对象。` },
  'layer.addShapes': {
    en: ({ value = '', expected = '' }) => `Only equal shapes can be added: what comes in is ${expected}, and the chosen layer makes ${value}. Choose another one, or give both the same size.`,
    'zh-CN': ({ value = '', expected = '' }) => `形状相同才能相加：传入的是 ${expected}，所选的层产生 ${value}。换一层，或让两者大小相同。`,
  },
  'layer.embeddingFirst': { en: () => 'An embedding reads the codes of the columns, so it can only be the first layer. Remove it here.', 'zh-CN': () => '嵌入层读取各列的编码，只能放在第一层。把它从这里移除。' },
  'layer.embeddingWithoutCodes': { en: () => 'No column is prepared as codes, so this layer does nothing. Choose “codes” for a category column under Prepare, or remove it.', 'zh-CN': () => '没有按编码处理的列，这一层不起作用。在“准备”中为类别列选择“编码”，或移除这一层。' },
  'recipe.codesWithoutEmbedding': { en: () => 'Columns prepared as codes are read as if a larger code meant more. Start the network with an Embedding layer.', 'zh-CN': () => '按编码处理的列会被当成数值大小。在网络开头加一个嵌入层。' },
  'network.allOff': { en: () => 'All layers are switched off: this is a linear model.', 'zh-CN': () => '所有层都已关闭，现在相当于线性模型。' },
  'network.memory': { en: ({ value = '', expected = '' }) => `Training this network takes about ${value} of memory; ${expected} can be used. Use fewer units or filters, or a smaller batch size.`, 'zh-CN': ({ value = '', expected = '' }) => `训练这个网络约需 ${value} 内存，最多可用 ${expected}。减少单元数或滤波器数，或减小批大小。` },
  'output.unknownActivation': { en: ({ value = '' }) => `There is no activation called “${value}”.`, 'zh-CN': ({ value = '' }) => `没有名为“${value}”的激活函数。` },
  'output.oneShare': { en: () => 'Softmax over a single output is always 1, whatever the row. Two answers need sigmoid.', 'zh-CN': () => '只有一个输出时，softmax 的结果总是 1，与数据无关。两种答案应使用 sigmoid。' },
  'output.needsSigmoid': { en: ({ value = '' }) => `With two answers the output is a probability, which ${value} does not give. Use sigmoid.`, 'zh-CN': ({ value = '' }) => `预测两种答案时输出应是概率，${value} 给不出概率。改用 sigmoid。` },
  'output.needsSoftmax': { en: ({ value = '' }) => `With several answers the outputs are shares that add up to 1, which ${value} does not give. Use softmax.`, 'zh-CN': ({ value = '' }) => `预测多种答案时各输出应是总和为 1 的份额，${value} 做不到。改用 softmax。` },
  'output.constant': { en: () => 'Softmax over a single number is always 1. To predict a number use linear.', 'zh-CN': () => '单个数经过 softmax 总是 1。预测数值应使用 linear。' },
  'output.needsPositive': { en: ({ value = '' }) => `The Poisson loss needs an output above 0, which ${value} does not always give. Use softplus.`, 'zh-CN': ({ value = '' }) => `泊松损失要求输出大于 0，而 ${value} 不能保证。改用 softplus。` },
  'output.bounded': { en: ({ value = '' }) => `${value} can’t give every number, so large or small targets are out of reach. To predict a number use linear.`, 'zh-CN': ({ value = '' }) => `${value} 给不出所有的数，过大或过小的目标值无法达到。预测数值应使用 linear。` },
  'training.unknownOptimizer': { en: ({ value = '' }) => `There is no optimizer called “${value}”.`, 'zh-CN': ({ value = '' }) => `没有名为“${value}”的优化器。` },
  'training.unknownSchedule': { en: ({ value = '' }) => `There is no change of the learning rate called “${value}”.`, 'zh-CN': ({ value = '' }) => `没有名为“${value}”的学习率变化方式。` },
  'training.unknownLoss': { en: ({ value = '' }) => `There is no loss function called “${value}”.`, 'zh-CN': ({ value = '' }) => `没有名为“${value}”的损失函数。` },
  'training.lossNeedsTwo': { en: () => 'This loss function is for two answers.', 'zh-CN': () => '这个损失函数只用于两种答案。' },
  'training.lossNeedsSeveral': { en: () => 'This loss function is for three answers or more.', 'zh-CN': () => '这个损失函数用于三种及以上的答案。' },
  'training.lossNeedsClasses': { en: () => 'This loss function is for answers that are classes, not for a number.', 'zh-CN': () => '这个损失函数用于分类，不用于预测数值。' },
  'training.lossNeedsCounts': { en: () => 'The Poisson loss is for counts: the column to predict must have no value below 0, and its scaling must be switched off under Prepare, More settings. Or use the mean squared error.', 'zh-CN': () => '泊松损失用于计数：要预测的列不能有小于 0 的值，并须在“准备”的更多设置中关闭目标列的缩放。也可以改用均方误差。' },
  'training.severalClips': { en: (facts) => `Gradients can be limited in one way only. ${en({ setting: facts.expected })} is on already: set ${en(facts)} to 0.`, 'zh-CN': (facts) => `只能用一种方式限制梯度。${zh({ setting: facts.expected })}已经开启，请把${zh(facts)}设为 0。` },
  'training.warmupBeyondRun': { en: ({ value = '', expected = '' }) => `A warm-up of ${value} epochs leaves nothing of a run of ${expected}. Make it shorter.`, 'zh-CN': ({ value = '', expected = '' }) => `预热 ${value} 轮，而训练总共只有 ${expected} 轮。把预热缩短。` },
  'training.scheduleTooSlow': { en: (facts) => `${en(facts)} is ${facts.value ?? ''} epochs and the run only ${facts.expected ?? ''}, so the learning rate never changes. Make it shorter.`, 'zh-CN': (facts) => `${zh(facts)}为 ${facts.value ?? ''} 轮，而训练只有 ${facts.expected ?? ''} 轮，学习率始终不变。把它缩短。` },
  'training.rateEndsEarly': { en: ({ value = '', expected = '' }) => `After ${value} of ${expected} epochs the learning rate is 0, and nothing more is learned. Let it fall to the end of the run.`, 'zh-CN': ({ value = '', expected = '' }) => `共 ${expected} 轮，而学习率在第 ${value} 轮后就变为 0，之后什么也学不到。让它一直下降到训练结束。` },
  'training.rateDoesNotFall': { en: ({ value = '', expected = '' }) => `The learning rate starts at ${expected} and ends at ${value}, so it does not fall. Use a smaller last learning rate.`, 'zh-CN': ({ value = '', expected = '' }) => `学习率从 ${expected} 开始、到 ${value} 结束，并没有下降。把最终学习率调小。` },
  'training.plateauWithoutValidation': { en: () => 'No rows are kept for validation, so the learning rate follows the training loss, which hardly ever stalls.', 'zh-CN': () => '没有留出验证集，学习率只能看训练集的损失，而它很少停滞。' },
  'training.cannotFuse': { en: () => 'This program’s runtime has no fused arithmetic: it computes exactly, and just as fast as without this choice.', 'zh-CN': () => '当前运行环境不支持乘加合一：仍按精确方式计算，速度与不选时相同。' },
  'training.unknownMetric': { en: ({ value = '' }) => `“${value}” is no measure of this task and is not reported.`, 'zh-CN': ({ value = '' }) => `“${value}”不适用于这个任务，不会报告。` },
  'training.largeLearningRate': { en: ({ value = '' }) => `A learning rate of ${value} is very large; the loss will most likely grow instead of falling.`, 'zh-CN': ({ value = '' }) => `学习率 ${value} 非常大，损失多半会上升而不是下降。` },
  'training.batchBeyondRows': { en: ({ value = '', expected = '' }) => `A batch of ${value} rows is more than the ${expected} training rows: every epoch is a single step.`, 'zh-CN': ({ value = '', expected = '' }) => `批大小 ${value} 超过了训练集的 ${expected} 行，每轮只走一步。` },
  'training.stopWithoutValidation': { en: () => 'No rows are kept for validation, so early stopping watches the training loss and can’t see memorising.', 'zh-CN': () => '没有留出验证集，早停只能看训练集的损失，看不出死记硬背。' },
  'training.weightsWithoutClasses': { en: () => 'Class weights have no effect on a number.', 'zh-CN': () => '预测数值时，类别权重不起作用。' },
  'training.weightsWithoutCrossentropy': { en: () => 'Class weights take effect only with cross-entropy.', 'zh-CN': () => '类别权重只在使用交叉熵时起作用。' },
  'recipe.noInputs': { en: () => 'No columns are used, so there is nothing to learn from. Use at least one under Prepare.', 'zh-CN': () => '没有使用任何列，无从学习。在“准备”中至少使用一列。' },
} as const satisfies Record<string, Sentences>

function isKnown(problem: string): problem is ProblemKey {
  return Object.hasOwn(problemTexts, problem)
}
